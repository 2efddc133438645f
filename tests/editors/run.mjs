// What editors say about a site, by the language server that they start for YAML and the schemas that Vertebra writes.
//
//     npm ci --ignore-scripts && node run.mjs
//
// Uses target/release/vertebra, or the program that VERTEBRA names. Asks no network: all schemas are files.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { cases, front } from "./cases.mjs";
import { Server } from "./server.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = resolve(process.env.VERTEBRA ?? join(ROOT, "target/release/vertebra"));
const scratch = mkdtempSync(join(tmpdir(), "vertebra-editors-"));
const folder = join(scratch, "site");
let passed = 0;

function vertebra(...args) {
  const run = spawnSync(PROGRAM, args, { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });
  assert.ok(run.error === undefined, String(run.error));
  return run;
}

async function check(name, work) {
  try {
    await work();
  } catch (error) {
    console.error(`FAILED: ${name}`);
    throw error;
  }
  passed += 1;
  console.log(`ok: ${name}`);
}

const told = (diagnostics) => diagnostics.map((it) => `${it.range.start.line + 1}: ${it.message}`).join("\n");

/** The sample site, set up for an editor; its settings are what the editor hands to the server. */
function setUp() {
  mkdirSync(folder);
  cpSync(join(ROOT, "content"), join(folder, "content"), { recursive: true });
  cpSync(join(ROOT, "themes"), join(folder, "themes"), { recursive: true });
  const run = vertebra("schema", "--vscode");
  assert.equal(run.status, 0, run.stderr);
  const settings = JSON.parse(readFileSync(join(folder, ".vscode/settings.json"), "utf8"));
  // No editor knows front matter of Markdown through this server; here each type gets a folder, so that it can be asked.
  for (const name of readdirSync(join(folder, ".vscode/vertebra")).filter((name) => name.endsWith(".json"))) {
    const type = name.slice(0, -5);
    if (!["site", "theme"].includes(type)) settings["yaml.schemas"][`./.vscode/vertebra/${name}`] = `front/${type}/*.yaml`;
  }
  // Nothing is asked of a network.
  return { ...settings, "yaml.schemaStore.enable": false, "yaml.validate": true, "yaml.completion": true, "yaml.hover": true };
}

function files(under, end) {
  const all = readdirSync(join(folder, under), { recursive: true }).map((name) => join(under, String(name)));
  return all.filter((name) => name.endsWith(end)).sort();
}

/** Opens a file of the site with a text, its own if none is given. */
const open = (server, path, text) => server.open(join(folder, path), text ?? readFileSync(join(folder, path), "utf8"));

async function files_of_the_sample(server) {
  const all = ["content/site.yaml", ...files("content/data", ".yaml"), ...files("themes", "theme.yaml")];
  assert.ok(all.length >= 8, all.join());
  for (const path of all) assert.equal(told(await open(server, path)), "", path);
}

async function front_matter_of_the_sample(server) {
  const globs = [["content/techniques/", "technique"], ["content/guides/", "guide"], ["content/clinics/", "clinic"]];
  const pages = files("content", ".md");
  assert.ok(pages.length >= 36);
  for (const path of pages) {
    const yaml = readFileSync(join(folder, path), "utf8").split(/^---$/m)[1];
    const said = /^type: *(\S+)/m.exec(yaml)?.[1];
    const placed = globs.find(([start]) => path.startsWith(start) && !path.includes("index"))?.[1];
    const type = said ?? placed ?? (path.includes("index") ? "section" : "page");
    const name = path.replaceAll("/", "-").replace(/\.md$/, ".yaml");
    for (const schema of [type, "page"]) {
      assert.equal(told(await open(server, `front/${schema}/${name}`, yaml)), "", `${path} as ${schema}`);
    }
  }
}

async function broken_settings(server) {
  const broken = [
    ["tilte: My clinic", 1],
    ["base_url: example.org", 2],
    ["noindex: maybe", 3],
    ["menus: {main: [{titel: Contact, page: contact.md}]}", 4],
    ["feeds: {formats: [rss]}", 5],
    ["settings: {accent: blue, notcie: Closed on Friday}", 6],
    ["defaults: {\"guides/*.md\": {tpye: guide}}", 7],
    ["permalinks: {\"news/*\": /news/}", 8],
  ];
  const text = [...broken.map(([line]) => line), "title: Test", "language: en", "time_zone: America/Los_Angeles", ""].join("\n");
  const lines = (await open(server, "content/site.yaml", text)).map((it) => it.range.start.line + 1);
  assert.deepEqual([...new Set(lines)].sort((a, b) => a - b), broken.map(([, line]) => line));
}

async function a_new_site() {
  assert.equal(vertebra("new", "site", "fresh", "--vscode").status, 0);
  const settings = JSON.parse(readFileSync(join(folder, "fresh/.vscode/settings.json"), "utf8"));
  assert.equal(settings["yaml.schemas"]["./.vscode/vertebra/site.json"], "content/site.yaml");
  const wanted = JSON.parse(readFileSync(join(folder, "fresh/.vscode/extensions.json"), "utf8")).recommendations;
  assert.deepEqual(wanted, ["redhat.vscode-yaml"]);
  const own = await Server.start(join(folder, "fresh"), { ...settings, "yaml.schemaStore.enable": false });
  try {
    const path = join(folder, "fresh/content/site.yaml");
    const text = readFileSync(path, "utf8");
    assert.equal(told(await own.open(path, text)), "");
    assert.match(told(await own.open(path, text.replace("https://example.org/", "example.org"))), /Write the full address/);
  } finally {
    own.stop();
  }
}

