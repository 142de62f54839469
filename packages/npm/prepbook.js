#!/usr/bin/env node
// Starts the binary of the package for this platform, which npm installs as an optional dependency.
'use strict';

const { spawnSync } = require('node:child_process');
const { platforms } = require('./platforms.json');

const own = Object.values(platforms).find(({ os, cpu }) => os === process.platform && cpu === process.arch);
if (!own) {
  console.error(`error: prepbook has no npm package for ${process.platform} on ${process.arch}; build it with cargo instead`);
  process.exit(2);
}
const name = process.platform === 'win32' ? 'prepbook.exe' : 'prepbook';
let binary;
try {
  binary = require.resolve(`${own.name}/bin/${name}`);
} catch {
  console.error(`error: the package ${own.name} is not installed; install prepbook again, with optional dependencies`);
  process.exit(2);
}
const run = spawnSync(binary, process.argv.slice(2), { stdio: 'inherit' });
if (run.error) {
  console.error(`error: cannot start ${binary}: ${run.error.message}`);
  process.exit(2);
}
if (run.signal) process.kill(process.pid, run.signal);
process.exit(run.status ?? 2);
