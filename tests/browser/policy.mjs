// What a page may do under its security policy, asked of a real browser: own files, and those of another host that the site
// allows and of one that it does not, on every host that is named in `deploy:`, in the preview and in `serve --built`.
//
//     node policy.mjs [--program FILE]        the program is target/release/vertebra if none is named
//
// What the policy blocks the browser says by itself (`securitypolicyviolation`). Ends with `browser: N passed, M failed`;
// the status is 1 when anything failed.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { launch } from './browser.mjs';
import { Tally } from './tally.mjs';

const HOUSE = resolve(import.meta.dirname, '../..');
const PROGRAM = join(process.env.CARGO_TARGET_DIR ?? join(HOUSE, 'target'), 'release/vertebra');
const TARGETS = ['none', 'netlify', 'cloudflare-pages', 'vercel', 'github-pages', 's3-cloudfront', 'nginx', 'apache', 'caddy'];
const PATIENCE = 20_000;

/** What pages ask for: the element with `URL` for the address, and the file of the site that it names. */
const ASKED = {
  picture: ['<img alt="" src="URL">', 'own.png'],
  srcset: ['<img alt="" srcset="URL 1x">', 'own.png'],
  video: ['<video src="URL" preload="auto" muted></video>', 'own.mov'],
  audio: ['<audio src="URL" preload="auto"></audio>', 'own.opus'],
  source: ['<video preload="auto" muted><source src="URL"></video>', 'own.m4v'],
  frame: ['<iframe title="x" src="URL"></iframe>', 'framed.html'],
  object: ['<object data="URL">x</object>', 'framed.html'],
  embed: ['<embed src="URL" type="text/html">', 'framed.html'],
  script: ['<script src="URL"></script>', 'own.mjs'],
  sheet: ['<link rel="stylesheet" href="URL">', 'own.css'],
  font: ['<link rel="preload" as="font" href="URL" crossorigin>', 'own.eot'],
  form: ['<form action="URL" target="sent" id="form"><input name="q" value="x"></form><iframe title="x" name="sent"></iframe>', 'framed.html'],
};

/** Nothing that a browser could show; what is asked of it here is only whether it may ask. */
const FILES = ['own.png', 'own.mov', 'own.opus', 'own.m4v', 'own.mjs', 'own.css', 'own.eot'];

async function site(target, url) {
  const folder = await mkdtemp(join(tmpdir(), 'policy-'));
  const put = async (name, text) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  await put('content/site.yaml', `title: T\nbase_url: http://example.org/\nlanguage: en\ntime_zone: UTC\ntheme: mini\n` +
    `allowed_hosts: [ok.example]\ndeploy: {target: ${target}}\n`);
  await put('themes/mini/theme.yaml', 'name: mini\ntypes: {page: {template: page.html, fields: {made: {kind: text}}}, section: {template: page.html}}\n');
  const policy = '{% if config.meta_policy %}<meta http-equiv="Content-Security-Policy" content="{{ config.meta_policy }}">{% endif %}';
  await put('themes/mini/templates/page.html', `<!doctype html><html lang="en"><head><meta charset="utf-8">${policy}` +
    '<title>{{ page.title }}</title></head><body><main><h1>{{ page.title }}</h1>{{ page.content }}{{ page.fields.made | safe }}</main></body></html>\n');
  await put('content/index.md', '---\ntitle: Home\n---\nWords.\n');
  await put('content/framed.html', '<!doctype html><title>Framed</title><p>Framed</p>\n');
  for (const name of FILES) await put(`content/${name}`, 'x');
  const made = Object.values(ASKED).map(([element, file]) => element.replace('URL', `${url}/${file}`)).join('');
  await put('content/all.md', `---\ntitle: All\nmade: '${made}'\n---\n`);
  return folder;
}

function run(program, folder, args) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { said += data; });
    child.on('exit', (status) => done({ status, said }));
  });
}

async function serve(program, folder, args) {
  const child = spawn(program, ['serve', '--port', '0', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  const origin = await new Promise((found, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => { const url = line.match(/(http:\/\/\S+?)\/?$/); if (url) found(url[1]); });
    child.on('exit', () => failed(new Error('the program ended')));
  });
  return { origin, close: () => child.kill() };
}

/** What the browser blocked on a page, by its own words. */
async function blocked(context, url) {
  const page = await context.newPage();
  const seen = [];
  await page.exposeFunction('seen', (what) => seen.push(what));
  await page.addInitScript(() => document.addEventListener('securitypolicyviolation',
    (event) => window.seen(`${event.effectiveDirective} ${event.blockedURI}`)));
  page.on('console', (message) => { if (/content security policy|frame-ancestors|refused to/i.test(message.text())) seen.push(message.text()); });
  await page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
  await page.evaluate(() => document.getElementById('form')?.submit());
  await page.waitForLoadState('networkidle', { timeout: PATIENCE });
  await page.close();
  return seen;
}

const { values } = parseArgs({ options: { program: { type: 'string', default: PROGRAM } } });
const program = resolve(values.program);
const tally = new Tally();
// The other hosts: whatever they are asked for, they have it.
const TYPES = { css: 'text/css', mjs: 'text/javascript', html: 'text/html', png: 'image/png' };
const other = createServer((request, response) => {
  const type = TYPES[request.url.split('?')[0].split('.').pop()] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' }).end('/* x */');
});
await new Promise((ready) => other.listen(0, '127.0.0.1', ready));
const port = other.address().port;
const browser = await launch([`--host-resolver-rules=MAP ok.example:80 127.0.0.1:${port}, MAP no.example:80 127.0.0.1:${port}`]);

/** What a site of one host makes of one source, in the preview and as it is built. */
async function look(context, target, source, url) {
  const folder = await site(target, url);
  try {
    const { status, said } = await run(program, folder, ['build']);
    const isRefused = source === 'foreign' && target !== 'none';
    const isRight = isRefused ? status !== 0 && said.includes('host-foreign') : status === 0;
    tally.judge('build', `${target}, ${source}`, isRight ? [] : [said]);
    for (const args of status === 0 ? [[], ['--built']] : [[]]) {
      const server = await serve(program, folder, args);
      const seen = await blocked(context, `${server.origin}/all/`);
      server.close();
      // Without a policy online, only the preview can keep readers from being told of.
      const names = Object.values(ASKED).map(([, file]) => `${url}/${file}`);
      const faults = source === 'foreign' ? names.filter((name) => !seen.some((it) => it.includes(name))) : seen;
      tally.judge(args[0] ?? 'preview', `${target}, ${source}`, faults);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  const context = await browser.newContext();
  for (const target of TARGETS)
    for (const [source, url] of [['own', ''], ['allowed', 'http://ok.example'], ['foreign', 'http://no.example']])
      await look(context, target, source, url);
} finally {
  await browser.close();
  other.close();
}
console.log(tally.report());
process.exitCode = tally.failures.length ? 1 : 0;
