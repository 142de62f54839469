// What a reader keeps goes from device to device: by link, by code, by copy, and over every new build.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import jsQR from 'jsqr';
import { randomFrom } from './pure.js';
import { chooseLevel, close, FILES, Handbook, LEVELS, PLAN, reader, says, small, ticked, named } from './support.js';

after(close);

const box = (page, words) => page.locator('.task', { hasText: words }).first().locator('input').first();
const open = (page, name) => page.getByRole('button', { name: named(name), exact: true }).click();
const done = (page) => page.locator('.task:has(input:checked) > label').allInnerTexts();

/** A handbook with a lock, as handbooks have that are built where they are kept. */
const locked = (name, files = {}) => {
  const book = new Handbook(name, { ...FILES, ...files }, `title: The Talk Book\n${LEVELS}`);
  return book.build();
};
const link = async (page) => {
  await open(page, 'My plan');
  await open(page, 'Move to another device');
  const address = await page.locator('textarea.link').inputValue();
  await page.locator('dialog.move').getByRole('button', { name: 'Close' }).click();
  await page.locator('dialog.my_plan').getByRole('button', { name: 'Close' }).click();
  return address;
};
const copy = async (page) => {
  await open(page, 'My plan');
  const download = page.waitForEvent('download');
  await open(page, 'Save a copy');
  const buffer = await readFile(await (await download).path());
  await page.locator('dialog').getByRole('button', { name: 'Close' }).click();
  return { name: 'copy.json', mimeType: 'application/json', buffer };
};
const restore = async (page, file) => {
  await open(page, 'My plan');
  await page.locator('input[type=file]').setInputFiles(file);
};

test('two devices that tick and untick apart are the same after links both ways', async () => {
  const book = await locked('two-links').served();
  const at = book.at('talk/full/week-1.html');
  const [phone, laptop] = [await reader(), await reader()];
  for (const { page } of [phone, laptop]) await page.goto(at);
  for (const words of ['Write down ten', 'Strike out seven']) await box(phone.page, words).check();
  const first = await link(phone.page);
  await laptop.page.goto(first);
  await laptop.page.getByText('2 tasks are marked as done').waitFor();
  assert.ok(!laptop.page.url().includes('#move'));
  assert.deepEqual(await laptop.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('task:'))), [], 'nothing before it is confirmed');
  await open(laptop.page, 'Merge');
  await laptop.page.getByText('Merged with the data on this device.').waitFor();
  await laptop.page.goto(at);
  await box(laptop.page, 'Strike out seven').uncheck();
  await box(laptop.page, 'Put the parts').check();
  await box(phone.page, 'Tell the three').check();
  await phone.page.goto(await link(laptop.page));
  await phone.page.getByText('1 task is marked as done').waitFor();
  await phone.page.getByText('1 task is marked as open').waitFor();
  await open(phone.page, 'Merge');
  await phone.page.goto(at);
  const expected = ['Write down ten things you know', 'Tell the three to a friend', 'Put the parts on cards'];
  assert.deepEqual(await done(phone.page), expected);
  // The old link does not bring back what was unticked since
  await laptop.page.goto(first);
  await laptop.page.getByText('Everything in it is already here.').waitFor();
  await laptop.page.goto(await link(phone.page));
  await open(laptop.page, 'Merge');
  await laptop.page.goto(at);
  assert.deepEqual(await done(laptop.page), expected);
  for (const { end } of [phone, laptop]) await end();
});

