// In browsers that lack what is new in style sheets, everything a reader needs has a shape and can be read.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as csstree from 'css-tree';
import { close, FILES, Handbook, LEVELS, reader } from './support.js';

after(close);

const NEW = /light-dark\(|oklch\(from|color-mix\(|:has\(|@container|container-type|text-wrap/;

/** A style sheet as a browser reads it that has none of the new functions, selectors and rules. */
const reduced = (text) => {
  const tree = csstree.parse(text, { parseCustomProperty: true });
  csstree.walk(tree, {
    enter(node, item, list) {
      const asks = node.type === 'Atrule' && (node.name === 'container' || (node.name === 'supports' && NEW.test(csstree.generate(node.prelude))));
      const selects = node.type === 'Rule' && NEW.test(csstree.generate(node.prelude));
      if (asks || selects || (node.type === 'Declaration' && NEW.test(csstree.generate(node.value)))) list?.remove(item);
    },
  });
  return csstree.generate(tree);
};

/** What of a page has no shape or cannot be read, and how much was looked at. */
const look = () => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], [r2, g2, b2]) => [[r, r2], [g, g2], [b, b2]].map(([top, below]) => (top * a + below * (255 - a)) / 255);
  const ground = (element) => {
    const below = element.parentElement ? ground(element.parentElement) : [255, 255, 255];
    return over(rgba(getComputedStyle(element).backgroundColor), below);
  };
  const light = (color) => color.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const faults = [];
  const seen = {};
  const each = (selector, check) => {
    for (const element of document.querySelectorAll(selector)) {
      if (!element.getClientRects().length) continue;
      seen[selector] = (seen[selector] ?? 0) + 1;
      const [name, least, value] = check(element, getComputedStyle(element));
      if (!(value >= least)) faults.push(`${selector}: ${name} ${value.toFixed(2)}, ${element.outerHTML.slice(0, 90)}`);
    }
  };
  const border = (style, side = 'Top') => (parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== 'none' ? rgba(style[`border${side}Color`]) : undefined);
  const edge = (element, style) => {
    const outside = ground(element.parentElement);
    const line = border(style);
    return ['shape', 3, Math.max(contrast(ground(element), outside), line ? contrast(over(line, outside), outside) : 1)];
  };
  const text = (element, style) => ['text', 4.5, contrast(over(rgba(style.color), ground(element)), ground(element))];
  each('.task input:not(:checked)', edge);
  each('.task input:checked', (element) => {
    const tick = border(getComputedStyle(element, '::before'), 'Right');
    return ['tick', 3, tick ? contrast(over(tick, ground(element)), ground(element)) : 1];
  });
  each('.choice :checked + span', edge);
  each('.now, .strip a, .choice span', text);
  each('.tools .search, dialog button, .go, select, input[type=date]', edge);
  each('.tools button, dialog button, .go, .notice, .notice button, select', text);
  each('.notice', (element, style) => ['ground', 255, rgba(style.backgroundColor)[3]]);
  each('p, h1, h2, h3, li, .time, .facts', text);
  each('.bar', ({ lastElementChild: bar, parentElement }) => ['bar', 3, contrast(over(rgba(getComputedStyle(bar).fill), ground(parentElement)), ground(parentElement))]);
  return { faults, seen };
};

const PAGES = {
  'talk/slim/week-1-monday.html': ['.task input:not(:checked)', '.task input:checked', '.notice'],
  'talk/slim/week-1.html': ['.task input:not(:checked)', '.task input:checked', '.bar'],
  'index.html': ['.choice :checked + span', '.tools .search, dialog button, .go, select, input[type=date]'],
};

for (const colorScheme of ['light', 'dark']) {
  for (const accent of ['', '#ffee00', '#000033']) {
    test(`boxes, ticks, choices and messages without new styles, ${colorScheme}${accent && `, accent ${accent}`}`, async () => {
      const book = new Handbook(`reduced-${colorScheme}-${accent}`, FILES, `title: The Talk Book\n${LEVELS}`, accent && `, accent: "${accent}"`).build();
      for (const path of book.files().filter((path) => path.endsWith('.css'))) {
        const file = join(book.output, path);
        writeFileSync(file, reduced(readFileSync(file, 'utf8')));
      }
      const { page, end } = await reader({ colorScheme, viewport: { width: 390, height: 844 } });
      for (const [path, kinds] of Object.entries(PAGES)) {
        await page.goto(book.at(path));
        if (path === 'index.html') await page.locator('.start summary').click();
        else {
          await page.locator('.task input:not(:checked)').first().click();
          await page.locator('.notice.open, .finished').first().waitFor();
        }
        const { faults, seen } = await page.evaluate(look);
        assert.deepEqual(faults, [], path);
        for (const kind of kinds) assert.ok(seen[kind] > 0, `${path} has ${kind}`);
        if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `reduced-${colorScheme}${accent}-${path.replaceAll('/', '-')}.png`) });
      }
      await end();
    });
  }
}

test('a style sheet is reduced', () => {
  const text = 'a{color:red}:root{--x:light-dark(red,blue)}b:has(c){color:red}@container (min-width:1em){d{color:red}}@supports (color:oklch(from red l c h)){e{color:red}}';
  assert.equal(reduced(text), 'a{color:red}:root{}');
});
