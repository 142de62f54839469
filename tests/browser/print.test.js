// On paper: a day is one page, a week's sheets are a cover and a page for each day, and every task is on them.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseLevel, close, Handbook, handbook, reader, sample, spread } from './support.js';

const run = promisify(execFile);
const MARGIN = 28; // Points; sheets have 12 mm and 14 mm

after(close);

/** The words of each page of a PDF with the box that they are in. */
const read = async (pdf, name) => {
  const path = join(process.env.TMPDIR ?? '/tmp', `prepbook-${process.pid}-${name}.pdf`);
  await writeFile(path, pdf);
  // In the order in which it was written: marks stand higher than the words before them
  const { stdout } = await run('pdftotext', ['-raw', '-bbox', path, '-'], { maxBuffer: 1 << 26 });
  await run('rm', [path]);
  return stdout.split('<page ').slice(1).map((page) => {
    const [width, height] = [...page.slice(0, 80).matchAll(/"([\d.]+)"/g)].map(([, size]) => Number(size));
    const words = [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)];
    return {
      text: words.map((word) => word[5]).join('').replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'"),
      across: words.every(([, left, , right]) => left >= MARGIN && right <= width - MARGIN),
      inside: words.every(([, left, top, right, bottom]) => left >= MARGIN && top >= MARGIN && right <= width - MARGIN && bottom <= height - MARGIN),
    };
  });
};
// The mark behind a link is held to it by a sign that is not seen
const joined = (text) => text.normalize('NFKC').replace(/[\s\u2060]+/g, '');

/** What paper has to say on a page of sheets: its tasks with the marks behind their links, and its lists of links. */
const saidOf = (page) => page.$$eval('article.sheet', (sheets) => sheets.map((sheet) => {
  const copy = sheet.cloneNode(true);
  const links = [...copy.querySelectorAll(':is(.core, .later) a')]
    .filter((link) => !link.getAttribute('href').startsWith('#') && link.textContent !== link.getAttribute('href').replace('mailto:', ''));
  const marks = links.map((link) => [link.getAttribute('href'), link.dataset.mark]);
  for (const link of links) link.append(link.dataset.mark ? `[${link.dataset.mark}]` : ' (no mark)');
  return {
    tasks: [...copy.querySelectorAll('[data-task] > label')].map((label) => label.textContent),
    marks: [...new Map(marks)],
    clash: marks.some(([to, mark]) => new Map(marks).get(to) !== mark),
    listed: [...copy.querySelectorAll('.listed li')].map((item) => [item.dataset.mark, item.textContent]),
  };
}));
/** What is wrong with the numbers of a page's sheets. */
const misnumbered = (sheets) => sheets.filter(({ marks, clash, listed }) => clash || String(marks.map(([, mark]) => mark)) !== String(listed.map(([mark]) => mark))
  || listed.some(([mark, title], index) => mark !== String(index + 1) || !title.trim()));

for (const [name, make] of [['the handbook', handbook], ['the sample', sample]]) {
  test(`${name} on A4 and Letter`, { skip: !make }, async () => {
    const book = make();
    const pages = book.files().filter((path) => /week-\d+-.*\.html$/.test(path));
    assert.ok(pages.length > 50, `${pages.length} pages`);
    const { context, end } = await reader({ javaScriptEnabled: false });
    const own = [];
    const faults = [];
    let links = 0;
    await spread(pages, 2, async (path) => {
      const page = own.pop() ?? await context.newPage();
      await page.goto(book.at(path));
      const said = await saidOf(page);
      const words = said.flatMap(({ tasks, listed }) => [...tasks, ...listed.map(([mark, title]) => `[${mark}]${title}`)]);
      links += said.reduce((sum, { listed }) => sum + listed.length, 0);
      if (misnumbered(said).length) faults.push(`${path}: links ${JSON.stringify(misnumbered(said))}`);
      const expected = path.includes('-sheets') ? 1 + await page.locator('article.sheet').count() : 1;
      for (const format of ['A4', 'Letter']) {
        const sheets = await read(await page.pdf({ format, preferCSSPageSize: true }), path.replaceAll('/', '-'));
        if (sheets.length !== expected) faults.push(`${path} on ${format}: ${sheets.length} pages, not ${expected}`);
        const text = joined(sheets.map((sheet) => sheet.text).join(''));
        faults.push(...words.filter((line) => !text.includes(joined(line))).map((line) => `${path} on ${format} lacks: ${line}`));
        if (!sheets.every((sheet) => sheet.inside)) faults.push(`${path} on ${format}: words in the margin`);
      }
      own.push(page);
    });
    assert.deepEqual(faults, []);
    if (make === handbook) assert.ok(links > 500, `${links} links listed`);
    await end();
  });
}

