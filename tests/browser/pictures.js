// Takes the pictures of the README and the documentation: `node pictures.js`. They show the handbook in content/, with a
// fixed date and a few ticks, so two runs differ only if the handbook or its looks do.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Handbook, browser, close } from './support.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const pictures = join(root, 'docs/pictures');
const prepbook = process.env.PREPBOOK ?? join(root, 'target/release/prepbook');
mkdirSync(pictures, { recursive: true });

const config = `${readFileSync(join(root, 'handbook.yaml'), 'utf8')}start_date: 2027-01-04\n`;
const book = await new Handbook('pictures', {}, config).copy(join(root, 'content')).build().served();

/** Opens a page as a reader in the plan's third week does, with the first `ticks` boxes ticked. */
const open = async (page, options, ticks = 0) => {
  const context = await (await browser()).newContext({ locale: 'en-US', deviceScaleFactor: 1.2, ...options });
  await context.clock.setFixedTime(new Date('2027-01-18T09:00:00'));
  const shown = await context.newPage();
  await shown.goto(book.at(page));
  const boxes = shown.locator('main input[type=checkbox]:visible');
  for (let index = 0; index < ticks; index += 1) await boxes.nth(index).check();
  // Without the message about the last tick
  await shown.reload();
  // From the top, though a week opens at today
  await shown.locator('.strip [title]').first().waitFor();
  await shown.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  return shown;
};
const take = async (page, name) => writeFileSync(join(pictures, name), await page.screenshot());

const week = '12-week-plan/part-time/week-3.html';
await take(await open(week, { viewport: { width: 1160, height: 1000 }, deviceScaleFactor: 1 }, 2), 'week.png');
await take(await open(week.replace('.html', '-tuesday.html'), { viewport: { width: 390, height: 780 }, colorScheme: 'dark' }, 1), 'day.png');

/** A page of the PDF of week 3: 1 is its cover, 2 is Monday. */
const sheet = (number, name) => {
  const pdf = join(book.folder, 'week.pdf');
  execFileSync(prepbook, ['pdf', book.folder, '--plan', '12-week-plan', '--track', 'part-time', '--week', '3', '-o', pdf, '--quiet']);
  execFileSync('pdftoppm', ['-png', '-r', '96', '-f', `${number}`, '-l', `${number}`, '-singlefile', pdf, join(book.folder, name)]);
  renameSync(join(book.folder, `${name}.png`), join(pictures, `${name}.png`));
};
sheet(1, 'week-pdf');
sheet(2, 'sheet-pdf');
await close();
