// On a web server the handbook stays on the device, and says when there is a newer one.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { close, FILES, Handbook, LEVELS, PLAN, reader, serve } from './support.js';

after(close);

/** A file whose name has signs that mean something in an address. */
const ODD = 'img/a#b 100%.svg';

/** A handbook that is served at the address that it knows. */
const published = async () => {
  const name = `published-${published.count = (published.count ?? 0) + 1}`;
  const book = new Handbook(name, { ...FILES, [ODD]: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  const { origin, stop } = await serve(book.output);
  book.configure(`title: The Talk Book\n${LEVELS}base_url: ${origin}/book/\n`, '');
  return { book: book.build(), origin, stop };
};

test('the handbook is read without a connection, and a newer one is offered', async () => {
  const { book, origin, stop } = await published();
  const { page, context, problems, end } = await reader({ origin });
  await page.goto(`${origin}/book/index.html`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await context.setOffline(true);
  await page.goto(`${origin}/book/talk/slim/week-2-monday.html`);
  assert.equal(await page.locator('h1').textContent(), 'Monday: Aloud');
  assert.equal(await page.locator('.tools').isVisible(), true);
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('zeppelin');
  await page.locator('.results a').first().waitFor();
  const odd = `${origin}/book/${ODD.split('/').map(encodeURIComponent).join('/')}`;
  assert.equal(await page.evaluate(async (address) => (await fetch(address)).ok, odd), true);
  await page.goto(`${origin}/book/`);
  assert.equal(await page.locator('h1').innerText(), 'The Talk Book');
  await context.setOffline(false);
  book.write({ 'talk.md': PLAN.replace('Say the first minute', 'Say the second minute') }).build();
  await page.goto(`${origin}/book/talk/slim/week-2-monday.html`);
  await page.getByText('A newer version of this handbook is available.').waitFor();
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.getByText('Say the second minute').waitFor();
  assert.deepEqual(await page.evaluate(async () => (await caches.keys()).length), 1);
  problems.splice(0, problems.length, ...problems.filter((problem) => !problem.includes('service-worker.js')));
  await end();
  await stop();
});

test('pages of a published handbook name their address, the manifest its page', async () => {
  const { book, origin, stop } = await published();
  const { page, end } = await reader({ origin, serviceWorkers: 'block' });
  await page.goto(`${origin}/book/talk/slim/week-1.html`);
  const address = `${origin}/book/talk/slim/week-1.html`;
  assert.equal(await page.locator('link[rel=canonical]').getAttribute('href'), address);
  assert.equal(await page.locator('meta[property="og:url"]').getAttribute('content'), address);
  const manifest = JSON.parse(await readFile(join(book.output, 'manifest.webmanifest'), 'utf8'));
  assert.deepEqual([manifest.name, manifest.lang, manifest.dir], ['The Talk Book', 'en', 'ltr']);
  assert.ok((await page.request.get(`${origin}/book/${manifest.icons[0].src}`)).ok());
  assert.match(await readFile(join(book.output, 'robots.txt'), 'utf8'), /sitemap\.xml/);
  await page.goto(`${origin}/book/nowhere/at/all.html`).catch(() => {});
  await page.getByRole('link', { name: 'Home' }).click();
  assert.equal(await page.locator('h1').innerText(), 'The Talk Book');
  await page.close();
  await end().catch((error) => assert.match(error.message, /404/));
  await stop();
});
