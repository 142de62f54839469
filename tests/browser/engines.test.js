// The same short day of a reader in Chromium, Firefox and WebKit, from a server below a sub-path and from the disk.
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENGINES, watched } from './engines.js';
import { FILES, Handbook, handbook, LEVELS, serve, small } from './support.js';

const temporary = mkdtempSync(join(tmpdir(), 'prepbook-engines-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

const RIGHT_TO_LEFT = `# خطة

## الأسبوع 1: البداية

### الاثنين: الخوارزميات (ساعتان)

- [ ] اقرأ عن \`let total = list.map(x => x + 1);\` واكتب مثالا طويلا بكلماتك الخاصة
- [ ] اكتب الحل

\`\`\`rust
fn main() { println!("{}", 1 + 2); }
\`\`\`
`;

/** What is ticked on a day, and what is said of it. */
const ticks = () => `${document.querySelectorAll('.task input:checked').length}; ${document.querySelector('[data-progress=day]').innerText.trim()}`;
const here = () => location.pathname.split('/').slice(-3).join('/');
const background = () => getComputedStyle(document.body).backgroundColor;
const open = () => document.querySelectorAll('dialog[open]').length;

/** Chooses light, dark or neither in My plan, which stays open. */
const colors = async (engine, scheme) => {
  if (!await engine.run(open)) await engine.choose('.tools button', 'My plan');
  await engine.until(() => Boolean(document.querySelector('dialog .scheme select')));
  await engine.run((scheme) => {
    document.querySelector('dialog .more').open = true;
    const select = document.querySelector('dialog .scheme select');
    select.value = scheme;
    select.onchange();
  }, scheme);
};

/** What a reader does, in their order; each begins where it likes. */
const FLOWS = {
  'a tick is counted, kept, and holds in another track': async (engine, base) => {
    const day = `${base}talk/full/week-1-monday.html`;
    await engine.goto(day);
    await engine.choose('.task label', 'Write down ten');
    await engine.shows('1; 1 of 4 done', ticks);
    await engine.goto(day);
    await engine.shows('1; 1 of 4 done', ticks);
    await engine.choose('.tools button', 'My plan');
    await engine.choose('dialog .tracks a', 'Slim');
    await engine.shows('talk/slim/week-1-monday.html', here);
    await engine.shows('1; 1 of 2 done', ticks);
  },
  'a tick is undone': async (engine, base) => {
    await engine.goto(`${base}talk/full/week-1-wednesday.html`);
    await engine.choose('.task label', 'Put the parts');
    await engine.shows('1; 1 of 2 done', ticks);
    await engine.choose('.notice button', 'Undo');
    await engine.shows('0; 0 of 2 done', ticks);
  },
  'the cover begins a plan, and shows today': async (engine, base) => {
    await engine.goto(`${base}index.html`);
    await engine.run(() => {
      document.querySelector('[data-begin]').open = true;
      document.querySelector('[data-begin] input[type=date]').value = '2027-01-05';
    });
    await engine.choose('.choice label', 'Slim');
    // What the date leads to is said above the button, and moves it when it comes
    await engine.until(() => document.querySelector('[data-begin] [role=status]')?.textContent);
    await engine.choose('.go', 'Begin');
    await engine.shows('talk/slim/week-1-wednesday.html', here);
    await engine.shows('Today · W1 Wed', () => document.querySelector('.now')?.textContent);
    await engine.goto(`${base}index.html`);
    await engine.choose('.today a', 'Today: Week 1, Wednesday');
    await engine.shows('talk/slim/week-1-wednesday.html', here);
    await engine.shows('date', () => document.querySelector('.sheet .date').getAttribute('aria-current'));
  },
  'the keyboard searches': async (engine, base) => {
    await engine.goto(`${base}talk/slim/week-1.html`);
    await engine.press('/');
    await engine.shows('search', () => document.activeElement.type);
    await engine.type('zeppelin');
    await engine.until(() => Boolean(document.querySelector('.results a')));
    await engine.press('ArrowDown');
    await engine.shows('A', () => document.activeElement.tagName);
    await engine.press('Enter');
    await engine.wait((path) => path.endsWith('how-talks-fail.html'), here);
    await engine.shows(0, open);
  },
  'the reader chooses the dark': async (engine, base) => {
    const page = `${base}how-talks-fail.html`;
    await engine.goto(page);
    const light = await engine.run(background);
    for (const scheme of ['light', 'dark']) {
      await colors(engine, scheme);
      await engine.shows(scheme, () => document.documentElement.dataset.scheme);
    }
    const dark = await engine.wait((color) => color !== light, background);
    await engine.goto(page);
    await engine.shows(dark, background);
    await colors(engine, '');
    await engine.shows(light, background);
  },
  'a first day is typed': async (engine, base) => {
    const first = () => document.querySelector('dialog input[type=date]')?.value;
    await engine.goto(`${base}talk/full/week-1.html`);
    await engine.choose('.tools button', 'My plan');
    await engine.until(() => Boolean(document.querySelector('dialog input[type=date]')));
    await engine.run(() => {
      const field = document.querySelector('dialog input[type=date]');
      field.value = '2027-01-04';
      field.dispatchEvent(new Event('change'));
      field.focus();
    });
    // Month and day, as this language writes them
    await engine.type('01/20');
    await engine.shows('2027-01-20', first);
    await engine.press('ArrowUp');
    await engine.wait((day) => !['2027-01-18', '2027-01-20'].includes(day), first);
    await engine.run(() => document.activeElement.blur());
    await engine.wait((day) => new Date(day).getUTCDay() === 1, first);
    await engine.shows(1, open);
  },
  'a copy is saved and restored': async (engine, base) => {
    await engine.goto(`${base}talk/full/week-2-monday.html`);
    await engine.choose('.task label', 'Say the first minute');
    await engine.shows('1; 1 of 2 done', ticks);
    await engine.choose('.tools button', 'My plan');
    // The file itself is the browser's matter; what is in it is ours
    await engine.run(() => {
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob) => {
        blob.text().then((text) => (self.copy = text));
        return createObjectURL.call(URL, blob);
      };
    });
    await engine.choose('dialog button', 'Save a copy');
    const copy = await engine.until(() => self.copy);
    await engine.run(() => (document.querySelector('dialog .more').open = true));
    await engine.chooseFor('Remove them', 'dialog button', 'Remove all ticks');
    await engine.choose('dialog button', 'Remove them');
    await engine.shows('0; 0 of 2 done', ticks);
    await engine.goto(`${base}talk/full/week-2-monday.html`);
    await engine.choose('.tools button', 'My plan');
    await engine.until(() => Boolean(document.querySelector('input[type=file]')));
    await engine.run((copy) => {
      const files = new DataTransfer();
      files.items.add(new File([copy], 'copy.json'));
      const input = document.querySelector('input[type=file]');
      input.files = files.files;
      input.dispatchEvent(new Event('change'));
    }, copy);
    await engine.choose('dialog button', 'Merge');
    await engine.shows('1; 1 of 2 done', ticks);
    await engine.shows(0, open);
  },
  'a link carries ticks to another browser': async (engine, base) => {
    await engine.goto(`${base}talk/full/week-2-monday.html`);
    await engine.choose('.tools button', 'My plan');
    await engine.choose('dialog button', 'Move to another device');
    const link = await engine.until(() => document.querySelector('textarea.link')?.value);
    await engine.run(() => localStorage.clear());
    await engine.goto(link);
    await engine.choose('dialog button', 'Merge');
    await engine.until(() => document.querySelector('.notice').textContent.includes('Merged'));
    await engine.goto(`${base}talk/full/week-2-monday.html`);
    await engine.shows('1; 1 of 2 done', ticks);
  },
  'a note is kept': async (engine, base) => {
    const day = `${base}talk/full/week-2-monday.html`;
    const note = () => document.querySelector('.note textarea')?.value;
    await engine.goto(day);
    await engine.choose('.note summary', 'What I learned');
    await engine.until(() => document.activeElement.tagName === 'TEXTAREA');
    await engine.type('breathe');
    await engine.run(() => document.activeElement.blur());
    await engine.goto(day);
    await engine.shows('breathe', note);
  },
};

/** Whether a page is wider than a frame of some width, and what is; the frame's page has to be of the same server. */
const wider = async (engine, width, path) => {
  await engine.run((width, path) => {
    document.body.innerHTML = '';
    const frame = document.createElement('iframe');
    frame.width = width;
    frame.height = 800;
    frame.src = path;
    frame.onload = () => (frame.id = 'loaded');
    document.body.append(frame);
  }, width, path);
  await engine.until(() => Boolean(document.querySelector('#loaded')?.contentDocument.querySelector('.tools button')));
  return engine.run(() => {
    const { contentDocument: page, contentWindow: window } = document.querySelector('#loaded');
    const { scrollWidth } = page.documentElement;
    if (scrollWidth <= window.innerWidth) return '';
    const beyond = [...page.querySelectorAll('body *')].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > window.innerWidth + 1;
    });
    return `${scrollWidth} px: ${beyond.slice(0, 5).map(({ tagName, className }) => `${tagName}.${className}`).join(', ')}`;
  });
};

