// A browser that does not start is started again, a few times.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { started } from './start.js';

/** A browser that dies while it starts, as often as `deaths` says. */
const frail = (deaths) => {
  const browser = { starts: 0 };
  browser.start = async () => {
    browser.starts++;
    if (browser.starts <= deaths) throw new Error(`death ${browser.starts}`);
    return 'open';
  };
  return browser;
};

test('a browser that dies while it starts is started again', async () => {
  for (const [deaths, starts] of [[0, 1], [1, 2], [2, 3]]) {
    const browser = frail(deaths);
    assert.equal(await started(browser.start), 'open');
    assert.equal(browser.starts, starts);
  }
  const dead = frail(3);
  await assert.rejects(started(dead.start), /death 3/);
  assert.equal(dead.starts, 3);
});
