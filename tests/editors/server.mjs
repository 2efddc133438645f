// The language server for YAML that editors start, over stdio: opens texts and asks what an editor would ask.

import { spawn } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

const PROGRAM = fileURLToPath(new URL("node_modules/yaml-language-server/bin/yaml-language-server", import.meta.url));
const HANGS = 60_000;

export class Server {
  /** Starts the server for a folder, with the settings that an editor would read from it. */
  static async start(folder, settings) {
    const server = new Server(folder, settings);
    await server.ask("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(folder).href,
      workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "site" }],
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
          hover: { contentFormat: ["markdown"] },
          publishDiagnostics: {},
        },
      },
    });
    server.tell("initialized", {});
    server.tell("workspace/didChangeConfiguration", { settings });
    return server;
  }

  constructor(folder, settings) {
    this.settings = settings;
    this.next = 1;
    this.answers = new Map();
    this.diagnostics = new Map();
    this.waiting = new Map();
    this.received = Buffer.alloc(0);
    this.process = spawn(process.execPath, [PROGRAM, "--stdio"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
    this.process.stdout.on("data", (data) => this.take(data));
  }

  stop() {
    this.process.kill();
  }

  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.process.stdin.write(body);
  }

  tell(method, params) {
    this.send({ method, params });
  }

  ask(method, params) {
    const id = this.next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), HANGS);
      this.answers.set(id, (message) => {
        clearTimeout(timer);
        message.error ? reject(new Error(message.error.message)) : resolve(message.result);
      });
      this.send({ id, method, params });
    });
  }

  take(data) {
    this.received = Buffer.concat([this.received, data]);
    for (;;) {
      const end = this.received.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(this.received.toString("utf8", 0, end))[1]);
      const start = end + 4;
      if (this.received.length < start + length) return;
      const message = JSON.parse(this.received.toString("utf8", start, start + length));
      this.received = this.received.subarray(start + length);
      this.handle(message);
    }
  }

  handle(message) {
    if (message.method === undefined) {
      this.answers.get(message.id)?.(message);
    } else if (message.method === "workspace/configuration") {
      const section = (name) => name.split(".").reduce((value, part) => value?.[part], nested(this.settings)) ?? null;
      this.send({ id: message.id, result: message.params.items.map((item) => section(item.section ?? "")) });
    } else if (message.id !== undefined) {
      this.send({ id: message.id, result: null });
    } else if (message.method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = message.params;
      this.diagnostics.set(uri, diagnostics);
      this.waiting.get(uri)?.(diagnostics);
      this.waiting.delete(uri);
    }
  }

  /** Opens a text under the path of a file and gives what the server has to say about it. */
  async open(path, text) {
    const uri = pathToFileURL(path).href;
    // When a file is closed the server takes back what it said, and that must not be taken for the answer.
    if (this.diagnostics.has(uri)) {
      const taken = this.told(uri);
      this.tell("textDocument/didClose", { textDocument: { uri } });
      await taken;
    }
    const told = this.told(uri);
    this.tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: this.next++, text } });
    return told;
  }

  /** What the server says next about a file. */
  told(uri) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`nothing was told about ${uri}`)), HANGS);
      this.waiting.set(uri, (diagnostics) => {
        clearTimeout(timer);
        resolve(diagnostics);
      });
    });
  }

  async completion(path, line, character) {
    const position = { line, character };
    const result = await this.ask("textDocument/completion", { textDocument: { uri: pathToFileURL(path).href }, position });
    return (Array.isArray(result) ? result : (result?.items ?? [])).map((item) => item.label);
  }

  async hover(path, line, character) {
    const position = { line, character };
    const result = await this.ask("textDocument/hover", { textDocument: { uri: pathToFileURL(path).href }, position });
    return typeof result?.contents === "string" ? result.contents : (result?.contents?.value ?? "");
  }
}

/** `{"yaml.schemas": x}` as `{yaml: {schemas: x}}`, which is how an editor hands its settings on. */
function nested(settings) {
  const whole = {};
  for (const [name, value] of Object.entries(settings)) {
    const parts = name.split(".");
    const last = parts.pop();
    parts.reduce((at, part) => (at[part] ??= {}), whole)[last] = value;
  }
  return whole;
}
