// What the tests share: handbooks built for them, a browser, and an eye on what pages do.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { started } from './start.js';

const here = dirname(fileURLToPath(import.meta.url));
export const prepbook = resolve(process.env.PREPBOOK ?? join(here, '../../target/release/prepbook'));
// A theme under work may stand in for the default one
const theme = process.env.PREPBOOK_THEME && resolve(process.env.PREPBOOK_THEME);
export const content = process.env.PREPBOOK_CONTENT ?? join(here, '../../content');
const samplePlan = resolve(process.env.PREPBOOK_SAMPLE ?? join(here, '../../../shared/plans'), '12-week-plan.md');

const temporary = mkdtempSync(join(tmpdir(), 'prepbook-browser-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

/** A handbook in a folder of its own: `files` are paths below `content/` with their text. */
export class Handbook {
  constructor(name, files = {}, config = '', looks = '') {
    this.folder = join(temporary, name);
    this.output = join(this.folder, 'output');
    mkdirSync(join(this.folder, 'content'), { recursive: true });
    this.configure(config, looks);
    this.write(files);
  }

  configure(config, looks) {
    if (theme) cpSync(theme, join(this.folder, 'themes/mine'), { recursive: true });
    writeFileSync(join(this.folder, 'handbook.yaml'), `${config}\ntheme: {name: ${theme ? 'mine' : 'default'}${looks}}\n`);
  }

  write(files) {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, 'content', path)), { recursive: true });
      writeFileSync(join(this.folder, 'content', path), text);
    }
    return this;
  }

  copy(from) {
    cpSync(from, join(this.folder, 'content', from.endsWith('.md') ? basename(from) : ''), { recursive: true });
    return this;
  }

  build() {
    execFileSync(prepbook, ['build', '--quiet'], { cwd: this.folder, stdio: ['ignore', 'ignore', 'inherit'] });
    return this;
  }

  /** The address of a page: on the disk, or below `served()`. */
  at(page) {
    const [path, rest = ''] = page.split(/(?=[?#])/);
    return (this.base ? new URL(path, this.base) : pathToFileURL(join(this.output, path))).href + rest;
  }

  /**
   * Puts the handbook on a web server. What is ticked on one page and looked at on the next needs it: Chromium gives each
   * page of the disk a process of its own, and a new one may start with what was stored before the last change.
   */
  async served() {
    this.base = `${(await serve(this.output)).origin}/book/`;
    return this;
  }

  /** What the keys of its readers' browsers begin with. */
  get store() {
    const [, id] = /data-handbook="(\w+)"/.exec(readFileSync(join(this.output, 'index.html'), 'utf8'));
    return `prepbook:3:${id}:`;
  }

  /** The paths of all files, in their order. */
  files() {
    return readdirSync(this.output, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.output, join(entry.parentPath ?? entry.path, entry.name)))
      .sort();
  }
}

/** What a preview puts into its pages: each file's name and its text. */
export const previewFiles = () => ['live.css', 'live.js', 'patch.js'].map((name) => [name, readFileSync(join(here, '../../src/serve', name), 'utf8')]);

export const handbook = () => new Handbook('handbook', {}, 'title: Loop handbook').copy(content).build();
export const sample = existsSync(samplePlan) && (() => new Handbook('sample').copy(samplePlan).build());

/** A plan of two weeks and two tracks with a level, stretch tasks, a template and a track note. */
export const PLAN = `# Two Weeks to the Talk

A short plan.

## Overview

### Full Track (4 hours/week)

- **Speaking**: 50% (2 hours) - aloud
- **Writing**: 50% (2 hours) - on paper

### Slim Track (2 hours/week)

- **Speaking**: 50% (1 hour) - aloud
- **Writing**: 50% (1 hour) - on paper

## Phase 1: Words (Weeks 1-2)

### Week 1: Find the Story

**Theme: "One sentence first"**

#### Monday: Collect (2 hours)

**Morning Block (1 hour)**

- [ ] Write down ten things you know
- [ ] Strike out seven of them

**Evening Block (1 hour)**

- [ ] Tell the three to a friend
- [ ] Read [how talks fail](/how-talks-fail.md)

*Slim: 1 hour, the morning block only*

#### Wednesday: Order (2 hours)

- [ ] Put the parts on cards
- [ ] Lay the cards in two orders

### Week 2: Say It

#### Monday: Aloud (2 hours)

- [ ] Say the first minute
- [ ] Record it {level=L2}

#### Friday: The Talk (1 hour)

- [ ] Breathe
- [x] Know where the room is

## Final Checklists

- [ ] The clicker has a battery

\`\`\`markdown
- [ ] A box in a template
\`\`\`
`;
export const CHAPTER = `# How Talks Fail

Mostly by being long. The zeppelin is a warning.

## Too long

\`\`\`python
def talk(minutes):
    return "stop" if minutes > 20 else "go on"
\`\`\`

## Too fast

!!! warning "Mind the clock"
    Slow down.

## Too late

Start before you are ready.

| When | What |
|---|---:|
| now | 1 |
`;
export const FILES = { 'talk.md': PLAN, 'how-talks-fail.md': CHAPTER, 'index.md': '# The Talk Book\n\nA book about one talk.\n\n## Why\n\nBecause.\n' };
export const LEVELS = 'levels: [{id: l1, name: L1}, {id: l2, name: L2}]\n';
export const small = (name = 'small', config = '') => new Handbook(name, FILES, `title: The Talk Book\n${LEVELS}${config}`).build();

/** A page of each kind. */
export const KINDS = {
  cover: 'index.html',
  plan: '12-week-plan/part-time/index.html',
  week: '12-week-plan/part-time/week-3.html',
  day: '12-week-plan/part-time/week-3-monday.html',
  sheets: '12-week-plan/part-time/week-3-sheets.html',
  section: '12-week-plan/part-time/progress-tracking.html',
  chapter: 'coding/patterns.html',
  'not found': '404.html',
};

let launched;
export const browser = () => launched ??= started(() => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
}));
export const close = async () => (await launched)?.close();

