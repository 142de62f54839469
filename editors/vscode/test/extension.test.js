// The extension with stubs of VS Code and of the client library.
"use strict";

const assert = require("node:assert/strict");
const Module = require("node:module");
const { beforeEach, test } = require("node:test");

const manifest = require("../package.json");

let settings;
let clients;
let commands;
let errors;
let onSettings;
let failure;

class LanguageClient {
  constructor(id, name, run, options) {
    Object.assign(this, { id, name, run, options, calls: [] });
    clients.push(this);
  }

  async start() {
    this.calls.push("start");
    if (failure) throw failure;
  }

  async stop() {
    this.calls.push("stop");
  }
}

const stubs = {
  vscode: {
    workspace: {
      getConfiguration: (section) => ({ get: (key) => settings[`${section}.${key}`] }),
      onDidChangeConfiguration: (listener) => {
        onSettings = listener;
        return { dispose() {} };
      },
    },
    commands: {
      registerCommand: (name, run) => {
        commands[name] = run;
        return { dispose() {} };
      },
    },
    window: { showErrorMessage: (message) => errors.push(message) },
  },
  "vscode-languageclient/node": { LanguageClient },
};

const load = Module._load;
Module._load = function (name, ...rest) {
  return stubs[name] ?? load.call(this, name, ...rest);
};

const { activate, deactivate } = require("../extension.js");

beforeEach(async () => {
  await deactivate?.();
  settings = { "prepbook.path": "prepbook", "prepbook.drafts": false };
  clients = [];
  commands = {};
  errors = [];
  failure = undefined;
});

async function activated() {
  const context = { subscriptions: [] };
  await activate(context);
  return context;
}

test("the server is started as the settings say", async () => {
  const context = await activated();
  assert.equal(context.subscriptions.length, 2);
  assert.deepEqual(clients[0].run, { command: "prepbook", args: ["lsp"] });
  assert.deepEqual(clients[0].calls, ["start"]);
  const [markdown, yaml] = clients[0].options.documentSelector;
  assert.equal(markdown.language, "markdown");
  assert.match(yaml.pattern, /handbook/);
});

test("changed settings restart it, and other settings do not", async () => {
  await activated();
  settings["prepbook.path"] = "/opt/prepbook";
  settings["prepbook.drafts"] = true;
  await onSettings({ affectsConfiguration: (section) => section === "editor" });
  assert.equal(clients.length, 1);
  await onSettings({ affectsConfiguration: (section) => section === "prepbook" });
  assert.deepEqual(clients[0].calls, ["start", "stop"]);
  assert.deepEqual(clients[1].run, { command: "/opt/prepbook", args: ["lsp", "--drafts"] });
});

test("of several restarts at once, one server is left", async () => {
  await activated();
  const change = { affectsConfiguration: () => true };
  await Promise.all([onSettings(change), onSettings(change), commands["prepbook.restart"]()]);
  const running = clients.filter((client) => client.calls.at(-1) === "start");
  assert.equal(running.length, 1);
});

test("a missing program is reported, and a restart tries again", async () => {
  failure = new Error("spawn prepbook ENOENT");
  await activated();
  assert.equal(errors.length, 1);
  assert.match(errors[0], /prepbook lsp.*ENOENT.*prepbook\.path/);
  failure = undefined;
  await commands["prepbook.restart"]();
  assert.deepEqual(clients.map((client) => client.calls), [["start"], ["start"]]);
});

test("the server is stopped with the extension, once", async () => {
  await activated();
  await deactivate();
  await deactivate();
  assert.deepEqual(clients[0].calls, ["start", "stop"]);
});

test("the manifest has every command and setting that the extension uses", async () => {
  await activated();
  const known = manifest.contributes.commands.map((command) => command.command);
  assert.deepEqual(Object.keys(commands), known);
  const properties = Object.keys(manifest.contributes.configuration.properties);
  assert.deepEqual(properties, Object.keys(settings));
});
