// Writes the folders of the npm packages: `prepbook`, which starts the binary, and one package per platform, which has
// it. The version and the description are those of Cargo.toml.
//
//   node packages/npm/pack.js main FOLDER
//   node packages/npm/pack.js TARGET BINARY FOLDER
//
// TARGET is a target of Rust, such as x86_64-unknown-linux-gnu.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const { platforms } = require('./platforms.json');

/** A key of `[package]` in Cargo.toml. */
function ofCargo(key) {
  const manifest = fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8');
  const found = manifest.split(/^\[/m)[1].match(new RegExp(`^${key} = "(.*)"$`, 'm'));
  if (!found) throw new Error(`Cargo.toml has no ${key}`);
  return found[1];
}

/** What all packages state. */
function shared(name) {
  return {
    name,
    version: ofCargo('version'),
    description: ofCargo('description'),
    license: `(${ofCargo('license')})`,
  };
}

function write(folder, manifest, files) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, 'bin'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2) + '\n');
  for (const file of ['LICENSE-APACHE', 'LICENSE-MIT']) {
    fs.copyFileSync(path.join(root, file), path.join(folder, file));
  }
  for (const [from, to] of files) {
    fs.copyFileSync(from, path.join(folder, to));
    fs.chmodSync(path.join(folder, to), 0o755);
  }
}

function main(folder) {
  const own = shared('prepbook');
  const optional = Object.values(platforms).map((platform) => [platform.name, own.version]);
  const manifest = {
    ...own,
    keywords: ['markdown', 'static-site', 'handbook', 'study-plan'],
    bin: { prepbook: 'bin/prepbook.js' },
    engines: { node: '>=18' },
    optionalDependencies: Object.fromEntries(optional),
  };
  write(folder, manifest, [
    [path.join(__dirname, 'prepbook.js'), 'bin/prepbook.js'],
    [path.join(__dirname, 'platforms.json'), 'bin/platforms.json'],
    [path.join(root, 'README.md'), 'README.md'],
  ]);
}

function platform(target, binary, folder) {
  const known = platforms[target];
  if (!known) throw new Error(`no platform for ${target}: ${Object.keys(platforms).join(', ')}`);
  const manifest = { ...shared(known.name), os: [known.os], cpu: [known.cpu], preferUnplugged: true };
  write(folder, manifest, [[binary, `bin/${path.basename(binary)}`]]);
}

const [kind, ...rest] = process.argv.slice(2);
if (kind === 'main' && rest.length === 1) main(rest[0]);
else if (kind && rest.length === 2) platform(kind, rest[0], rest[1]);
else {
  console.error('usage: node pack.js main FOLDER | TARGET BINARY FOLDER');
  process.exit(2);
}
