// Every page is valid HTML, and light: what a reader waits for is weighed.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { close, handbook, KINDS, reader, sample, small } from './support.js';

const vnu = createRequire(import.meta.url)('vnu-jar');

after(close);

for (const [name, make] of [['the handbook', handbook], ['the sample', sample], ['a small plan', small]]) {
  test(`the Nu checker finds nothing in ${name}`, { skip: !make }, () => {
    const { output } = make();
    const { stderr } = spawnSync('java', ['-Xss4m', '-jar', vnu, '--skip-non-html', '--errors-only', '--format', 'json', output], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const { messages } = JSON.parse(stderr);
    const distinct = new Set(messages.map(({ message, url, lastLine }) => `${message} (${url.split('/output/')[1]}:${lastLine})`));
    assert.equal(messages.length, 0, [...distinct].slice(0, 10).join('\n'));
  });
}

/** What a page needs to be shown before anybody does anything, by file. Browsers load styles for paper last. */
const weigh = async (book, path) => {
  const { page, context, end } = await reader();
  const got = new Set();
  context.on('request', (request) => got.add(decodeURI(request.url()).split(book.output)[1]));
  await page.goto(book.at(path), { waitUntil: 'load' });
  await end();
  return Object.fromEntries([...got].filter((file) => !/\/print\.\w+\.css$/.test(file)).map((file) => [file, gzipSync(readFileSync(join(book.output, file)), { level: 6 }).length]));
};
const sum = (files) => Object.values(files).reduce((all, size) => all + size, 0);
const scripts = (files) => sum(Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.js'))));
const KB = 1024;

for (const [name, make] of [['the handbook', handbook], ['the sample', sample]]) {
  test(`pages of ${name} are light`, { skip: !make }, async () => {
    const book = make();
    const heaviest = (pattern) => book.files().filter((path) => pattern.test(path))
      .map((path) => [gzipSync(readFileSync(join(book.output, path))).length, path]).sort(([a], [b]) => b - a)[0][1];
    for (const [pattern, budget] of [[/week-\d+\.html$/, 17 * KB], [/week-\d+-[a-rt-z]\w*\.html$/, 14 * KB]]) {
      const path = heaviest(pattern);
      const files = await weigh(book, path);
      console.log(`${path}: ${sum(files)} bytes, of them scripts ${scripts(files)}`);
      assert.ok(sum(files) <= budget, `${path} weighs ${sum(files)}: ${JSON.stringify(files)}`);
      assert.ok(scripts(files) <= 5.5 * KB, `the scripts of ${path} weigh ${scripts(files)}`);
      const style = Object.entries(files).find(([file]) => /\/style\.\w+\.css$/.test(file));
      assert.ok(style[1] <= 5 * KB, `the style sheet weighs ${style[1]}`);
    }
  });
}

test('scripts stay within their budget on every kind of page', async () => {
  const book = handbook();
  for (const path of Object.values(KINDS)) {
    const files = await weigh(book, path);
    // Cover and plan also count what lies in other pages: data, not program
    delete files[Object.keys(files).find((file) => file.endsWith('/tasks.js'))];
    assert.ok(scripts(files) <= 9 * KB, `the scripts of ${path} weigh ${scripts(files)}`);
  }
});