const LINKED = `# Links

## Week 1: Words

### Monday: Some

- [ ] Read [how talks fail](/talks.md) and [one thing](/talks.md#too-long)
- [ ] Again [the first](/talks.md), or [elsewhere](https://example.org/short), or <https://example.org/written>

### Tuesday: None

- [ ] Rest

### Wednesday: One for some

- [ ] Read [the rest](/talks.md) {level=L2}
- [ ] Rest
`;
const linked = () => new Handbook('linked', { 'plan.md': LINKED, 'talks.md': '# How Talks Fail\n\n## Too long\n\nx\n' }, 'title: L\nlevels: [{id: l1, name: L1}, {id: l2, name: L2}]').build();

test('links have marks on paper, and a list of what they lead to', async () => {
  const book = linked();
  const { page, end } = await reader();
  await page.goto(book.at('plan/week-1-monday.html'));
  assert.equal(await page.locator('.listed').isVisible(), false);
  assert.equal(await page.$eval('a[data-mark]', (link) => getComputedStyle(link, '::after').content), 'none');
  const print = async (name) => (await read(await page.pdf({ format: 'A4', preferCSSPageSize: true }), name)).map(({ text }) => joined(text));
  const [sheet] = await print('some');
  for (const words of ['Readhowtalksfail[1]andonething[2]', 'Againthefirst[1],orelsewhere[3],orhttps://example.org/written', '[1]HowTalksFail', '[2]HowTalksFail:Toolong', '[3]example.org/short']) {
    assert.ok(sheet.includes(words), `${words} in ${sheet}`);
  }
  assert.ok(sheet.includes('Links') && !sheet.includes('[4]'), sheet);
  await page.goto(book.at('plan/week-1-tuesday.html'));
  assert.ok(!(await print('none'))[0].includes('Links'));
  // What is not for a reader's level is not listed for them
  await page.goto(book.at('plan/week-1-wednesday.html'));
  assert.ok((await print('all'))[0].includes('[1]HowTalksFail'));
  await chooseLevel(page, 'l1');
  const [fewer] = await print('fewer');
  assert.ok(!fewer.includes('Links') && !fewer.includes('HowTalksFail'), fewer);
  await end();
});

test('a cover of a week has room for a review', async () => {
  const book = linked();
  const { page, end } = await reader({ javaScriptEnabled: false });
  await page.goto(book.at('plan/week-1-sheets.html'));
  const pages = await read(await page.pdf({ format: 'Letter', preferCSSPageSize: true }), 'review');
  assert.equal(pages.length, 4);
  const [cover] = pages.map(({ text }) => joined(text));
  for (const words of ['Review', 'Whatwentwell', 'Whatwashard', 'Whattochangenextweek']) assert.ok(cover.includes(words), cover);
  assert.ok(!cover.includes('Notes'));
  await end();
});

