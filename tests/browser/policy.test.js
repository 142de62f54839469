// The content policy of a page lets the author's own scripts, styles and frames work, and nothing else.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Handbook, browser, close } from './support.js';

const program = resolve(process.env.PREPBOOK ?? join(dirname(fileURLToPath(import.meta.url)), '../../target/release/prepbook'));
after(close);

const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A server of somebody else's, with a picture, a page, a script and a style at any path. */
const elsewhere = async (t) => {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const [type, body] = {
      png: ['image/png', PIXEL],
      html: ['text/html', '<p>framed</p>'],
      js: ['text/javascript', 'document.documentElement.dataset.far = "ran"'],
      css: ['text/css', 'main { --far: read }'],
    }[request.url.split('.').pop()];
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, asked };
};

const day = (html) => `# Plan\n\n## Week 1: Go\n\n### Monday: Read\n\n${html}\n\n- [ ] read\n`;

/** Opens a page and gives it with what its policy blocked. */
const open = async (t, url) => {
  const context = await (await browser()).newContext();
  t.after(() => context.close());
  const blocked = [];
  const page = await context.newPage();
  page.on('console', (message) => /Content Security Policy/.test(message.text()) && blocked.push(message.text()));
  page.on('pageerror', (error) => blocked.push(String(error)));
  await page.goto(url);
  return { page, blocked };
};

const PAGES = ['plan/week-1-monday.html', 'plan/week-1.html', 'plan/week-1-sheets.html', 'plan/everything.html'];

const WORKS = `<p id="styled" style="color: rgb(1, 2, 3)">x</p>

<style>#styled { --sheet: "read &amp; \\201C" }</style>

<button id="press" onclick="this.dataset.pressed = 'yes'">press</button>

A line with <script>document.title = 'ran' + (1 < 2 && *2*1)</script> in it.

<script>

document.documentElement.dataset.block = "été"

</script>
`.replace('*2*1', '2');

test('inline scripts and styles of trusted HTML work on every page that has them', async (t) => {
  const book = new Handbook('policy-trusted', { 'plan.md': day(WORKS) }, 'html: trusted').build();
  for (const path of PAGES) {
    const { page, blocked } = await open(t, book.at(path));
    assert.equal(await page.title(), 'ran2', path);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.block), 'été', path);
    const style = await page.locator('#styled').evaluate((element) => {
      const { color } = getComputedStyle(element);
      return [color, getComputedStyle(element).getPropertyValue('--sheet')];
    });
    assert.deepEqual(style, ['rgb(1, 2, 3)', '"read &amp; \\201C"'], path);
    await page.locator('#press').evaluate((button) => button.click());
    assert.equal(await page.locator('#press').getAttribute('data-pressed'), 'yes', path);
    assert.deepEqual(blocked, [], path);
  }
});

test('what nobody wrote is blocked all the same', async (t) => {
  const book = new Handbook('policy-others', { 'plan.md': day(WORKS) }, 'html: trusted').build();
  const { page, blocked } = await open(t, book.at(PAGES[0]));
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "evil"';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<p id="evil" style="color: red" onclick="document.title = 1">x</p>');
    document.querySelector('#evil').click();
  });
  assert.equal(await page.title(), 'ran2');
  assert.equal(blocked.length, 3, blocked.join('\n'));
  const plan = await open(t, book.at('plan/index.html'));
  await plan.page.evaluate((text) => {
    const script = document.createElement('script');
    script.textContent = text;
    document.body.append(script);
  }, "document.title = 'ran' + (1 < 2 && 2)");
  assert.notEqual(await plan.page.title(), 'ran2', 'a page without the script does not allow it');
});

test('frames and media of trusted HTML are shown', async (t) => {
  const { origin } = await elsewhere(t);
  const html = `<iframe src="${origin}/a.html" title="far"></iframe>\n\n<iframe src="other.md" title="own"></iframe>`;
  const book = new Handbook('policy-frames', { 'plan.md': day(html), 'other.md': '# Other\n\nwords\n' }, 'html: trusted').build();
  await book.served();
  for (const path of PAGES) {
    const { page, blocked } = await open(t, book.at(path));
    await page.frameLocator('iframe[title=far]').getByText('framed').waitFor({ state: 'attached' });
    await page.frameLocator('iframe[title=own]').getByText('words').waitFor({ state: 'attached' });
    assert.deepEqual(blocked, [], path);
  }
});

test('an image of another server is shown where it is allowed, and asked for nowhere else', async (t) => {
  const { origin, asked } = await elsewhere(t);
  const text = day(`![near](near.png) ![far](${origin}/a.png)\n\n- [ ] look ![task](${origin}/b.png)`);
  const files = { 'plan.md': text, 'near.png': PIXEL };
  const shown = (page) => page.evaluate(() => Promise.all([...document.querySelectorAll('main img')]
    .map((image) => image.decode().then(() => image.alt, () => `${image.alt} is broken`))));
  const refused = new Handbook('policy-refused', files).build();
  for (const path of PAGES) {
    const { page, blocked } = await open(t, refused.at(path));
    assert.deepEqual(await shown(page), ['near'], path);
    assert.deepEqual(blocked, [], path);
  }
  assert.deepEqual(asked, []);
  const allowed = new Handbook('policy-allowed', files, `remote: ["${origin}"]`).build();
  for (const path of PAGES) {
    const { page, blocked } = await open(t, allowed.at(path));
    assert.deepEqual(await shown(page), ['near', 'far', 'task'], path);
    assert.deepEqual(blocked, [], path);
  }
});

test('scripts and style sheets of an allowed server are loaded', async (t) => {
  const { origin } = await elsewhere(t);
  const html = `<link rel="stylesheet" href="${origin}/a.css">\n\n<script src="${origin}/a.js"></script>`;
  const book = new Handbook('policy-scripts', { 'plan.md': day(html) }, `html: trusted\nremote: ["${origin}"]`).build();
  const { page, blocked } = await open(t, book.at(PAGES[0]));
  assert.equal(await page.evaluate(() => document.documentElement.dataset.far), 'ran');
  assert.equal(await page.locator('main').evaluate((main) => getComputedStyle(main).getPropertyValue('--far').trim()), 'read');
  assert.deepEqual(blocked, []);
});

test('the preview runs an author’s script, and runs it again when the page changes', async (t) => {
  const book = new Handbook('policy-live', { 'plan.md': day(WORKS) }, 'html: trusted');
  const server = spawn(program, ['serve', '--port', '0'], { cwd: book.folder, stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => server.kill() && once(server, 'exit'));
  const lines = createInterface({ input: server.stdout });
  const [url] = await once(lines, 'line');
  lines.on('line', () => {});
  const { page, blocked } = await open(t, url + PAGES[0]);
  const ran = (title) => page.waitForFunction((title) => document.title === title, title);
  await ran('ran2');
  await page.locator('prepbook-preview').waitFor({ state: 'attached' });
  book.write({ 'plan.md': day(`New words.\n\n${WORKS}`) });
  await page.locator('main').getByText('New words.').waitFor();
  await ran('ran2');
  book.write({ 'plan.md': day(WORKS.replaceAll('ran', 'again')) });
  await ran('again2');
  assert.deepEqual(blocked, []);
});
