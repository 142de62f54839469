// On paper: a day is one page, a week's sheets are a cover and a page for each day, and every task is on them.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { close, handbook, reader, sample, spread } from './support.js';

const run = promisify(execFile);
const MARGIN = 28; // Points; sheets have 12 mm and 14 mm

after(close);

/** The words of each page of a PDF with the box that they are in. */
const read = async (pdf, name) => {
  const path = join(process.env.TMPDIR ?? '/tmp', `prepbook-${process.pid}-${name}.pdf`);
  await writeFile(path, pdf);
  const { stdout } = await run('pdftotext', ['-bbox', path, '-'], { maxBuffer: 1 << 26 });
  await run('rm', [path]);
  return stdout.split('<page ').slice(1).map((page) => {
    const [width, height] = [...page.slice(0, 80).matchAll(/"([\d.]+)"/g)].map(([, size]) => Number(size));
    const words = [...page.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)];
    return {
      text: words.map((word) => word[5]).join('').replace(/&amp;/g, '&').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'"),
      inside: words.every(([, left, top, right, bottom]) => left >= MARGIN && top >= MARGIN && right <= width - MARGIN && bottom <= height - MARGIN),
    };
  });
};
const joined = (text) => text.normalize('NFKC').replace(/\s+/g, '');

for (const [name, make] of [['the handbook', handbook], ['the sample', sample]]) {
  test(`${name} on A4 and Letter`, { skip: !make }, async () => {
    const book = make();
    const pages = book.files().filter((path) => /week-\d+-.*\.html$/.test(path));
    assert.ok(pages.length > 50, `${pages.length} pages`);
    const { context, end } = await reader({ javaScriptEnabled: false });
    const own = [];
    const faults = [];
    await spread(pages, 2, async (path) => {
      const page = own.pop() ?? await context.newPage();
      await page.goto(book.at(path));
      const tasks = await page.$$eval('[data-task] > label', (labels) => labels.map((label) => label.textContent));
      const expected = path.includes('-sheets') ? 1 + await page.locator('article.sheet').count() : 1;
      for (const format of ['A4', 'Letter']) {
        const sheets = await read(await page.pdf({ format, preferCSSPageSize: true }), path.replaceAll('/', '-'));
        if (sheets.length !== expected) faults.push(`${path} on ${format}: ${sheets.length} pages, not ${expected}`);
        const text = joined(sheets.map((sheet) => sheet.text).join(''));
        faults.push(...tasks.filter((task) => !text.includes(joined(task))).map((task) => `${path} on ${format} lacks: ${task}`));
        if (!sheets.every((sheet) => sheet.inside)) faults.push(`${path} on ${format}: words in the margin`);
      }
      own.push(page);
    });
    assert.deepEqual(faults, []);
    await end();
  });
}