test('the heading of a day is on the page of its first task', async () => {
  const weeks = Array.from({ length: 14 }, (_, index) => `## Week ${index + 1}: Words

### Monday: Many

${'- [ ] some\n'.repeat(index + 22)}
### Tuesday: Heading (2 hours)

- [ ] FIRST
`);
  const book = new Handbook('headings', { 'plan.md': `# Headings\n\n${weeks.join('\n')}` }, 'title: H').build();
  const { page, end } = await reader({ javaScriptEnabled: false });
  const after = new Set();
  for (const index of weeks.keys()) {
    await page.goto(book.at(`plan/week-${index + 1}.html`));
    const pages = await read(await page.pdf({ format: 'A4', preferCSSPageSize: true }), 'headings');
    const at = (words) => pages.findLastIndex(({ text }) => text.includes(words));
    assert.equal(at('Heading'), at('FIRST'), `after ${index + 22} tasks`);
    after.add(at('FIRST'));
  }
  assert.deepEqual(after, new Set([0, 1]), 'a week of each length');
  await end();
});

test('a wide table is whole on paper', async () => {
  const days = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];
  const cells = ['Wiederholung', 'Naturwissenschaft', 'Übungsaufgaben', 'Fremdsprachen', 'Probeprüfung', 'Zusammenfassung', 'LETZTEZELLE'];
  const row = (first, words) => `| ${[first, ...words].join(' | ')} |`;
  const table = (line) => [row('Uhrzeit', days), row('---', days.map(() => line)), row('08:00', cells)].join('\n');
  const html = `<table><tr>${cells.map((cell) => `<td>Roh${cell}</td>`).join('')}</tr></table>`;
  const wider = Array.from({ length: 16 }, (_, index) => `Spalte${index}`);
  const long = [wider, wider.map(() => '---'), wider.map((name) => `Langes_Wort_in_${name}`)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = `# Weit\n\n## Woche 1: Eins\n\n### Montag: Tabelle\n\n- [ ] lesen\n\n${table('---')}\n\n${table('--:')}\n\n${html}\n\n${long}\n`;
  const book = new Handbook('wide', { 'plan.md': text }, 'title: W\nlanguage: de').build();
  const { page, end } = await reader({ javaScriptEnabled: false });
  const faults = [];
  for (const path of ['week-1-monday', 'week-1', 'week-1-sheets', 'everything']) {
    await page.goto(book.at(`plan/${path}.html`));
    for (const format of ['A4', 'Letter']) {
      const pages = await read(await page.pdf({ format, preferCSSPageSize: true }), 'wide');
      const printed = joined(pages.map((page) => page.text).join('')).replaceAll('-', '');
      faults.push(...[...cells, 'RohLETZTEZELLE', 'Langes_Wort_in_Spalte15'].filter((cell) => !printed.includes(cell)).map((cell) => `${path} on ${format} lacks ${cell}`));
      if (!pages.every((page) => page.across)) faults.push(`${path} on ${format}: words in the margin`);
    }
  }
  assert.deepEqual(faults, []);
  await end();
});

const FOLDED = `# Folds

## Week 1: One

### Monday: Ask

- [ ] read [this](https://example.org/a)[^1]

??? question "Why"
    Because of [that](https://example.org/b).

<details><summary>More</summary>Written in HTML.</details>

??? question no-print "Solution"
    Never on paper: [hidden](https://example.org/hidden).

[^1]: A footnote.
`;

test('folds are open on paper, and what is not to be printed is not', async () => {
  const book = new Handbook('folds', { 'plan.md': FOLDED }, 'title: F').build();
  for (const javaScriptEnabled of [true, false]) {
    const { page, end } = await reader({ javaScriptEnabled });
    await page.goto(book.at('plan/week-1-monday.html'));
    const folded = () => page.locator('.sheet details:not([open])').count();
    assert.equal(await folded(), 3);
    assert.equal(await page.getByText('Solution').isVisible(), true);
    const pages = await read(await page.pdf({ format: 'A4', preferCSSPageSize: true }), 'folds');
    const text = joined(pages.map((page) => page.text).join(''));
    for (const words of ['Why', 'Becauseofthat[2].', 'More', 'WritteninHTML.', 'this[1]1', '1.Afootnote.', 'Links[1]example.org/a[2]example.org/bNotes']) {
      assert.ok(text.includes(words), `${words} in ${text}`);
    }
    assert.ok(!text.includes('Solution') && !text.includes('Never') && !text.includes('hidden'), text);
    assert.equal(pages.length, 1);
    assert.equal(await folded(), 3);
    await end();
  }
});

