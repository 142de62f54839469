'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { test } = require('node:test');
const { open } = require('./editor.js');

/** The binary to try: that of a build. */
const PREPBOOK = process.env.PREPBOOK;
assert.ok(PREPBOOK, 'set PREPBOOK to the binary');

const states = (editor) => editor.clients.map((client) => client.state);

test('the server is started with the configured command, for plans and configurations', async () => {
    const editor = open({ 'prepbook.command': [PREPBOOK] });
    await editor.extension.activate(editor.context);
    assert.deepEqual(states(editor), ['running']);
    const [{ server, options }] = editor.clients;
    assert.deepEqual(server, { command: PREPBOOK, args: ['lsp'] });
    const selected = options.documentSelector.map((filter) => filter.language ?? filter.pattern);
    assert.deepEqual(selected, ['markdown', '**/handbook.yaml', '**/mkdocs.yml']);
    assert.deepEqual(editor.errors, []);
    await editor.extension.deactivate();
    assert.deepEqual(states(editor), ['stopped']);
});

test('arguments of the command come before those of the server', async () => {
    const editor = open({ 'prepbook.command': [process.execPath, '-p', '"1"'] });
    await editor.extension.activate(editor.context);
    assert.deepEqual(editor.clients[0].server, { command: process.execPath, args: ['-p', '"1"', 'lsp'] });
});

test('a missing program is reported with what to do, and the settings are a click away', async () => {
    for (const [answer, executed] of [
        [undefined, []],
        ['Open Settings', [['workbench.action.openSettings', 'prepbook.command']]],
    ]) {
        const editor = open({ 'prepbook.command': ['no-such-prepbook'] });
        editor.answer = answer;
        await editor.extension.activate(editor.context);
        assert.deepEqual(states(editor), []);
        const [[message, ...buttons]] = editor.errors;
        assert.match(message, /`no-such-prepbook` was not found.*pip install prepbook/);
        assert.deepEqual(buttons, ['Open Settings']);
        assert.deepEqual(editor.executed, executed);
    }
});

test('a program that fails is reported with its message', async () => {
    const editor = open({ 'prepbook.command': [process.execPath, 'no-such-file.js'] });
    await editor.extension.activate(editor.context);
    assert.deepEqual(states(editor), []);
    assert.match(editor.errors[0][0], /Cannot find module/);
});

test('the server is restarted when a setting changes, and only one runs', async () => {
    const editor = open({ 'prepbook.command': ['no-such-prepbook'] });
    await editor.extension.activate(editor.context);
    editor.settings['prepbook.command'] = [PREPBOOK];
    assert.equal(editor.change('editor.fontSize'), undefined);
    assert.deepEqual(states(editor), []);
    await editor.change('prepbook.command');
    assert.deepEqual(states(editor), ['running']);
    editor.settings['prepbook.drafts'] = true;
    await editor.change('prepbook.drafts');
    assert.deepEqual(editor.clients[1].server.args, ['lsp', '--drafts']);
    await Promise.all([editor.commands['prepbook.restart'](), editor.commands['prepbook.restart']()]);
    assert.deepEqual(states(editor), ['stopped', 'stopped', 'stopped', 'running']);
});

test('without the setting, the program on the path is used', async () => {
    const editor = open();
    const { PATH } = process.env;
    process.env.PATH = path.dirname(PREPBOOK);
    try {
        await editor.extension.activate(editor.context);
    } finally {
        process.env.PATH = PATH;
    }
    assert.deepEqual(editor.clients[0].server, { command: 'prepbook', args: ['lsp'] });
});

test('the command that is started is a language server', async () => {
    const editor = open({ 'prepbook.command': [PREPBOOK] });
    await editor.extension.activate(editor.context);
    const { command, args } = editor.clients[0].server;
    const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const send = (message) => {
        const body = JSON.stringify({ jsonrpc: '2.0', ...message });
        server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    };
    let said = '';
    let isEnding = false;
    server.stdout.on('data', (part) => {
        said += part;
        if (said.includes('"capabilities"') && !isEnding) {
            isEnding = true;
            send({ method: 'initialized', params: {} });
            send({ id: 2, method: 'shutdown' });
            send({ method: 'exit' });
        }
    });
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const code = await new Promise((resolve) => server.on('exit', resolve));
    assert.match(said, /"capabilities"/);
    assert.equal(code, 0);
});

test('the bundle needs nothing but the editor', () => {
    const anything = () => new Proxy(class {}, { get: (target, name) => target[name] ?? anything() });
    const load = Module._load;
    Module._load = (name, ...rest) => (name === 'vscode' ? anything() : load(name, ...rest));
    try {
        const bundle = require('../dist/extension.js');
        assert.deepEqual(Object.keys(bundle), ['activate', 'deactivate']);
        const outside = Object.keys(require.cache).filter((file) => file.includes('node_modules'));
        assert.deepEqual(outside, []);
    } finally {
        Module._load = load;
    }
});

test('the version is that of the program', () => {
    const read = (file) => fs.readFileSync(path.join(__dirname, file), 'utf8');
    const version = /^version = "(.*)"/m.exec(read('../../../Cargo.toml'))[1];
    assert.equal(JSON.parse(read('../package.json')).version, version);
});
