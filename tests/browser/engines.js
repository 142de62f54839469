// Three engines behind one small interface: Chromium and Firefox through Puppeteer, WebKit through its WebDriver.
//
// An engine opens pages (`goto`), runs functions in them (`run`, `until`, `shows`), uses mouse and keyboard (`click`, `press`,
// `type`), and prints (`print`). What goes wrong in a page is written down by `watch.js`, which `watched` puts into it.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'node:net';
import puppeteer from 'puppeteer-core';
import { started } from './start.js';

const here = dirname(fileURLToPath(import.meta.url));

/** A copy of a built handbook whose pages write down what goes wrong, and for which it is 6 January 2027. */
export const watched = (output) => {
  const copy = mkdtempSync(join(tmpdir(), 'prepbook-watched-'));
  cpSync(output, copy, { recursive: true });
  cpSync(join(here, 'watch.js'), join(copy, 'watch.js'));
  for (const path of readdirSync(copy, { recursive: true })) {
    if (!path.endsWith('.html')) continue;
    const text = readFileSync(join(copy, path), 'utf8');
    writeFileSync(join(copy, path), text.replace(/<script src="([^"]*)assets\/scheme/, '<script src="$1watch.js"></script>\n$&'));
  }
  return copy;
};

const pages = (pdf) => Number(/^Pages: *(\d+)/m.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))[1]);
const pause = (time) => new Promise((done) => setTimeout(done, time));

/** What all engines do the same way. */
class Engine {
  /** Waits until a function in the page returns what `holds` of; its last value otherwise is the error. */
  async wait(holds, look, ...args) {
    const end = Date.now() + 10_000;
    for (;;) {
      // A page that is being left cannot be asked
      const value = await this.run(look, ...args).catch((error) => error);
      if (!(value instanceof Error) && holds(value)) return value;
      if (Date.now() > end) throw value instanceof Error ? value : new Error(`${this.name} shows ${JSON.stringify(value)} for ${look}`);
      await pause(30);
    }
  }

  until(look, ...args) {
    return this.wait(Boolean, look, ...args);
  }

  shows(expected, look, ...args) {
    return this.wait((value) => value === expected, look, ...args);
  }

  /** Clicks what has these words, once it can be seen. */
  async choose(selector, words) {
    const end = Date.now() + 10_000;
    for (;;) {
      await this.until((selector, words) => {
        for (const marked of document.querySelectorAll('[data-chosen]')) marked.removeAttribute('data-chosen');
        const found = [...document.querySelectorAll(selector)].find((element) => element.textContent.includes(words) && element.getClientRects().length);
        found?.setAttribute('data-chosen', '');
        found?.scrollIntoView({ block: 'center', behavior: 'instant' });
        return Boolean(found);
      }, selector, words);
      try {
        return await this.click('[data-chosen]');
      } catch (error) {
        // What came into the page meanwhile has moved it out of sight
        if (!error.message.includes('not interactable') || Date.now() > end) throw error;
      }
    }
  }

  /**
   * Clicks what has these words until something else can be seen. A window that shows a download in a bar moves the page,
   * and a click may miss what moves just then.
   */
  async chooseFor(next, selector, words) {
    const isSeen = (next) => [...document.querySelectorAll('button')].some((button) => button.textContent.includes(next) && button.getClientRects().length > 0);
    const end = Date.now() + 10_000;
    while (!await this.run(isSeen, next) && Date.now() < end) {
      await this.choose(selector, words);
      for (let looks = 0; looks < 20 && !await this.run(isSeen, next); looks++) await pause(30);
    }
  }

  /** What went wrong in a page, once all of it is there; a page that is not watched is an error. */
  problems() {
    return this.wait(Array.isArray, () => document.readyState === 'complete' && self.problems);
  }
}

