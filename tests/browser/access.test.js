// For everybody: axe finds nothing on any kind of page, nothing needs to be scrolled sideways, and the keyboard goes everywhere.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { close, FILES, Handbook, handbook, KINDS, LEVELS, reader, small } from './support.js';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

after(close);

/** What axe finds on a page; its script comes by the debugger, past the page's own policy. */
const violations = async (page, context) => {
  await page.evaluate(`${await axeSource()}`);
  // The grid behind the head of a page keeps axe from seeing the ground that words stand on
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('body::before { content: none !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  const results = await page.evaluate(({ rules, context }) => self.axe.run(context ?? document, { runOnly: rules, resultTypes: ['violations', 'incomplete'], preload: false }), { rules: RULES, context });
  // What a wide table scrolls out of sight, or is one letter long, cannot be judged; everything else must be
  const unsure = results.incomplete.filter(({ id }) => id === 'color-contrast')
    .map(({ id, nodes }) => ({ id, nodes: nodes.filter(({ any }) => !/Obscured|outsideViewport|shortTextContent/.test(any[0]?.data?.messageKey)) }))
    .filter(({ nodes }) => nodes.length);
  return [...results.violations, ...unsure].map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`);
};
let source;
const axeSource = async () => source ??= (await import('node:fs/promises')).readFile(axe, 'utf8');

const looks = [
  { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
];
for (const look of looks) {
  test(`axe, ${look.colorScheme}, ${look.viewport.width} pixels`, async () => {
    const book = handbook();
    const { page, context, end } = await reader({ ...look, reducedMotion: 'reduce' });
    // As a reader in the middle of the plan sees it
    await context.addInitScript((store) => {
      const start = new Date(Date.now() - 17 * 864e5).toISOString().slice(0, 10);
      localStorage.setItem(`${store}track:12-week-plan`, 'part-time');
      localStorage.setItem(`${store}start:12-week-plan`, start);
    }, book.store);
    const found = {};
    for (const [kind, path] of Object.entries(KINDS)) {
      await page.goto(book.at(path));
      if (['cover', 'plan'].includes(kind)) await page.locator('.today p').first().waitFor();
      if (['day', 'week'].includes(kind)) {
        await page.locator('.task input').first().click();
        await page.locator('.notice.open').waitFor();
      }
      const violated = await violations(page);
      if (violated.length) found[kind] = violated;
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${kind} is wider than the window`);
    }
    assert.deepEqual(found, {});
    await end();
  });
}

