// A session with Vertebra's own language server, by the library that VS Code's extensions are made with.
//
//     npm ci --ignore-scripts && node session.mjs
//     node session.mjs --measure 1000        also how long answers take on a site of so many pages
//
// Uses target/release/vertebra, or the program that VERTEBRA names. Asks no network; touches no file of the sample site.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const rpc = require("vscode-languageserver-protocol/node");

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = resolve(process.env.VERTEBRA ?? join(ROOT, "target/release/vertebra"));
const scratch = mkdtempSync(join(tmpdir(), "vertebra-session-"));

// A client with one site open.
class Session {
  constructor(root) {
    this.root = root;
    this.told = new Map();
    this.texts = new Map();
    this.program = spawn(PROGRAM, ["lsp", "--stdio"], { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((done) => this.program.on("exit", done));
    this.line = rpc.createProtocolConnection(
      new rpc.StreamMessageReader(this.program.stdout),
      new rpc.StreamMessageWriter(this.program.stdin),
    );
    this.line.onNotification(rpc.PublishDiagnosticsNotification.type, (params) => {
      this.told.set(params.uri, params.diagnostics);
    });
    this.line.onRequest(rpc.RegistrationRequest.type, () => null);
    this.line.listen();
  }

  uri(path) {
    return pathToFileURL(join(this.root, path)).href;
  }

  async begin() {
    const answer = await this.line.sendRequest(rpc.InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{ uri: pathToFileURL(this.root).href, name: "site" }],
      capabilities: {
        general: { positionEncodings: ["utf-16"] },
        textDocument: { completion: { completionItem: { snippetSupport: true } } },
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
      },
    });
    await this.line.sendNotification(rpc.InitializedNotification.type, {});
    return answer;
  }

  async open(path) {
    const text = readFileSync(join(this.root, path), "utf8");
    this.texts.set(path, { text, version: 1 });
    const textDocument = { uri: this.uri(path), languageId: "markdown", version: 1, text };
    await this.line.sendNotification(rpc.DidOpenTextDocumentNotification.type, { textDocument });
  }

  place(path, at) {
    const before = this.texts.get(path).text.slice(0, at).split("\n");
    return { line: before.length - 1, character: before.at(-1).length };
  }

  async change(path, old, now) {
    const open = this.texts.get(path);
    const at = open.text.indexOf(old);
    assert.ok(at >= 0, `${path} has no ${old}`);
    const range = { start: this.place(path, at), end: this.place(path, at + old.length) };
    open.text = open.text.slice(0, at) + now + open.text.slice(at + old.length);
    open.version += 1;
    await this.line.sendNotification(rpc.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(path), version: open.version },
      contentChanges: [{ range, text: now }],
    });
  }

  behind(path, words) {
    const at = this.texts.get(path).text.indexOf(words);
    assert.ok(at >= 0, `${path} has no ${words}`);
    return { textDocument: { uri: this.uri(path) }, position: this.place(path, at + words.length) };
  }

  settled() {
    return this.line.sendRequest("vertebra/settled", {});
  }

  codes(path) {
    return (this.told.get(this.uri(path)) ?? []).map((diagnostic) => diagnostic.code);
  }

  async end() {
    await this.line.sendRequest(rpc.ShutdownRequest.type);
    await this.line.sendNotification(rpc.ExitNotification.type);
    assert.equal(await this.ended, 0);
    this.line.dispose();
  }
}