async function broken_data(server) {
  const text = "furlan-2015:\n  title: Massage\n  certianty: low\n  certainty: quite\nother:\n  title: [a, b]\n";
  const lines = (await open(server, "content/data/evidence.yaml", text)).map((it) => it.range.start.line + 1);
  assert.deepEqual(lines.sort((a, b) => a - b), [3, 4, 6]);
}

async function completions(server) {
  const at = async (path, text, line, character) => {
    await open(server, path, text);
    return server.completion(join(folder, path), line, character);
  };
  const fields = await at("content/site.yaml", "title: Test\n\n", 1, 0);
  for (const name of ["base_url", "time_zone", "menus", "feeds", "settings"]) assert.ok(fields.includes(name), fields.join());
  assert.ok(!fields.includes("title"), "a field that is there already");
  const words = await at("content/site.yaml", "title: Test\nmarkdown:\n  raw_html: \n", 2, 12);
  for (const word of ["sanitize", "allow", "forbid"]) assert.ok(words.includes(word), words.join());
  const settings = await at("content/site.yaml", "title: Test\nsettings:\n  \n", 2, 2);
  for (const name of ["notice", "emergency_number", "home_sections"]) assert.ok(settings.includes(name), settings.join());
  const types = await at("front/page/types.yaml", "title: Test\ntype: \n", 1, 6);
  for (const name of ["guide", "clinic", "faq"]) assert.ok(types.includes(name), types.join());
  const people = await at("front/guide/people.yaml", "title: Test\nauthor: \n", 1, 8);
  assert.ok(people.includes("guide-team"), people.join());
  const sources = await at("front/guide/evidence.yaml", "title: Test\nevidence:\n  - \n", 2, 4);
  assert.ok(sources.includes("furlan-2015"), sources.join());
  const clinic = await at("front/clinic/fields.yaml", "title: Test\n\n", 1, 0);
  for (const name of ["phone", "hours", "massage_offered", "draft"]) assert.ok(clinic.includes(name), clinic.join());
  const choices = await at("front/clinic/choices.yaml", "title: Test\nmassage_offered: \n", 1, 17);
  for (const word of ["yes", "no", "unknown"]) assert.ok(choices.some((it) => it.replaceAll('"', "") === word), choices.join());
  const stated = await at("front/clinic/stated.yaml", "title: Test\nphone: \n", 1, 7);
  for (const word of ["unknown", "none"]) assert.ok(stated.includes(word), stated.join());
  const certainty = await at("content/data/evidence.yaml", "some-key:\n  title: Test\n  certainty: \n", 2, 13);
  for (const word of ["very-low", "high", "not-rated"]) assert.ok(certainty.includes(word), certainty.join());
}

async function hovers(server) {
  const at = async (path, text, line, character) => {
    await open(server, path, text);
    return server.hover(join(folder, path), line, character);
  };
  assert.match(await at("content/site.yaml", "time_zone: UTC\n", 0, 3), /for dates and times without one/);
  assert.match(await at("content/site.yaml", "settings:\n  notice: Closed\n", 1, 4), /at the top and the bottom of every page/);
  assert.match(await at("front/clinic/hover.yaml", "phone: unknown\n", 0, 2), /If it is not known/);
  assert.match(await at("content/data/people.yaml", "a:\n  credential: none\n", 1, 4), /only if it was checked/);
}

/** What the site takes the editor takes, and what it refuses the editor refuses, as far as a schema can say. */
async function the_site_and_the_editor_agree(server) {
  for (const [number, it] of cases.entries()) writeFileSync(join(folder, `content/case-${number}.md`), `---\n${front(it)}---\nText.\n`);
  const run = vertebra("check", "--verbose", "--drafts");
  const wrong = new Set([...run.stderr.matchAll(/^content\/case-(\d+)\.md:[^\n]*: error\[/gm)].map((found) => Number(found[1])));
  const faults = [];
  for (const [number, it] of cases.entries()) {
    const refused = { build: wrong.has(number), editor: (await open(server, `front/${it[0]}/case-${number}.yaml`, front(it))).length > 0 };
    const wanted = { taken: [false, false], refused: [true, true], "refused by the build alone": [true, false] }[it[2]];
    if (refused.build !== wanted[0] || refused.editor !== wanted[1]) faults.push(`${it.join(" | ")}: ${JSON.stringify(refused)}`);
    // Whatever type a page has, the schema for all of them says the same.
    const any = await open(server, `front/page/case-${number}.yaml`, front(it));
    if (any.length > 0 !== refused.editor) faults.push(`${it.join(" | ")}: as a page of any type: ${told(any) || "taken"}`);
    rmSync(join(folder, `content/case-${number}.md`));
  }
  assert.deepEqual(faults, []);
}

assert.ok(existsSync(PROGRAM), `${relative(ROOT, PROGRAM)} is missing: cargo build --release`);
const settings = setUp();
const server = await Server.start(folder, settings);
try {
  await check("the settings, the data and the themes of the sample are without fault", () => files_of_the_sample(server));
  await check("the front matter of every page of the sample is without fault", () => front_matter_of_the_sample(server));
  await check("slips in site.yaml are told on their lines", () => broken_settings(server));
  await check("a new site is set up, and its settings are without fault", () => a_new_site());
  await check("slips in data are told on their lines", () => broken_data(server));
  await check("fields, words and names are offered", () => completions(server));
  await check("help is shown", () => hovers(server));
  await check("the site and the editor agree", () => the_site_and_the_editor_agree(server));
  console.log(`${passed} checks passed.`);
} finally {
  server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
