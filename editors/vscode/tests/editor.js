// A stub of the editor: it records what the extension asks of it.

'use strict';

const Module = require('node:module');
const path = require('node:path');

/** Loads the extension anew, with settings, in an editor that records. */
function open(settings = {}) {
    const editor = { settings, clients: [], errors: [], executed: [], commands: {}, answer: undefined };
    const vscode = {
        workspace: {
            getConfiguration: (section) => ({ get: (name) => editor.settings[`${section}.${name}`] }),
            onDidChangeConfiguration: (listener) => {
                editor.change = (name) => listener({ affectsConfiguration: (asked) => asked === name });
                return { dispose() {} };
            },
        },
        commands: {
            registerCommand: (name, run) => {
                editor.commands[name] = run;
                return { dispose() {} };
            },
            executeCommand: (...given) => editor.executed.push(given),
        },
        window: {
            showErrorMessage: (...given) => {
                editor.errors.push(given);
                return Promise.resolve(editor.answer);
            },
        },
    };
    class LanguageClient {
        constructor(id, name, server, options) {
            Object.assign(this, { id, name, server, options, state: 'new' });
            editor.clients.push(this);
        }
        async start() {
            if (editor.clients.some((other) => other.state === 'running')) {
                throw new Error('two servers at once');
            }
            this.state = 'running';
        }
        async stop() {
            this.state = 'stopped';
        }
    }
    const stubs = { vscode, 'vscode-languageclient/node': { LanguageClient } };
    const load = Module._load;
    Module._load = (name, ...rest) => stubs[name] ?? load(name, ...rest);
    try {
        const file = path.join(__dirname, '../src/extension.js');
        delete require.cache[file];
        editor.extension = require(file);
    } finally {
        Module._load = load;
    }
    editor.context = { subscriptions: [] };
    return editor;
}

module.exports = { open };