test('axe, what opens and a page with everything', async () => {
  const book = handbook();
  const little = small();
  const { page, end } = await reader({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' });
  await page.goto(book.at(KINDS.day));
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.locator('dialog.my_plan').waitFor();
  assert.deepEqual(await violations(page, { include: ['dialog'] }), []);
  await page.locator('.more summary').click();
  assert.deepEqual(await violations(page, { include: ['dialog'] }), []);
  await page.getByRole('button', { name: 'Remove all ticks' }).click();
  assert.deepEqual(await violations(page, { include: ['dialog.reset_title'] }), []);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Move to another device' }).click();
  await page.locator('figure.code').waitFor();
  assert.deepEqual(await violations(page, { include: ['dialog.move'] }), []);
  assert.equal(await page.locator('dialog.move').evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth), true);
  await page.keyboard.press('Escape');
  const copy = JSON.stringify({ prepbook: 2, handbook: book.store.split(':')[2], kept: { 'start:12-week-plan': '2027-01-04', level: 'l6', 'task:jezgmkkcz3': '1' } });
  await page.locator('input[type=file]').setInputFiles({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(copy) });
  await page.locator('dialog.restore_title').waitFor();
  assert.deepEqual(await violations(page, { include: ['dialog.restore_title'] }), []);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.note summary').click();
  await page.locator('.note textarea').waitFor();
  assert.deepEqual(await violations(page, { include: ['.note'] }), []);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('graph');
  await page.locator('.results a').first().waitFor();
  assert.deepEqual(await violations(page, { include: ['dialog'] }), []);
  for (const path of ['talk/slim/everything.html', 'talk/slim/week-1.html', 'how-talks-fail.html', 'index.html']) {
    await page.goto(little.at(path));
    assert.deepEqual(await violations(page), [], path);
  }
  await end();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe, reviews and the weekly log, ${colorScheme}`, async () => {
    const tasks = Array.from({ length: 7 }, (_, number) => `- [ ] Explain the idea of chapter ${number} to a friend\n`).join('');
    const book = await new Handbook(`axe-reviews-${colorScheme}`, { 'plan.md': `# Plan\n\n## Week 1\n\n### Monday {review}\n\n${tasks}` }).build().served();
    const { page, end } = await reader({ colorScheme, viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' });
    await page.clock.setFixedTime(new Date('2027-01-04T10:00:00Z'));
    await page.goto(book.at('plan/week-1.html'));
    for (const box of await page.locator('.task input').all()) await box.check();
    await page.locator('.log > summary').click();
    await page.locator('.log textarea').last().waitFor();
    assert.deepEqual(await violations(page, { include: ['.log'] }), []);
    await page.clock.setFixedTime(new Date('2027-01-05T10:00:00Z'));
    await page.goto(book.at('index.html'));
    await page.locator('.reviews input').first().check();
    await page.getByText('2 more wait').waitFor();
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await end();
  });
}
test('axe, the ways to catch up, in light and in the dark', async () => {
  const book = await handbook().served();
  for (const look of looks) {
    const { page, context, end } = await reader({ ...look, reducedMotion: 'reduce' });
    await page.clock.setFixedTime(new Date('2027-01-20T12:00:00Z'));
    await context.addInitScript((store) => {
      if (localStorage.length) return;
      localStorage.setItem(`${store}start:12-week-plan`, '2027-01-04');
      localStorage.setItem(`${store}target:12-week-plan`, '2027-03-26');
      localStorage.setItem(`${store}off:12-week-plan`, '2027-02-01 2027-02-02');
    }, book.store);
    await page.goto(book.at(KINDS.plan));
    await page.getByRole('button', { name: 'Catch up' }).click();
    await page.locator('dialog').waitFor();
    for (const way of await page.locator('.way summary').all()) await way.click();
    assert.deepEqual(await violations(page, { include: ['dialog'] }), []);
    assert.equal(await page.locator('dialog').evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth), true);
    await page.locator('.keep_yes').click();
    await page.getByRole('button', { name: 'My plan' }).click();
    await page.locator('dialog.my_plan').waitFor();
    assert.deepEqual(await violations(page, { include: ['dialog'] }), []);
    await page.goto(book.at('12-week-plan/part-time/week-3-friday.html'));
    await page.locator('.again').waitFor();
    assert.deepEqual(await violations(page), []);
    await end();
  }
});

test('nothing is scrolled sideways at 320 pixels', async () => {
  const book = handbook();
  const { page, end } = await reader({ viewport: { width: 320, height: 640 } });
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(book.at(path));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${kind} is ${wide} wide`);
  }
  await end();
});

test('headings are in order, each page has one of the first level and its landmarks', async () => {
  const book = handbook();
  const { page, end } = await reader();
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(book.at(path));
    const levels = await page.$$eval('h1, h2, h3, h4, h5, h6', (all) => all.map((heading) => Number(heading.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, kind);
    levels.reduce((before, level) => {
      assert.ok(level <= before + 1, `${kind}: ${before} is followed by ${level}`);
      return level;
    }, 0);
    for (const landmark of ['banner', 'main', 'contentinfo']) assert.equal(await page.getByRole(landmark).count(), 1, `${kind}: ${landmark}`);
  }
  await end();
});

test('the keyboard reaches everything, and what has it is seen', async () => {
  const book = handbook();
  const { page, end } = await reader({ reducedMotion: 'reduce' });
  await page.goto(book.at(KINDS.day));
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'page--text');
  await page.goto(book.at(KINDS.day));
  const wanted = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility()).length);
  const met = new Set();
  for (let step = 0; step < wanted; step++) {
    await page.keyboard.press('Tab');
    const state = await page.evaluate(() => {
      const element = document.activeElement;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      return {
        name: [...document.querySelectorAll('*')].indexOf(element),
        seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
        ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        html: element.outerHTML.slice(0, 120),
      };
    });
    met.add(state.name);
    assert.ok(state.seen && state.ring, `focus is lost at ${state.html}`);
  }
  assert.equal(met.size, wanted);
  await page.locator('.task input').first().focus();
  await page.keyboard.press('Space');
  assert.equal(await page.locator('.task input').first().isChecked(), true);
  await end();
});

test('each box has a name that tells task and day', async () => {
  const book = handbook();
  const { page, end } = await reader();
  for (const kind of ['week', 'day', 'sheets']) {
    await page.goto(book.at(KINDS[kind]));
    const names = await page.$$eval('[data-task]', (tasks) => tasks.map((task) => [task.querySelector('input').ariaLabel, task.querySelector('label').textContent.trim()]));
    assert.ok(names.length > 0);
    for (const [name, task] of names) assert.ok(name.startsWith(task) && / – Week 3, \w+day$| – Week 3, Weekend$/.test(name), `${kind}: ${name}`);
  }
  await end();
});

test('colors that the system forces keep boxes and choices visible', async () => {
  const book = handbook();
  const { page, end } = await reader({ forcedColors: 'active' });
  await page.goto(book.at(KINDS.day));
  assert.equal(await page.locator('.task input').first().evaluate((box) => getComputedStyle(box).appearance), 'auto');
  await end();
});

test('text of twice the size fits a phone', async () => {
  const book = handbook();
  const { page, end } = await reader({ viewport: { width: 390, height: 844 } });
  const faults = [];
  for (const [kind, path] of Object.entries(KINDS)) {
    await page.goto(book.at(path));
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('html { font-size: 200% }');
      document.adoptedStyleSheets = [sheet];
      document.querySelector('[data-begin]')?.setAttribute('open', '');
    });
    const beyond = () => page.evaluate(() => (document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map(({ tagName, className }) => `${tagName}.${className}`)));
    if ((await beyond()).length) faults.push(`${kind}: ${await beyond()}`);
    await page.getByRole('button', { name: 'My plan' }).click();
    const dialog = await page.locator('dialog').evaluate((dialog) => [dialog.scrollWidth <= dialog.clientWidth, dialog.getBoundingClientRect().right <= innerWidth]);
    if (!dialog.every(Boolean)) faults.push(`${kind}: My plan`);
  }
  assert.deepEqual(faults, []);
  await end();
});

test('a language that is written from the right is laid out so', async () => {
  const book = small('rtl', 'language: ar\n');
  for (const width of [360, 1280]) {
    const { page, end } = await reader({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    for (const path of ['index.html', 'talk/slim/index.html', 'talk/slim/week-1.html', 'talk/slim/week-1-monday.html', 'how-talks-fail.html']) {
      await page.goto(book.at(path));
      assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
      assert.deepEqual(await violations(page), [], path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${path} at ${width}`);
    }
    await page.goto(book.at('talk/slim/week-1-monday.html'));
    const [box, words] = await page.locator('.task').first().evaluate((task) => [...task.querySelectorAll('input, label > span')].map((part) => part.getBoundingClientRect().left));
    assert.ok(box > words, 'the box stands right of its words');
    await end();
  }
});

test('an accent of any color can be read, in light and in the dark', async () => {
  for (const accent of ['#ffee00', '#000033', '#ff00aa']) {
    const book = new Handbook(`accent-${accent.slice(1)}`, FILES, `title: The Talk Book\n${LEVELS}`, `, accent: "${accent}"`).build();
    for (const colorScheme of ['light', 'dark']) {
      const { page, end } = await reader({ colorScheme, reducedMotion: 'reduce' });
      for (const path of ['index.html', 'talk/slim/week-1-monday.html', 'how-talks-fail.html']) {
        await page.goto(book.at(path));
        assert.deepEqual(await violations(page), [], `${accent}, ${colorScheme}: ${path}`);
      }
      assert.match(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--brand')), new RegExp(accent));
      await end();
    }
  }
});
