// Every language says everything that English says, with the same places to fill.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const theme = process.env.PREPBOOK_THEME ?? join(dirname(fileURLToPath(import.meta.url)), '../../themes/default');
const folder = resolve(theme, 'words');
const table = (file) => new Map(readFileSync(join(folder, file), 'utf8').split('\n')
  .map((line) => /^(\w+): (.+)$/.exec(line)).filter(Boolean).map(([, key, value]) => [key, value]));
// A word that counts has several forms, and not each of them shows the number
const places = (text) => [...new Set([...text.matchAll(/{\w+}/g)].map(([place]) => place))].sort().join();

test('all tables of words are whole', () => {
  const english = table('en.yaml');
  const files = readdirSync(folder);
  assert.ok(files.length > 10);
  for (const file of files) {
    const words = table(file);
    assert.deepEqual([...words.keys()].sort(), [...english.keys()].sort(), file);
    for (const [key, value] of words) assert.equal(places(value), places(english.get(key)), `${file}: ${key}`);
  }
});