async function sample() {
  const root = join(scratch, "sample");
  for (const folder of ["content", "themes"]) {
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  }
  const session = new Session(root);
  const answer = await session.begin();
  assert.equal(answer.capabilities.positionEncoding, "utf-16");
  await session.settled();
  assert.deepEqual([...session.told.values()].flat(), [], "the sample site is without fault");

  const page = "content/guides/first-visit.md";
  await session.open(page);
  await session.change(page, "](../when-to-get-help.md)", "](../when-to-get-hlep.md)");
  await session.settled();
  assert.deepEqual(session.codes(page), ["link-broken"]);
  await session.change(page, "../when-to-get-hlep.md", "../");
  const items = await session.line.sendRequest(rpc.CompletionRequest.type, session.behind(page, "[warning sign](../"));
  const help = items.items.find((item) => item.label === "../when-to-get-help.md");
  assert.ok(help, "the page is offered by its way from here");
  await session.change(page, "[warning sign](../", `[warning sign](${help.textEdit.newText}`);
  await session.settled();
  assert.deepEqual(session.codes(page), []);
  const hover = await session.line.sendRequest(rpc.HoverRequest.type, session.behind(page, "[[assess"));
  assert.match(hover.contents.value, /Finding out about you/);
  const definition = await session.line.sendRequest(rpc.DefinitionRequest.type, session.behind(page, "[[assess"));
  assert.equal(definition.uri, session.uri("content/glossary.md"));
  await session.end();
  console.log("ok: a session with the sample site");
}

// Milliseconds from a question to its answer: the middle of twenty, and the longest.
async function measured(name, work) {
  const times = [];
  for (let round = 0; round < 20; round += 1) {
    const began = performance.now();
    await work(round);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(`${name.padEnd(44)} ${times[10].toFixed(1).padStart(7)} ms, at most ${times[19].toFixed(1)} ms`);
}

async function measure(pages) {
  const root = join(scratch, "large");
  mkdirSync(join(root, "content/guides"), { recursive: true });
  const settings = "title: Large\nbase_url: https://example.org/\nlanguage: en\ntime_zone: America/Los_Angeles\ntheme: plain\n";
  writeFileSync(join(root, "content/site.yaml"), settings);
  const paragraph = "Slow and steady pressure warms the tissue before deeper work begins. ".repeat(12);
  for (let number = 0; number < pages; number += 1) {
    const links = [1, 7, 31].map((step) => `[next](page-${(number + step) % pages}.md)`).join(" ");
    const text = `---\ntitle: Page ${number}\n---\n## One\n\n${paragraph}\n\n${links}\n\n## Two\n\n${paragraph}\n`;
    writeFileSync(join(root, `content/guides/page-${number}.md`), text);
  }
  const session = new Session(root);
  const began = performance.now();
  await session.begin();
  const page = "content/guides/page-5.md";
  await session.open(page);
  await session.line.sendRequest(rpc.DocumentSymbolRequest.type, session.behind(page, "## One"));
  console.log(`\n${pages} pages, ${PROGRAM.includes("debug") ? "a slow build of the program" : "a fast one"}`);
  console.log(`first answer after ${(performance.now() - began).toFixed(0)} ms`);
  await session.settled();
  console.log(`everything told after ${(performance.now() - began).toFixed(0)} ms\n`);
  await session.change(page, "[next](", "[next](");
  const ask = (type, words) => session.line.sendRequest(type, session.behind(page, words));
  await measured("completion of links", () => ask(rpc.CompletionRequest.type, "[next]("));
  await measured("hover on a link", () => ask(rpc.HoverRequest.type, "[next](page"));
  await measured("definition of a link", () => ask(rpc.DefinitionRequest.type, "[next](page"));
  await measured("references to a page", () => {
    const params = { ...session.behind(page, "title: Pa"), context: { includeDeclaration: false } };
    return session.line.sendRequest(rpc.ReferencesRequest.type, params);
  });
  // A letter is typed, and the text is read, told and asked about.
  await measured("a letter, until the next answer", async () => {
    await session.change(page, "## One\n\n", "## One\n\nx");
    await ask(rpc.DocumentSymbolRequest.type, "## One");
  });
  await measured("a letter, until all is told (150 are waited)", async () => {
    await session.change(page, "## One\n\n", "## One\n\nx");
    await session.settled();
  });
  await measured("a title, until all is told (150 are waited)", async () => {
    await session.change(page, "title: ", "title: x");
    await session.settled();
  });
  await measured("a new heading, until all is told (150 are waited)", async (round) => {
    await session.change(page, "## Two", `## Part ${round}\n\n## Two`);
    await session.settled();
  });
  await session.end();
}

try {
  await sample();
  const at = process.argv.indexOf("--measure");
  if (at > 0) await measure(Number(process.argv[at + 1] ?? 1000));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