/** A reader with a browser of their own. What pages say to the console, and whatever they ask others for, is in `problems`. */
export const reader = async (options = {}) => {
  const context = await (await browser()).newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 }, ...options });
  const problems = [];
  context.setDefaultTimeout(10_000);
  const own = options.origin ? [options.origin] : ['file://', 'http://127.0.0.1:'];
  context.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('request', (request) => own.some((origin) => request.url().startsWith(origin)) || /^(blob|data):/.test(request.url())
    || problems.push(`asks for ${request.url()}`));
  // A page that is left asks for no more
  context.on('requestfailed', (request) => request.failure()?.errorText === 'net::ERR_ABORTED' || problems.push(`does not get ${request.url()}`));
  return { context, problems, page: await context.newPage(), end: async () => {
    await context.close();
    assert.deepEqual(problems, []);
  } };
};

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' };

/** Serves a folder below `/book/`, as a project's pages are. */
export const serve = async (folder) => {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname).replace(/^\/book\//, '').replace(/(^|\/)$/, '$1index.html');
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/html' }).end(await readFile(join(folder, '404.html')).catch(() => ''));
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  const stop = () => new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
};

/** Waits until a box is ticked, or is not. */
export const ticked = (box, is = true) => box.and(box.page().locator(is ? ':checked' : ':not(:checked)')).waitFor({ state: 'attached' });

/** The name of a button: that of the plan goes on with the reader's track, that of undoing with what is undone. */
export const named = (name) => (['My plan', 'Undo the last tick'].includes(name) ? new RegExp(`^${name}`) : name);

/** Opens My plan, and chooses a level there. */
export const chooseLevel = async (page, level) => {
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.getByRole('dialog').getByLabel('Level').selectOption(level);
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
};

/** Chooses light or dark in My plan. */
export const chooseColors = async (page, colors) => {
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.locator('.more summary').click();
  await page.getByLabel('Colors').selectOption(colors);
  await page.keyboard.press('Escape');
};

/** Waits until an element has exactly these words. */
export const says = (element, words) => element.filter({ hasText: new RegExp(`^\\s*${words.replaceAll('.', '\\.')}\\s*$`) }).waitFor();

/** Runs `work` on each item, `width` of them at a time. */
export const spread = async (items, width, work) => {
  const rest = [...items];
  await Promise.all(Array.from({ length: width }, async () => {
    while (rest.length) await work(rest.shift());
  }));
};
