// Starts `prepbook lsp` in workspaces with a handbook, and shows what it says.

'use strict';

const { execFile } = require('node:child_process');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const INSTALL = 'Install it with `pip install prepbook` or `cargo install prepbook`, or set `prepbook.command`.';
const SETTINGS = 'Open Settings';

/** The running client. */
let client;
/** The last start or stop, which the next one waits for. */
let last = Promise.resolve();

/** The program with its first arguments, and the arguments of the server, as the settings state them. */
function settings() {
    const all = vscode.workspace.getConfiguration('prepbook');
    const stated = all.get('command');
    const command = Array.isArray(stated) && stated.length > 0 ? stated : ['prepbook'];
    return { command, options: all.get('drafts') ? ['--drafts'] : [] };
}

/** Why a command cannot be run; `undefined` if it can. */
function whyNot([program, ...args]) {
    return new Promise((resolve) => {
        execFile(program, [...args, '--version'], { timeout: 60_000 }, (error) => {
            const missing = error && error.code === 'ENOENT';
            resolve(missing ? `\`${program}\` was not found. ${INSTALL}` : error?.message.trim());
        });
    });
}

async function start() {
    const { command, options } = settings();
    const [program, ...args] = command;
    const why = await whyNot(command);
    if (why !== undefined) {
        // Nothing waits for the answer: it may never come.
        vscode.window.showErrorMessage(`prepbook: ${why}`, SETTINGS).then((chosen) => {
            if (chosen === SETTINGS) {
                vscode.commands.executeCommand('workbench.action.openSettings', 'prepbook.command');
            }
        });
        return;
    }
    const server = { command: program, args: [...args, 'lsp', ...options] };
    client = new LanguageClient('prepbook', 'prepbook', server, {
        documentSelector: [
            { scheme: 'file', language: 'markdown' },
            { scheme: 'file', pattern: '**/handbook.yaml' },
            { scheme: 'file', pattern: '**/mkdocs.yml' },
        ],
    });
    await client.start();
}

async function stop() {
    const running = client;
    client = undefined;
    await running?.stop();
}

/** Stops the server if it runs, and starts it again. Several at once happen one after the other. */
function restart() {
    const again = last.then(stop).then(start);
    // A server that ends badly must not keep the next one from starting.
    last = again.catch(() => {});
    return again;
}

function activate(context) {
    context.subscriptions.push(
        vscode.commands.registerCommand('prepbook.restart', restart),
        vscode.workspace.onDidChangeConfiguration((change) => {
            if (['prepbook.command', 'prepbook.drafts'].some((name) => change.affectsConfiguration(name))) {
                return restart();
            }
        }),
    );
    return restart();
}

function deactivate() {
    last = last.then(stop);
    return last;
}

module.exports = { activate, deactivate };