test('two devices that tick, untick and write apart are the same after copies both ways', async () => {
  const book = await locked('two-copies').served();
  const at = book.at('talk/full/week-1-monday.html');
  const [phone, laptop] = [await reader(), await reader()];
  const write = async ({ page }, text) => {
    if (!await page.locator('.note textarea').isVisible()) await page.locator('.note summary').click();
    await page.locator('.note textarea').fill(text);
    await page.locator('.note textarea').blur();
  };
  for (const device of [phone, laptop]) await device.page.goto(at);
  await box(phone.page, 'Write down ten').check();
  await write(phone, 'Written on the phone');
  await box(laptop.page, 'Tell the three').check();
  await write(laptop, 'Written on the laptop');
  const [fromPhone, fromLaptop] = [await copy(phone.page), await copy(laptop.page)];
  for (const [{ page }, file] of [[phone, fromLaptop], [laptop, fromPhone]]) {
    await restore(page, file);
    await page.getByText('1 note is added or changed').waitFor();
    await open(page, 'Merge');
    await page.getByText('Merged with the data on this device.').waitFor();
    await ticked(box(page, 'Write down ten'));
    await ticked(box(page, 'Tell the three'));
    const note = await page.locator('.note textarea').inputValue();
    assert.ok(note.includes('phone') && note.includes('laptop'), note);
  }
  assert.equal(await phone.page.locator('.note textarea').inputValue(), await laptop.page.locator('.note textarea').inputValue());
  // The undo of a restore names itself, and takes back only what was restored
  await phone.page.locator('.notice').getByRole('button', { name: 'Undo restoring the copy' }).click();
  await ticked(box(phone.page, 'Tell the three'), false);
  await ticked(box(phone.page, 'Write down ten'));
  assert.equal(await phone.page.locator('.note textarea').inputValue(), 'Written on the phone');
  // A note that stays is open after a reload, and moves with its day
  book.write({ 'talk.md': PLAN.replace('### Week 1: Find', '### Week 1: Prepare\n\n#### Monday: Rest\n\n- [ ] Sleep\n\n### Week 2: Find').replace('### Week 2: Say', '### Week 3: Say') }).build();
  await phone.page.goto(book.at('talk/full/week-2-monday.html'));
  assert.equal(await phone.page.locator('.note textarea').inputValue(), 'Written on the phone');
  await phone.page.goto(book.at('talk/full/week-1-monday.html'));
  assert.equal(await phone.page.locator('.note textarea').count(), 0);
  for (const { end } of [phone, laptop]) await end();
});

test('a link keeps the first day, track and level, and asks before it replaces others', async () => {
  const book = await locked('choices').served();
  const [phone, laptop] = [await reader(), await reader()];
  for (const [{ page }, start, level] of [[phone, '2027-01-04', 'L1'], [laptop, '2027-02-01', 'L2']]) {
    await page.goto(book.at('talk/full/week-2-monday.html'));
    await chooseLevel(page, level);
    await open(page, 'My plan');
    await page.getByLabel('First day').fill(start);
    await open(page, 'Close');
  }
  await box(phone.page, 'Say the first minute').check();
  const address = await link(phone.page);
  const date = laptop.page.locator('.facts .date').first();
  for (const taken of [false, true]) {
    await laptop.page.goto(address);
    await laptop.page.getByText('First day of “Two Weeks to the Talk”: February 1, 2027 → January 4, 2027').waitFor();
    await laptop.page.getByText('Level: L2 → L1').waitFor();
    await laptop.page.getByLabel('Also replace my dates and choices').setChecked(taken);
    await open(laptop.page, 'Merge');
    await laptop.page.goto(book.at('talk/full/week-2-monday.html'));
    await ticked(box(laptop.page, 'Say the first minute'));
    await says(date, taken ? 'Mon, Jan 11, 2027' : 'Mon, Feb 8, 2027');
  }
  assert.equal(await laptop.page.getByLabel('Level').inputValue(), 'l1');
  for (const { end } of [phone, laptop]) await end();
});

test('copies of earlier versions are restored', async () => {
  const book = await locked('earlier').served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  const ids = await page.locator('[data-task]').evaluateAll((tasks) => tasks.map((task) => task.dataset.task));
  const file = (copy) => ({ name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(copy)) });
  const second = book.store.split(':')[2];
  await restore(page, file({ prepbook: 2, handbook: second, kept: { [`task:${ids[0]}`]: '1', 'start:talk': '2027-01-04', 'moved:talk': '2027-01-11', former: '1', 'task:x y': '1' } }));
  await page.getByText('1 task is marked as done').waitFor();
  await open(page, 'Merge');
  await ticked(box(page, 'Write down ten'));
  assert.equal(await page.evaluate((key) => localStorage.getItem(key), `${book.store}moved:talk`), '2027-01-11');
  const { tasks } = JSON.parse(/push\((.*)\);/s.exec(await readFile(`${book.output}/former.js`, 'utf8'))[1]);
  const [former] = Object.entries(tasks).find(([, now]) => now === ids[1]);
  await restore(page, file({ prepbook: 1, kept: { [`task:${former}`]: '1', 'task:unknown': '1' } }));
  await page.getByText('1 task is marked as done').waitFor();
  await open(page, 'Merge');
  await ticked(box(page, 'Strike out seven'));
  await end();
});

test('the code of a link is read back', async () => {
  const book = await locked('code').served();
  const { page, end } = await reader({ bypassCSP: true });
  await page.goto(book.at('talk/full/week-1.html'));
  for (const words of ['Write down ten', 'Put the parts']) await box(page, words).check();
  await open(page, 'My plan');
  await open(page, 'Move to another device');
  const address = await page.locator('textarea.link').inputValue();
  const shown = await page.locator('figure.code svg').evaluate(async (svg) => {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
    await image.decode();
    const size = 600;
    const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0, size, size);
    return { size, pixels: [...context.getImageData(0, 0, size, size).data] };
  });
  assert.equal(jsQR(Uint8ClampedArray.from(shown.pixels), shown.size, shown.size)?.data, address);
  await end();
});

