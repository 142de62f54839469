// The preview in a browser: pages follow the text, and keep what their reader did.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CHAPTER, Handbook, LEVELS, PLAN, browser, close } from './support.js';

const program = resolve(process.env.PREPBOOK ?? join(dirname(fileURLToPath(import.meta.url)), '../../target/release/prepbook'));
after(close);

const LONG = Array.from({ length: 60 }, (_, index) => `Paragraph ${index} stands here.`).join('\n\n');
const FILES = { 'talk.md': PLAN, 'how-talks-fail.md': CHAPTER, 'long.md': `# Long\n\n${LONG}\n` };

let count = 0;
const preview = async (t, files = FILES, port = '0') => {
  const book = new Handbook(`live-${count++}`, files, LEVELS);
  const start = async (port) => {
    const server = spawn(program, ['serve', '--port', port], { cwd: book.folder, stdio: ['ignore', 'pipe', 'ignore'] });
    const lines = createInterface({ input: server.stdout });
    const [url] = await once(lines, 'line');
    lines.on('line', () => {});
    return { url, stop: () => server.kill() && once(server, 'exit') };
  };
  let server = await start(port);
  const { url } = server;
  const context = await (await browser()).newContext();
  const errors = [];
  context.on('weberror', (error) => errors.push(String(error.error())));
  t.after(async () => {
    await context.close();
    await server.stop();
    assert.deepEqual(errors, []);
  });
  return {
    book,
    url,
    context,
    write: (path, text) => book.write({ [path]: text }),
    restart: async () => {
      await server.stop();
      return async () => {
        server = await start(new URL(url).port);
      };
    },
    open: async (path) => {
      const page = await context.newPage();
      await page.goto(url + path);
      // A page that is loaded anew loses this.
      await page.evaluate(() => (self.stayed = true));
      return page;
    },
  };
};

const shows = (page, text) => page.locator('main').getByText(text, { exact: false }).first().waitFor();
const stayed = async (page) => assert.equal(await page.evaluate(() => self.stayed), true, 'the page was loaded anew');
const panel = (page) => page.locator('prepbook-preview section');

test('an edit comes into the page, and ticks, scroll, focus, folds and choices stay', async (t) => {
  const plan = `${PLAN}\n## Reading\n\n??? note "Folded"\n    In the fold.\n\n${LONG}\n`;
  const { open, write } = await preview(t, { ...FILES, 'talk.md': plan });
  const page = await open('talk/full/reading.html');
  await page.locator('main details summary').first().click();
  const day = await open('talk/full/week-1-monday.html');
  const box = day.locator('.task', { hasText: 'Strike out seven' }).locator('input').first();
  await box.check();
  await box.focus();
  const place = page.getByText('Paragraph 30 stands here.');
  await place.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
  const top = await place.evaluate((element) => element.getBoundingClientRect().top);
  write('talk.md', plan
    .replace('Write down ten things you know', 'Write down twelve things')
    .replace('Paragraph 3 stands', 'New words.\n\nMore new words.\n\nParagraph 3 still stands')
    .replace('In the fold.', 'In the opened fold.'));
  await shows(day, 'Write down twelve things');
  await shows(page, 'Paragraph 3 still stands');
  await stayed(day);
  await stayed(page);
  assert.equal(await box.isChecked(), true);
  assert.equal(await box.evaluate((element) => element === document.activeElement), true);
  assert.equal(await page.locator('main details').first().evaluate((element) => element.open), true);
  assert.equal(await page.locator('main details').first().innerText().then((text) => text.includes('In the opened fold.')), true);
  const now = await place.evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(Math.abs(now - top) < 2, `scrolled from ${top} to ${now}`);
  // What changed above is pointed at.
  await page.getByRole('button', { name: /^↑ Changed/ }).click();
  await page.waitForFunction(() => [...document.querySelectorAll('p')]
    .some((p) => /still stands|new words/i.test(p.textContent) && p.getBoundingClientRect().top > 0 && p.getBoundingClientRect().top < innerHeight));
});

