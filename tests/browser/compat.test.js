// The style sheets and scripts of a handbook use nothing that the oldest supported browsers lack, unless they ask first.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unguardedInScript, unguardedInStyle } from './compat.js';
import { previewFiles, small } from './support.js';

const book = small('compat', 'base_url: https://example.org/book/\n');
const files = [...book.files().map((path) => [path, readFileSync(join(book.output, path), 'utf8')]), ...previewFiles()];
const faultsIn = (ending, unguarded) => files.filter(([path]) => path.endsWith(ending))
  .flatMap(([path, text]) => unguarded(text).map((fault) => `${path}: ${fault}`));

test('the files of a handbook and of a preview are looked at', () => {
  for (const name of [/^assets\/style\./, /^assets\/plan\./, /^assets\/prepbook\./, /^service-worker\.js$/, /^live\.js$/, /^live\.css$/]) {
    assert.ok(files.some(([path]) => name.test(path)), `${name}`);
  }
});

test('style sheets keep to the floor', () => assert.deepEqual(faultsIn('.css', unguardedInStyle), []));

test('scripts keep to the floor', () => assert.deepEqual(faultsIn('.js', unguardedInScript), []));

// [text, the feature that is above the floor, or nothing]
for (const [text, fault] of [
  ['p { color: red }'],
  ['p { color: light-dark(red, blue) }', 'light-dark()'],
  [':root { --ink: light-dark(red, blue) }', 'light-dark()'],
  ['@supports (color: light-dark(red, red)) { p { color: light-dark(red, blue) } }'],
  // Firefox 120 to 127 have the one and lack the other
  ['@supports (color: light-dark(red, red)) { p { color: oklch(from red l c h) } }', 'oklch(from …)'],
  ['@supports (color: oklch(from red l c h)) { p { color: oklch(from red l c h) } }'],
  ['p { color: oklch(.5 .1 20) }', 'oklch()'],
  ['p { color: color-mix(in srgb, red, blue) }', 'color-mix()'],
  ['p:has(a) { color: red }', ':has()'],
  ['p:not(:has(a)) { color: red }', ':has()'],
  ['@supports selector(:has(*)) { p:has(a) { color: red } }'],
  ['@supports not selector(:has(*)) { p:has(a) { color: red } }', ':has()'],
  ['@container (width > 3em) { p { color: red } }', '@container'],
  ['@supports (container-type: size) { p { container-type: size } @container (min-width: 3em) { p { color: red } } }'],
  ['p { text-wrap: balance }', 'text-wrap'],
  ['p { overflow: clip }', 'overflow: clip'],
  ['p { mask: linear-gradient(red, blue) }', 'mask'],
  ['p { -webkit-mask: linear-gradient(red, blue); mask: linear-gradient(red, blue) }'],
  ['p { a & { color: red } }', '&'],
  ['@media (width > 3em) { p { color: red } }', 'media range'],
  ['p { block-size: 100dvh }', 'dvh'],
  ['@supports (forced-color-adjust: none) { p { forced-color-adjust: none } }'],
  ['@media (horizontal-viewport-segments: 2) { p { color: red } }'],
  ['p { forced-color-adjust: none }', 'forced-color-adjust'],
  ['@layer a { p { color: red } }'],
  ['@scope (p) { a { color: red } }', '@scope'],
]) {
  test(`in a style: ${text}`, () => {
    const faults = unguardedInStyle(text);
    if (fault) assert.ok(faults.some((one) => one.includes(` ${fault} `)), `${faults}`);
    else assert.deepEqual(faults, []);
  });
}

for (const [text, fault] of [
  ['[1].at(-1) ?? [2].findLast((x) => x)'],
  ['[1].toSorted()', 'toSorted'],
  ['element.ariaLabel = "x"', 'ariaLabel'],
  ['Object.assign(element, { ariaHidden: true })', 'ariaHidden'],
  ['make("p", { role: "status" }, inside)', 'role'],
  ['word("runs", { first: a, role: b }); const { role } = data; element.dataset.when = a'],
  ['Object.groupBy(list, key)', 'Object.groupBy'],
  ['if (Object.groupBy) Object.groupBy(list, key)'],
  ['parent.moveBefore(a, b)', 'moveBefore'],
  ['if (parent.moveBefore && a) parent.moveBefore(a, b)'],
  ['if (a) parent.moveBefore(a, b)', 'moveBefore'],
  ['if (parent.moveBefore) a(); else parent.moveBefore(a, b)', 'moveBefore'],
  ['parent.moveBefore?.(a, b)'],
  ['new CSSStyleSheet()', 'CSSStyleSheet()'],
  ['root.adoptedStyleSheets = []', 'adoptedStyleSheets'],
  ['/(?<=a)b/.test(x)', 'lookbehind'],
  ['/a/v.test(x)', 'unicodeSets'],
  ['class A { static { a(); } }', 'static block'],
  ['element.querySelector("p:has(a)")', ':has()'],
  ['all(`p:has(${x})`)', ':has()'],
  ['Promise.withResolvers()', 'Promise.withResolvers'],
  ['Promise.any([])'],
  ['AbortSignal.any([])', 'AbortSignal.any'],
  ['list.findLast(x)'],
  ['navigator.locks?.request("a", b)'],
]) {
  test(`in a script: ${text}`, () => {
    const faults = unguardedInScript(text);
    if (fault) assert.ok(faults.some((one) => one.includes(` ${fault} `)), `${faults}`);
    else assert.deepEqual(faults, []);
  });
}