test('what is too long for a code offers a copy', async () => {
  const tasks = Array.from({ length: 900 }, (_, at) => `- [ ] Task number ${at}`).join('\n');
  const book = await locked('long', { 'talk.md': `# Long\n\n## Week 1\n\n### Monday\n\n${tasks}\n` }).served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/week-1-monday.html'));
  const random = randomFrom(3);
  const days = Array.from({ length: 900 }, () => new Date(Date.UTC(2027, 0, 1 + random(300))).toISOString().slice(0, 10));
  await page.evaluate(([store, days]) => [...document.querySelectorAll('[data-task]')].forEach(({ dataset }, at) => {
    localStorage.setItem(`${store}task:${dataset.task}`, `1 ${days[at]}`);
  }), [book.store, days]);
  await open(page, 'My plan');
  await open(page, 'Move to another device');
  assert.ok((await page.locator('textarea.link').inputValue()).length > 1200);
  assert.equal(await page.locator('figure.code').count(), 0);
  await page.locator('dialog.move').getByRole('button', { name: 'Save a copy' }).waitFor();
  await end();
});

test('links of an old build, of another handbook, newer and damaged ones', async () => {
  const [book, other] = [await locked('old-build').served(), await new Handbook('other-book', FILES, `title: Another\n${LEVELS}`).build().served()];
  const [phone, laptop] = [await reader(), await reader()];
  await phone.page.goto(book.at('talk/full/week-1.html'));
  for (const words of ['Write down ten', 'Lay the cards']) await box(phone.page, words).check();
  const address = await link(phone.page);
  const fragment = new URL(address).hash;
  book.write({ 'talk.md': PLAN.replace('- [ ] Write down ten things you know\n', '- [ ] Sharpen a pencil\n- [ ] Write down ten things you know well\n')
    .replace('- [ ] Put the parts on cards\n', '').replace('#### Wednesday: Order', '#### Tuesday: Order') }).build();
  await laptop.page.goto(address);
  await open(laptop.page, 'Merge');
  await laptop.page.goto(book.at('talk/full/week-1.html'));
  assert.deepEqual(await done(laptop.page), ['Write down ten things you know well', 'Lay the cards in two orders']);
  for (const [address, words] of [
    [other.at(`index.html${fragment}`), 'This link is from a different handbook; nothing was changed.'],
    [book.at(`index.html${fragment.slice(0, 30)}`), 'This link is damaged or incomplete; nothing was changed.'],
    [book.at('index.html#move=9.abc0'), 'This link is from a newer version of this handbook; nothing was changed.'],
  ]) {
    // Also where the page is open already, and only its fragment changes
    await laptop.page.goto(address);
    await laptop.page.getByText(words).waitFor();
    assert.equal(await laptop.page.locator('dialog').count(), 0);
  }
  await laptop.page.goto(book.at('talk/full/week-1.html'));
  await restore(laptop.page, { name: 'copy.json', mimeType: 'application/json', buffer: Buffer.from('{"prepbook":4,"handbook":"x","ticks":[]}') });
  await laptop.page.getByText('This copy is from a newer version of this handbook; nothing was changed.').waitFor();
  for (const { end } of [phone, laptop]) await end();
});

