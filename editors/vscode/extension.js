// Starts `prepbook lsp` for the handbooks of a workspace. Everything else is done by the server.
"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** The running client. */
let client;

/** The command that starts the server, by the user's settings. */
function server() {
  const settings = vscode.workspace.getConfiguration("prepbook");
  const options = settings.get("drafts") ? ["--drafts"] : [];
  return { command: settings.get("path") || "prepbook", args: ["lsp", ...options] };
}

async function start() {
  const run = server();
  const starting = new LanguageClient("prepbook", "prepbook", run, {
    documentSelector: [
      { scheme: "file", language: "markdown" },
      { scheme: "file", pattern: "**/{handbook,mkdocs}.{yaml,yml}" },
    ],
  });
  try {
    await starting.start();
    client = starting;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    vscode.window.showErrorMessage(
      `Cannot start \`${run.command} lsp\`: ${why}. Install prepbook, or set its path in the setting prepbook.path.`,
    );
  }
}

async function stop() {
  const stopping = client;
  client = undefined;
  await stopping?.stop();
}

/** What is done last: starts and stops are made one after the other, so at most one server runs. */
let last = Promise.resolve();

function next(step) {
  last = last.then(step, step);
  return last;
}

function restart() {
  return next(async () => {
    await stop();
    await start();
  });
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("prepbook.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) =>
      change.affectsConfiguration("prepbook") ? restart() : undefined,
    ),
  );
  await next(start);
}

module.exports = { activate, deactivate: () => next(stop) };
