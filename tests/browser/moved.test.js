// Old addresses lead to pages as they are now, to the part of a page that was asked for.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { close, Handbook, reader } from './support.js';

after(close);

const FILES = {
  'plan.md': '# Plan\n\n## Week 1\n\n- [ ] Walk\n',
  'guide.md': '---\naliases: [old/all.html]\n---\n# Guide\n\n## Set up\n\n## Über uns\n',
  'tools.md': '---\naliases: ["old/all.html#tools", "old/all.html#werkzeug-ü"]\n---\n# Tools\n\n## Hammers\n',
};

/** From an old address to where it leads, below the handbook. */
const LEADS = [
  ['old/all.html', 'guide.html'],
  ['old/all.html#set-up', 'guide.html#set-up'],
  ['old/all.html#%C3%BCber-uns', 'guide.html#%C3%BCber-uns'],
  ['old/all.html#%', 'guide.html#%'],
  ['old/all.html#tools', 'tools.html'],
  ['old/all.html#werkzeug-%C3%BC', 'tools.html'],
];

for (const [where, place] of [['on a server', (book) => book.served()], ['on a disk', (book) => book]]) {
  test(`old addresses lead to new ones ${where}`, async () => {
    const book = await place(new Handbook(`moved-${where.split(' ').pop()}`, FILES).build());
    const { page, end } = await reader();
    for (const [from, to] of LEADS) {
      await page.goto(book.at('index.html'));
      await page.goto(book.at(from), { waitUntil: 'commit' }).catch(() => {});
      await page.waitForURL(book.at(to));
      // No old address is left behind, so going back leads to where the reader was
      await page.goBack();
      assert.equal(page.url(), book.at('index.html'), from);
    }
    await end();
  });
}

test('without scripts, old addresses lead to the top of the page', async () => {
  const book = await new Handbook('moved-plain', FILES).build().served();
  const { page, end } = await reader({ javaScriptEnabled: false });
  await page.goto(book.at('old/all.html#tools'), { waitUntil: 'commit' }).catch(() => {});
  await page.waitForURL(book.at('guide.html'));
  await end();
});
