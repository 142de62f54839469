// Runs the theme's scripts that read no page, as they are, outside of a browser.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const theme = process.env.PREPBOOK_THEME ?? join(dirname(fileURLToPath(import.meta.url)), '../../themes/default');

/** What the scripts of these names add to `self.prepbook`. */
export const pure = (...names) => {
  globalThis.self ??= globalThis;
  for (const name of names) vm.runInThisContext(readFileSync(join(theme, 'assets', `${name}.js`), 'utf8'));
  return globalThis.prepbook;
};

/** Numbers that look random and are the same in every run: below 1, or whole and below `count`. */
export const randomFrom = (seed) => {
  let state = seed * 2654435761 >>> 0 || 1;
  return (count) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ state << 5) >>> 0;
    return count === undefined ? state / 2 ** 32 : state % count;
  };
};