test('warnings are counted, and listed when they are asked for', async (t) => {
  const { open, write } = await preview(t, { ...FILES, 'talk.md': `${PLAN}\n[there](nowhere.md)\n` });
  const page = await open('talk/full/week-1-monday.html');
  const pill = page.getByRole('button', { name: '1 warning' });
  await pill.waitFor();
  assert.equal(await panel(page).isVisible(), false);
  await pill.click();
  await panel(page).getByText('dead-link').waitFor();
  assert.equal(await pill.getAttribute('aria-expanded'), 'true');
  await page.getByRole('button', { name: 'Hide' }).click();
  assert.equal(await panel(page).isVisible(), false);
  await pill.click();
  // An open list follows the text.
  write('talk.md', `${PLAN}\n[there](nowhere.md) and [here](nothing.md)\n`);
  await panel(page).getByText('nothing.md').first().waitFor();
  await page.getByRole('button', { name: '2 warnings' }).waitFor();
  write('talk.md', PLAN);
  await panel(page).waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('button', { name: /warning/ }).count(), 0);
});

test('the order of tasks changes, one comes and one goes', async (t) => {
  const { open, write } = await preview(t);
  const page = await open('talk/full/week-1-monday.html');
  const box = page.locator('.task', { hasText: 'Strike out seven' }).locator('input').first();
  await box.check();
  write('talk.md', PLAN.replace(
    '- [ ] Write down ten things you know\n- [ ] Strike out seven of them\n',
    '- [ ] Strike out seven of them\n- [ ] Sleep over it\n',
  ));
  await shows(page, 'Sleep over it');
  await stayed(page);
  assert.equal(await page.getByText('Write down ten').count(), 0);
  assert.equal(await box.isChecked(), true);
  const words = await page.locator('.task label').allInnerTexts();
  assert.ok(words.findIndex((text) => text.includes('Strike')) < words.findIndex((text) => text.includes('Sleep')), String(words));
  // The new box can be ticked, and is kept.
  const added = page.locator('.task', { hasText: 'Sleep over it' }).locator('input').first();
  await added.check();
  await page.reload();
  assert.equal(await added.isChecked(), true);
});

test('a page that did not change does nothing', async (t) => {
  const { open, write } = await preview(t);
  const chapter = await open('how-talks-fail.html');
  const other = await open('long.html');
  await chapter.evaluate(() => {
    self.touched = 0;
    new MutationObserver((records) => (self.touched += records.length)).observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true, characterData: true });
  });
  write('long.md', '# Long\n\nNow it is short.\n');
  await shows(other, 'Now it is short.');
  assert.equal(await chapter.evaluate(() => self.touched), 0);
  await stayed(chapter);
});

test('with an error the last good page stays under the report, which goes with the error', async (t) => {
  const { open, write } = await preview(t);
  const page = await open('talk/full/week-1-monday.html');
  await panel(page).waitFor({ state: 'hidden' });
  write('talk.md', `---\ntracks: [\n---\n${PLAN}`);
  await panel(page).waitFor();
  const text = await panel(page).innerText();
  for (const words of ['error[bad-yaml]', 'content/talk.md:', 'tracks: [', '^']) assert.ok(text.includes(words), text);
  assert.match(await panel(page).getByRole('link', { name: 'Open in the editor' }).first().getAttribute('href'), /^vscode:\/\/file\/.*talk\.md:\d+:\d+$/);
  await shows(page, 'Write down ten things');
  const late = await open('long.html');
  await panel(late).waitFor();
  write('talk.md', PLAN.replace('Write down ten', 'Write down nine'));
  await shows(page, 'Write down nine things');
  await panel(page).waitFor({ state: 'hidden' });
  await panel(late).waitFor({ state: 'hidden' });
  await stayed(page);
});