const RESTS = `# Running

## Week 1: Begin

### Monday: Rest

### Tuesday: Run

- [ ] 5 km

### Wednesday: Rest

Sleep **long**, drink water.

### Thursday: Listen

- a talk
- a song
`;

test('a day of rest has no sheet, and its words are on the cover of its week', async () => {
  const book = new Handbook('rests', { 'plan.md': RESTS }, 'title: R').build();
  const { page, end } = await reader({ javaScriptEnabled: false });
  await page.goto(book.at('plan/week-1-sheets.html'));
  const pages = (await read(await page.pdf({ format: 'A4', preferCSSPageSize: true }), 'rests')).map(({ text }) => joined(text));
  assert.equal(pages.length, 3, pages.join('\n'));
  assert.ok(pages[0].includes('MondayRestTuesdayRunWednesdayRestSleeplong,drinkwater.ThursdayListen'), pages[0]);
  assert.ok(pages[1].startsWith('TuesdayRun') || pages[1].startsWith('Tuesday:Run'), pages[1]);
  assert.ok(pages[2].startsWith('Thursday'), pages[2]);
  assert.deepEqual(await page.$$eval('.glance a', (links) => links.map((link) => document.getElementById(link.hash.slice(1)) !== null)), [true, true]);
  await page.goto(book.at('plan/week-1-monday.html'));
  assert.equal((await read(await page.pdf({ format: 'A4', preferCSSPageSize: true }), 'rest')).length, 1);
  await end();
});

test('a full day is one page with its links, too', async () => {
  const long = 'says on the matter and write down three things that you did not know before, with an example each';
  const day = (tasks, task) => ['**First**\n', ...Array.from({ length: tasks / 2 }, (_, index) => task(index + 1)), '\n**Second**\n', ...Array.from({ length: tasks / 2 }, (_, index) => task(tasks / 2 + index + 1)), ''];
  const kinds = [
    [28, (number) => `- [ ] Read what [the guide](https://docs.example.org/guide/chapter-${number}) ${long}`],
    [36, (number) => `- [ ] Read [page ${number}](https://docs.example.org/guide/chapter-${number}) slowly`],
    [36, (number) => `- [ ] Read [part ${number}](/parts.md#part-${number}) and say it in your own words to somebody who does not know it`],
  ];
  const days = kinds.flatMap(([most, task]) => Array.from({ length: most / 4 }, (_, index) => day(4 * (index + 1), task)));
  const plan = days.map((lines, index) => `${index % 7 ? '' : `## Week ${index / 7 + 1}: Full\n\n`}### Day ${index % 7 + 1}\n\n${lines.join('\n')}`).join('\n');
  const parts = Array.from({ length: 36 }, (_, index) => `## Part ${index + 1}\n\nx\n`).join('\n');
  const book = new Handbook('full', { 'plan.md': `# Full\n\n${plan}`, 'parts.md': `# The Chapter of Parts\n\n${parts}` }, 'title: F').build();
  const { page, end } = await reader({ javaScriptEnabled: false });
  const faults = [];
  const pages = book.files().filter((path) => /week-\d+-day-\d+\.html$/.test(path));
  assert.equal(pages.length, days.length);
  for (const path of pages) {
    await page.goto(book.at(path));
    const { listed } = (await saidOf(page))[0];
    assert.ok(listed.length >= 4);
    for (const format of ['A4', 'Letter']) {
      const sheets = await read(await page.pdf({ format, preferCSSPageSize: true }), 'full');
      const text = joined(sheets[0].text);
      if (sheets.length !== 1) faults.push(`${path} on ${format} with ${listed.length} links: ${sheets.length} pages`);
      else if (!listed.every(([mark, title]) => text.includes(joined(`[${mark}]${title}`)))) faults.push(`${path} on ${format} lacks a title`);
      if (!sheets.every((sheet) => sheet.inside)) faults.push(`${path} on ${format}: words in the margin`);
    }
  }
  assert.deepEqual(faults, []);
  await end();
});