class Puppet extends Engine {
  static async start(name, options) {
    const engine = new Puppet();
    engine.name = name;
    engine.browser = await started(() => puppeteer.launch({ headless: true, defaultViewport: { width: 1280, height: 900 }, ...options }));
    engine.page = await engine.browser.newPage();
    return engine;
  }

  goto(url) {
    return this.page.goto(url);
  }

  run(look, ...args) {
    return this.page.evaluate(look, ...args);
  }

  click(selector) {
    return this.page.click(selector);
  }

  press(key) {
    return this.page.keyboard.press(key);
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  /** How many pages of paper the page takes; `margin` in centimeters, without one what the browser does by itself. */
  async print(url, file, { paper, margin }) {
    await this.goto(url);
    const all = margin && `${margin}cm`;
    const sides = all ? { margin: { top: all, bottom: all, left: all, right: all } } : {};
    await this.page.pdf({ path: file, format: paper, ...sides });
    return pages(file);
  }

  close() {
    return this.browser.close();
  }
}

// In WebDriver's private use area
const KEYS = { Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', ArrowUp: '\uE013', ArrowDown: '\uE015' };
const WEBKIT = { ...process.env, WEBKIT_DISABLE_DMABUF_RENDERER: '1', LIBGL_ALWAYS_SOFTWARE: '1' };

const freePort = () => new Promise((found) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});

class WebKit extends Engine {
  static async start() {
    const engine = new WebKit();
    engine.name = 'webkit';
    const port = await freePort();
    engine.driver = spawn('xvfb-run', ['-a', '-s', '-screen 0 1280x1000x24', 'WebKitWebDriver', `--port=${port}`], { env: WEBKIT, stdio: 'ignore', detached: true });
    engine.base = `http://127.0.0.1:${port}`;
    const [binary] = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'].flatMap((folder) => {
      try {
        return readdirSync(folder).filter((name) => /^webkit2gtk-/.test(name)).map((name) => join(folder, name, 'MiniBrowser'));
      } catch {
        return [];
      }
    });
    const options = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
    for (let tries = 0; !engine.session; tries++) {
      try {
        const { sessionId } = await engine.send('POST', '/session', { capabilities: { alwaysMatch: options } });
        engine.session = `/session/${sessionId}`;
      } catch (error) {
        if (tries > 100) throw error;
        await pause(100);
      }
    }
    await engine.send('POST', `${engine.session}/window/rect`, { x: 0, y: 0, width: 1280, height: 1000 });
    return engine;
  }

  async send(method, path, body) {
    const response = await fetch(`${this.base}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  goto(url) {
    return this.send('POST', `${this.session}/url`, { url });
  }

  run(look, ...args) {
    return this.send('POST', `${this.session}/execute/sync`, { script: `return (${look})(...arguments)`, args });
  }

  async click(selector) {
    const element = await this.send('POST', `${this.session}/element`, { using: 'css selector', value: selector });
    await this.send('POST', `${this.session}/element/${Object.values(element)[0]}/click`, {});
  }

  async keys(values) {
    const actions = values.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.send('POST', `${this.session}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  press(key) {
    return this.keys([KEYS[key] ?? key]);
  }

  type(text) {
    return this.keys([...text]);
  }

  async print(url, file, { paper, margin }) {
    execFileSync('xvfb-run', ['-a', '/usr/bin/python3', join(here, 'print_webkit.py'), url, file, paper, `${margin ?? ''}`], { env: WEBKIT, stdio: ['ignore', 'ignore', 'inherit'] });
    return pages(file);
  }

  async close() {
    await this.send('DELETE', this.session).catch(() => {});
    process.kill(-this.driver.pid);
  }
}

const CHROMIUM = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
/** The engines by name, each with what starts it. */
export const ENGINES = {
  chromium: () => Puppet.start('chromium', { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...CHROMIUM, '--lang=en-US'] }),
  firefox: () => Puppet.start('firefox', {
    browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', extraPrefsFirefox: { 'intl.accept_languages': 'en-US' },
  }),
  webkit: () => WebKit.start(),
};
