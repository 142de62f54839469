// A handbook in four languages: what a reader keeps is the same in each of them, and scripts speak the page's language.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { close, content, Handbook, reader, says, ticked } from './support.js';

after(close);

const from = join(content, '../tests/translations');
const config = readFileSync(join(from, 'handbook.yaml'), 'utf8');
// Without an address, nothing is kept for reading offline
const unpublished = config.replace(/^base_url:.*\n/m, '');
const translated = (name = 'translated', given = unpublished) => new Handbook(name, {}, given).copy(join(from, 'content')).build().served();
const boxes = (page) => page.locator('main .task input');
const languages = (page) => page.locator('.languages');

test('a tick is in every language, and a reader changes the language of a day', async () => {
  const book = await translated();
  const { page, end } = await reader();
  await page.goto(book.at('plan/standard/week-1-monday.html'));
  await boxes(page).nth(1).check();
  await says(page.locator('[data-progress=day]').first(), '1 of 3 done');
  await languages(page).getByRole('link', { name: 'Deutsch' }).click();
  await page.waitForURL('**/de/plan/standard/week-1-monday.html');
  await ticked(boxes(page).nth(1));
  await page.getByText('1 von 3 erledigt').first().waitFor();
  await languages(page).getByRole('link', { name: 'العربية' }).click();
  await page.waitForURL('**/ar/plan/standard/week-1-monday.html');
  await ticked(boxes(page).nth(1));
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), 'rtl');
  // Where the day differs, each language has its own
  await page.goto(book.at('plan/standard/week-2-tuesday.html'));
  await boxes(page).first().check();
  await page.goto(book.at('ja/plan/standard/week-2-tuesday.html'));
  await ticked(boxes(page).first(), false);
  await end();
});

test('search and dialogs are in the language of the page', async () => {
  const book = await translated();
  const { page, end } = await reader();
  await page.goto(book.at('de/plan/standard/week-1-monday.html'));
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('spiegel');
  const result = page.locator('.results a').first();
  await result.waitFor();
  assert.match(await result.evaluate((link) => link.href), /\/de\/plan\/standard\/week-1-monday\.html$/);
  await page.getByRole('searchbox').fill('mirror');
  await page.locator('.results a').first().waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Mein Plan' }).click();
  await page.getByRole('dialog').getByText('Mein Plan').first().waitFor();
  await end();
});

test('a plan begun in one language is begun in the others', async () => {
  const book = await translated();
  const { page, end } = await reader();
  await page.goto(book.at('plan/short/index.html'));
  await page.evaluate((store) => localStorage.setItem(`${store}start:plan`, '2027-02-01'), book.store);
  await page.goto(book.at('de/plan/short/week-1-monday.html'));
  await page.locator('body', { hasText: /1\.\sFeb/ }).waitFor();
  await page.goto(book.at('de/index.html'));
  await page.locator('body', { hasText: /1\.\sFeb/ }).waitFor();
  await end();
});

test('a reader may keep all languages for reading offline', async () => {
  const book = await translated('kept', config);
  const { page, end } = await reader();
  await page.goto(book.at('de/index.html'));
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, book.at(''));
  await end();
});