test('a style sheet is swapped and a picture replaced without a reload', async (t) => {
  const picture = (color) => `<svg xmlns="http://www.w3.org/2000/svg" width="${color.length}" height="9"><rect width="9" height="9" fill="${color}"/></svg>`;
  const { book, open, write } = await preview(t, { ...FILES, 'picture.md': '# Picture\n\n![A box](box.svg)\n', 'box.svg': picture('red') });
  const page = await open('picture.html');
  const width = () => page.locator('main img').evaluate((image) => image.naturalWidth);
  assert.equal(await width(), 3);
  write('box.svg', picture('orange'));
  await page.waitForFunction(() => document.querySelector('main img').naturalWidth === 6);
  await stayed(page);
  mkdirSync(join(book.folder, 'themes/own/assets'), { recursive: true });
  writeFileSync(join(book.folder, 'themes/own/assets/style.css'), 'main { outline: 1px solid rgb(1, 2, 3); }');
  writeFileSync(join(book.folder, 'handbook.yaml'), `${LEVELS}theme: own\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).outlineColor === 'rgb(1, 2, 3)');
  writeFileSync(join(book.folder, 'themes/own/assets/style.css'), 'main { outline: 1px solid rgb(4, 5, 6); }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).outlineColor === 'rgb(4, 5, 6)');
  await stayed(page);
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 2);
});

test('a page that is gone says so, and comes back', async (t) => {
  const { book, open, write } = await preview(t);
  const page = await open('long.html');
  renameSync(join(book.folder, 'content/long.md'), join(book.folder, 'content/longer.md'));
  await panel(page).getByText('no longer in the handbook').waitFor();
  await shows(page, 'Paragraph 3 stands');
  rmSync(join(book.folder, 'content/longer.md'));
  write('long.md', '# Long\n\nBack again.\n');
  await shows(page, 'Back again.');
  await panel(page).waitFor({ state: 'hidden' });
  const missing = await open('to-come.html');
  write('to-come.md', '# Come\n\nHere it is.\n');
  await shows(missing, 'Here it is.');
});

test('after a restart the page catches up', async (t) => {
  const { open, write, restart } = await preview(t);
  const page = await open('long.html');
  const again = await restart();
  write('long.md', '# Long\n\nWritten meanwhile.\n');
  await again();
  await shows(page, 'Written meanwhile.');
  await stayed(page);
});

test('twelve tabs share one connection, and the next one takes over', async (t) => {
  const { open, write } = await preview(t);
  const pages = [];
  for (let tab = 0; tab < 12; tab++) pages.push(await open('long.html'));
  write('long.md', '# Long\n\nFor all of you.\n');
  for (const page of pages) await shows(page, 'For all of you.');
  await pages.shift().close();
  write('long.md', '# Long\n\nFor the rest of you.\n');
  for (const page of pages) await shows(page, 'For the rest of you.');
});

test('the mark leads to the text of the page', async (t) => {
  const { open, context, url } = await preview(t);
  const page = await open('how-talks-fail.html');
  const mark = page.getByRole('link', { name: 'Edit this page' });
  const reply = await context.request.get(new URL(await mark.getAttribute('href'), url).href, { maxRedirects: 0 });
  assert.equal(reply.status(), 302);
  assert.match(reply.headers().location, /^vscode:\/\/file\/.*\/content\/how-talks-fail\.md:1:1$/);
});

// A tab is as visible as the test says, and its streams are counted.
const watched = () => {
  let state = 'visible';
  Object.defineProperty(document, 'visibilityState', { get: () => state });
  self.turn = (to) => {
    state = to;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const streams = [];
  const Stream = self.EventSource;
  self.EventSource = class extends Stream {
    constructor(...given) {
      super(...given);
      streams.push(this);
    }
  };
  self.held = () => streams.filter(({ readyState }) => readyState === Stream.OPEN).length;
};
const withoutLocks = () => Object.defineProperty(navigator, 'locks', { value: undefined });

for (const [name, scripts, most] of [['with locks', [watched], 1], ['without locks', [watched, withoutLocks], 2]]) {
  test(`of nine tabs only visible ones hold streams, and all see an edit (${name})`, { timeout: 60_000 }, async (t) => {
    const { open, write, context } = await preview(t);
    for (const script of scripts) await context.addInitScript(script);
    const tabs = [];
    for (let tab = 0; tab < 9; tab++) tabs.push(await open('long.html'));
    const held = (pages) => Promise.all(pages.map((page) => page.evaluate(() => self.held())));
    const sum = async (pages) => (await held(pages)).reduce((all, count) => all + count, 0);
    const until = async (pages, count) => {
      while (await sum(pages) !== count) assert.ok(await sum(tabs) <= most);
    };
    const turn = (pages, to) => Promise.all(pages.map((page) => page.evaluate((to) => self.turn(to), to)));
    await until(tabs, most);
    // The first six are hidden, and one that is visible takes over.
    const [hidden, visible] = [tabs.slice(0, 6), tabs.slice(6)];
    await turn(hidden, 'hidden');
    assert.equal(await sum(hidden), 0);
    await until(visible, most);
    write('long.md', '# Long\n\nSeen by all.\n');
    for (const page of tabs) await shows(page, 'Seen by all.');
    assert.equal(await sum(hidden), 0);
    // Nobody looks: nothing is held, and a tab catches up when it is visible again.
    await turn(visible, 'hidden');
    assert.equal(await sum(tabs), 0);
    write('long.md', '# Long\n\nSeen later.\n');
    await turn(hidden.slice(0, 1), 'visible');
    await shows(tabs[0], 'Seen later.');
    await until(tabs, 1);
    for (const page of tabs) await stayed(page);
  });
}