for (const [name, start] of Object.entries(ENGINES)) {
  test(`narrow pages in ${name}`, async (t) => {
    const engine = await start();
    const rtl = new Handbook(`rtl-${name}`, { ...FILES, 'plan.md': RIGHT_TO_LEFT }, `title: كتاب\nlanguage: ar\nplans: [plan.md, talk.md]\n${LEVELS}`).build();
    // Pages refuse to hold others, so the frames are in a page of their own
    writeFileSync(join(rtl.output, 'frames.html'), '<!DOCTYPE html><meta charset="utf-8"><title>Frames</title>');
    const { origin, stop } = await serve(rtl.output);
    t.after(async () => {
      await engine.close();
      await stop();
    });
    const paths = ['index.html', 'plan/index.html', 'plan/week-1.html', 'plan/week-1-monday.html', 'talk/slim/week-1.html', 'how-talks-fail.html'];
    await engine.goto(`${origin}/book/frames.html`);
    const faults = [];
    for (const width of [320, 360, 390, 414]) {
      for (const path of paths) {
        const beyond = await wider(engine, width, `/book/${path}`);
        if (beyond) faults.push(`${path} at ${width} px is ${beyond}`);
      }
    }
    assert.deepEqual(faults, []);
    // Code reads from the left wherever it is
    await engine.goto(`${origin}/book/plan/week-1-monday.html`);
    assert.deepEqual(await engine.run(() => [...document.querySelectorAll('main code')].map((code) => getComputedStyle(code).direction)), ['ltr', 'ltr']);
  });

  test(`printed pages in ${name}`, async (t) => {
    const engine = await start();
    t.after(() => engine.close());
    const book = handbook();
    const counts = {};
    const expected = {};
    for (const [path, sheets] of [['week-3-monday', 1], ['week-3-sheets', 7]]) {
      for (const paper of ['A4', 'Letter']) {
        for (const margin of [undefined, 1]) {
          const what = `${path} on ${paper}, ${margin ? `${margin} cm` : 'default'}`;
          expected[what] = sheets;
          counts[what] = await engine.print(book.at(`12-week-plan/part-time/${path}.html`), join(temporary, `${name}.pdf`), { paper, margin });
        }
      }
    }
    assert.deepEqual(counts, expected);
  });

  for (const place of ['a server', 'the disk']) {
    // Each with a browser of its own: Firefox loses the keyboard between the two
    test(`a reader's day in ${name}, from ${place}`, async (t) => {
      const engine = await start();
      const book = watched(small(`day-${name}`).output);
      const { origin, stop } = await serve(book);
      t.after(async () => {
        await engine.close();
        await stop();
        rmSync(book, { recursive: true, force: true });
      });
      const base = place === 'a server' ? `${origin}/book/` : `${pathToFileURL(book)}/`;
      for (const [flow, run] of Object.entries(FLOWS)) {
        await t.test(flow, async () => {
          await run(engine, base);
          assert.deepEqual(await engine.problems(), []);
        });
      }
    });
  }
}
