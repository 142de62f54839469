// The weekly log: written on the page of the week, kept like notes, and printed on the week's cover.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { close, FILES, Handbook, LEVELS, PLAN, reader, says, small } from './support.js';

after(close);

const PARTS = ['What went well', 'What was hard', 'What to change next week'];
const part = (page, name) => page.getByLabel(name, { exact: true });
const open = (page) => page.locator('.log > summary').click();
const write = async (page, ...texts) => {
  for (const [at, text] of texts.entries()) {
    await part(page, PARTS[at]).fill(text);
    await part(page, PARTS[at]).blur();
  }
};
const written = (page) => Promise.all(PARTS.map((name) => part(page, name).inputValue()));
const copy = async (page) => {
  await page.getByRole('button', { name: 'My plan' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a copy' }).click();
  const path = await (await download).path();
  await page.locator('dialog').getByRole('button', { name: 'Close' }).click();
  return path;
};
const restore = async (page, path) => {
  await page.getByRole('button', { name: 'My plan' }).click();
  await page.locator('input[type=file]').setInputFiles(path);
};
const merge = (page) => page.getByRole('button', { name: 'Merge', exact: true }).click();
/** The pages of a PDF as text. */
const print = async (page, book) => {
  const path = join(book.folder, 'sheets.pdf');
  writeFileSync(path, await page.pdf({ format: 'A4', preferCSSPageSize: false }));
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).split('\f').map((text) => text.replace(/\s+/g, ' '));
};

test('the log has three parts that stay, in every tab', async () => {
  const book = await small('log').served();
  const { page, context, end } = await reader();
  await page.goto(book.at('talk/full/week-1.html'));
  await says(page.locator('.log > summary'), 'Weekly log');
  assert.equal(await page.locator('.log').evaluate((fold) => fold.open), false);
  await open(page);
  await part(page, PARTS[0]).waitFor();
  assert.equal(await part(page, PARTS[0]).evaluate((input) => input === document.activeElement), true);
  const other = await context.newPage();
  await other.goto(book.at('talk/slim/week-1.html'));
  await open(other);
  await part(other, PARTS[2]).waitFor();
  await page.bringToFront();
  const texts = ['The cards <b>&amp;</b>\nand the order', '', 'Begin earlier'];
  await write(page, ...texts);
  await page.reload();
  await part(page, PARTS[0]).waitFor();
  assert.deepEqual(await written(page), texts);
  // The other track is another way through the same week
  await other.waitForFunction((text) => [...document.querySelectorAll('.log textarea')].some(({ value }) => value === text), texts[2]);
  await other.locator('h1').click();
  assert.deepEqual((await written(other)).slice(1), texts.slice(1));
  // A day of the week has a note of its own, and the next week a log of its own
  await page.goto(book.at('talk/full/week-1-monday.html'));
  assert.equal(await page.locator('.note').evaluate((fold) => fold.open), false);
  await page.goto(book.at('talk/full/week-2-monday.html'));
  await page.locator('.note > summary').click();
  await page.locator('.note textarea').fill('Of Monday');
  await page.locator('.note textarea').blur();
  await page.goto(book.at('talk/full/week-2.html'));
  assert.equal(await page.locator('.log').evaluate((fold) => fold.open), false);
  await open(page);
  await part(page, PARTS[0]).waitFor();
  assert.deepEqual(await written(page), ['', '', '']);
  await end();
});

test('two devices that write logs apart are the same after copies both ways', async () => {
  const book = await new Handbook('log-copies', FILES, `title: The Talk Book\n${LEVELS}`).build().served();
  const [phone, laptop] = [await reader(), await reader()];
  for (const { page } of [phone, laptop]) {
    await page.goto(book.at('talk/full/week-1.html'));
    await open(page);
    await part(page, PARTS[0]).waitFor();
  }
  await write(phone.page, 'Well on the phone', '', 'Change on the phone');
  await write(laptop.page, 'Well on the laptop', 'Hard on the laptop', '');
  const files = [await copy(laptop.page), await copy(phone.page)];
  for (const [at, [{ page }, count]] of [[phone, 2], [laptop, 2]].entries()) {
    await restore(page, files[at]);
    await page.getByText(`${count} notes are added or changed`).waitFor();
    await merge(page);
    await page.getByText('Merged with the data on this device.').waitFor();
    const [well, hard, change] = await written(page);
    assert.ok(well.includes('phone') && well.includes('laptop'), well);
    assert.deepEqual([hard, change], ['Hard on the laptop', 'Change on the phone']);
  }
  assert.deepEqual(await written(phone.page), await written(laptop.page));
  // A day's note counts with them
  await phone.page.goto(book.at('talk/full/week-1-monday.html'));
  await phone.page.locator('.note summary').click();
  await phone.page.locator('.note textarea').fill('A note');
  await phone.page.locator('.note textarea').blur();
  const third = await reader();
  await third.page.goto(book.at('talk/full/week-1.html'));
  await restore(third.page, await copy(phone.page));
  await third.page.getByText('4 notes are added or changed').waitFor();
  await merge(third.page);
  // The log moves with its week
  book.write({ 'talk.md': PLAN.replace('### Week 1: Find', '### Week 1: Rest\n\n#### Monday\n\n- [ ] Sleep\n\n### Week 2: Find').replace('### Week 2: Say', '### Week 3: Say') }).build();
  await third.page.goto(book.at('talk/full/week-2.html'));
  await part(third.page, PARTS[1]).waitFor();
  assert.equal(await part(third.page, PARTS[1]).inputValue(), 'Hard on the laptop');
  for (const { end } of [phone, laptop, third]) await end();
});

test('the cover of the week prints the log whole, in place of the lines', async () => {
  const book = await small('log-print').served();
  const { page, context, end } = await reader();
  await page.goto(book.at('talk/full/week-1-sheets.html'));
  const cover = page.locator('.week-cover');
  const [before, ...days] = await print(page, book);
  for (const name of ['Review', ...PARTS]) assert.ok(before.includes(name), before);
  const long = Array.from({ length: 220 }, (_, line) => `Line ${line} of what was hard.`);
  const other = await context.newPage();
  await other.goto(book.at('talk/full/week-1.html'));
  await open(other);
  await part(other, PARTS[0]).waitFor();
  await write(other, 'The <b>cards</b> & the order', long.join('\n'));
  // The open page of sheets hears of it
  await cover.locator('.answer').nth(1).waitFor({ state: 'attached' });
  assert.deepEqual(await cover.locator('.answer b').count(), 0);
  const sheets = await print(page, book);
  const all = sheets.join(' ');
  for (const text of ['What went well The <b>cards</b> & the order', ...long, ...PARTS]) assert.ok(all.includes(text), text);
  assert.ok(sheets[0].includes('Line 0 '), sheets[0]);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await cover.locator('.written').evaluate((box) => box.scrollHeight <= box.clientHeight), true, 'the log is cut');
  await page.emulateMedia({ media: null });
  // The sheets of the days are the same as before
  const last = (pages) => pages.filter((text) => text.trim()).slice(-2);
  assert.deepEqual(last(sheets), last([before, ...days]));
  // Lines are left for what is not written, and nothing of it is on the screen
  assert.deepEqual(await cover.locator('.prompt ~ svg').evaluateAll((lines) => lines.map((line) => line.hasAttribute('hidden'))), [true, true, false]);
  assert.equal(await cover.locator('.answer').first().isVisible(), false);
  // A short log leaves the cover one page
  await write(other, 'Short', 'Shorter');
  await cover.getByText('Shorter').waitFor({ state: 'attached' });
  assert.equal((await print(page, book)).length, days.length + 1);
  await page.reload();
  await cover.getByText('Shorter').waitFor({ state: 'attached' });
  // Emptied, the cover has its lines again
  await write(other, '', '');
  await cover.locator('.answer').first().waitFor({ state: 'detached' });
  assert.deepEqual((await print(page, book))[0], before);
  await end();
});