test('what the browser refuses to store is said at once', async () => {
  const book = await small('refusing').served();
  const { page, context, end } = await reader();
  await page.goto(book.at('talk/full/week-1.html'));
  await box(page, 'Write down ten').check();
  const file = await copy(page);
  await context.addInitScript(() => {
    localStorage.clear();
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const said = page.locator('.notice').getByText('This browser does not store data here');
  await page.goto(book.at('talk/full/week-1-monday.html'));
  assert.equal(await said.isVisible(), false);
  await box(page, 'Strike out seven').check();
  await said.waitFor();
  await ticked(box(page, 'Strike out seven'));
  await page.reload();
  await ticked(box(page, 'Strike out seven'), false);
  await page.locator('.note summary').click();
  await page.locator('.note textarea').fill('lost');
  await page.locator('.note textarea').blur();
  await said.waitFor();
  await page.reload();
  await restore(page, file);
  await open(page, 'Merge');
  await said.waitFor();
  assert.equal(await page.getByText('Merged with the data on this device.').isVisible(), false);
  await page.goto(book.at('index.html'));
  await page.locator('[data-begin] input[type=date]').fill('2027-01-04');
  await page.getByRole('button', { name: 'Begin', exact: true }).click();
  await said.waitFor();
  assert.ok(page.url().endsWith('index.html'));
  await end();
});

test('ticks stay on their tasks over a sequence of edits and builds', async () => {
  const book = await locked('edits').served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1.html'));
  await box(page, 'Write down ten').check();
  await box(page, 'Lay the cards').check();
  let text = PLAN;
  const edits = [
    [(text) => text.replace('Write down ten things you know', 'Write down ten things that you know'), 'Write down ten things that you know'],
    [(text) => text.replace('- [ ] Strike out seven of them\n', '').replace('#### Wednesday: Order (2 hours)\n\n', '#### Wednesday: Order (2 hours)\n\n- [ ] Strike out seven of them\n'), 'Write down ten things that you know'],
    [(text) => text.replace('### Week 2: Say It', '### Week 2: Rest\n\n#### Monday: Nothing\n\n- [ ] Sleep\n\n### Week 3: Say It').replace('(Weeks 1-2)', '(Weeks 1-3)'), 'Write down ten things that you know'],
    [(text) => text.replace('- [ ] Write down ten things that you know\n', '- [ ] Sharpen a pencil\n- [ ] Write down ten things that you know\n'), 'Write down ten things that you know'],
    [(text) => text.replace('# Two Weeks to the Talk', '# Three Weeks to the Talk'), 'Write down ten things that you know'],
  ];
  for (const [edit, first] of edits) {
    assert.notEqual(edit(text), text);
    text = edit(text);
    book.write({ 'talk.md': text }).build();
    await page.reload();
    assert.deepEqual(await done(page), [first, 'Lay the cards in two orders']);
  }
  await end();
});

test('what changed since the last visit is said once', async () => {
  const book = await locked('news').served();
  const { page, end } = await reader();
  const plan = book.at('talk/full/index.html');
  await page.goto(plan);
  await page.waitForFunction((store) => localStorage.getItem(`${store}seen:talk`) === '0', book.store);
  assert.equal(await page.locator('.news').count(), 0);
  book.write({ 'talk.md': PLAN.replace('- [ ] Breathe\n', '- [ ] Breathe\n- [ ] Drink water\n- [ ] Smile\n').replace('Put the parts on cards', 'Put all the parts on cards') }).build();
  await page.reload();
  await page.locator('.news').getByText('Since your last visit: 2 tasks added in Week 2, 1 task reworded in Week 1.').waitFor();
  await page.locator('.news').getByRole('button', { name: 'Close' }).click();
  assert.equal(await page.locator('.news').count(), 0);
  await page.reload();
  await page.locator('.today, .progress').first().waitFor({ state: 'attached' });
  await page.waitForFunction((store) => localStorage.getItem(`${store}seen:talk`) === '1', book.store);
  assert.equal(await page.locator('.news').count(), 0);
  await end();
});

test('ticks are carried from one plan to another once the reader agrees', async () => {
  const short = `# One Week\n\n## Week 1\n\n### Monday\n\n- [ ] Write down **ten** things you know!\n- [ ] Something else\n`;
  const book = await locked('carry', { 'short.md': short }).served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await box(page, 'Write down ten').check();
  await page.goto(book.at('short/week-1-monday.html'));
  await page.getByText('You did 1 task of this plan in another plan').waitFor();
  await ticked(box(page, 'Write down ten'), false);
  await open(page, 'Mark as done');
  await ticked(box(page, 'Write down ten'));
  await ticked(box(page, 'Something else'), false);
  await open(page, 'Undo marking the tasks');
  await ticked(box(page, 'Write down ten'), false);
  await page.goto(book.at('talk/full/week-1-monday.html'));
  await ticked(box(page, 'Write down ten'));
  await end();
});

test('the dialog says how old the last copy is', async () => {
  const book = await small('age').served();
  const { page, end } = await reader();
  await page.goto(book.at('talk/full/week-1.html'));
  await open(page, 'My plan');
  await page.getByText('No copy saved yet.').waitFor();
  await page.getByText('Safari deletes').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await copy(page);
  await open(page, 'My plan');
  await page.getByText('Last copy saved: today.').waitFor();
  await page.evaluate((store) => localStorage.setItem(`${store}saved`, new Date(Date.now() - 3 * 864e5).toISOString().slice(0, 10)), book.store);
  await page.reload();
  await open(page, 'My plan');
  await page.getByText(/Last copy saved: [34] days ago\./).waitFor();
  await end();
});
