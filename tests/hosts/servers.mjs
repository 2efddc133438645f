// Builds the small site and the sample site for nginx, Apache and Caddy, starts the real servers with what was written for
// them, and asks what visitors ask. Everything lives in a folder of its own; the servers answer this computer alone, on
// free ports, and end with this program.
//
//     node tests/hosts/servers.mjs [nginx|apache|caddy]…
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Tally } from '../browser/tally.mjs';
import { modulesOf } from './apache.mjs';
import { built, GONE, OLD, OTHERWISE, ROOT, SMALL } from './small.mjs';

const LONGEST = 400_000;
const tally = new Tally();

const free = () => new Promise((done) => {
  const listener = createServer().listen(0, '127.0.0.1', () => {
    const { port } = listener.address();
    listener.close(() => done(port));
  });
});

/** Asks just what is said: no client may tidy the path. */
const ask = (port, path, { method = 'GET', headers = {} } = {}) => new Promise((done, fail) => {
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false, timeout: 10_000 }, (answer) => {
    const parts = [];
    answer.on('data', (part) => parts.push(part));
    answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, raw: answer.rawHeaders, body: Buffer.concat(parts) }));
  });
  asked.on('timeout', () => asked.destroy(new Error(`no answer: ${path}`)));
  asked.on('error', fail);
  asked.end();
});

// How each server is started with what was written for it.
const SERVERS = {
  async nginx(folder, site, port) {
    const config = join(folder, 'nginx.conf');
    await writeFile(config, `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/error.log; ${process.getuid() ? '' : 'user root;'}
events { worker_connections 64; }
http {
  include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  include ${site}/.deploy/nginx-http.conf;
  server { listen 127.0.0.1:${port}; root ${site}; include ${site}/.deploy/nginx-server.conf; }
}
`);
    return spawn('nginx', ['-p', folder, '-c', config], { stdio: ['ignore', 'inherit', 'inherit'] });
  },
  async apache(folder, site, port) {
    const config = join(folder, 'apache.conf');
    await writeFile(config, `${modulesOf()}
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
Mutex file:${folder}
${process.getuid() ? '' : 'User www-data\nGroup www-data'}
ErrorLog ${folder}/error.log
TypesConfig /etc/mime.types
AddLanguage br .br
DocumentRoot ${site}
<Directory />
  Require all denied
</Directory>
<Directory ${site}>
  Options Indexes FollowSymLinks
  AllowOverride All
  Require all granted
</Directory>
<FilesMatch "^\\.ht">
  Require all denied
</FilesMatch>
`);
    return spawn('apache2', ['-f', config, '-D', 'FOREGROUND'], { stdio: ['ignore', 'inherit', 'inherit'] });
  },
  async caddy(folder, site, port) {
    const config = join(folder, 'Caddyfile');
    await writeFile(config, `{
	admin off
	auto_https off
	log {
		level ERROR
	}
}
http://127.0.0.1:${port} {
	root * ${site}
	import ${site}/.deploy/Caddyfile
}
`);
    const env = { ...process.env, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, HOME: folder };
    return spawn('caddy', ['run', '--config', config, '--adapter', 'caddyfile'], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  },
};

/** Runs something against a server, and ends the server whatever happens. */
async function serving(kind, scratch, site, run) {
  const folder = await mkdtemp(join(scratch, `${kind}-`));
  await chmod(folder, 0o755);
  const port = await free();
  const server = await SERVERS[kind](folder, site, port);
  const ended = new Promise((done) => server.on('exit', done));
  try {
    for (let tries = 0; ; tries += 1) {
      if (await ask(port, '/').then(() => true, () => false)) break;
      if (tries > 100 || server.exitCode !== null) throw new Error(`${kind} did not start: ${await log(folder)}`);
      await new Promise((done) => setTimeout(done, 50));
    }
    await run(port);
  } finally {
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(late);
  }
}

const log = (folder) => readFile(join(folder, 'error.log'), 'utf8').catch(() => '');

/** A target without the server's own name, which some servers write; Apache writes `%c3` for `%C3`, which means the same. */
const path = (location, port) => String(location).replace(`http://127.0.0.1:${port}`, '').replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase());

async function small(kind, port, site) {
  const on = (what) => `${kind}: ${what}`;
  for (const [from, to, status = 301] of [...OLD, ...OTHERWISE])
    await tally.test('redirects', on(from), async (expect) => {
      const answer = await ask(port, from);
      expect(answer.status === status && path(answer.headers.location, port) === to, `${answer.status} ${answer.headers.location}`);
      expect(answer.headers['x-content-type-options'] === 'nosniff', 'headers are missing');
      const asked = await ask(port, `${from}?a=1&b=%20x`);
      // What asks something itself goes on asking that.
      const [bare, part = ''] = to.split(/(?=#)/);
      const kept = bare.includes('?') ? [to, `${bare}&a=1&b=%20x${part}`] : [`${bare}?a=1&b=%20x${part}`];
      expect(kept.includes(path(asked.headers.location, port)), `the query is lost: ${asked.headers.location}`);
      const head = await ask(port, from, { method: 'HEAD' });
      expect(head.status === status && head.body.length === 0, `HEAD: ${head.status}`);
    });
  for (const missing of ['/none/', '/none', '/first/more/', '/firsts/', '/guides/none.html', '/visitxhtml', '/assets/main.00000000.css', '/%C3%BCber', '/downloads/none.txt'])
    await tally.test('missing', on(missing), async (expect) => {
      const answer = await ask(port, missing);
      expect(answer.status === 404, `status ${answer.status}`);
      expect(answer.body.equals(await readFile(join(site, '404.html'))), 'another page than the site’s own');
      expect(answer.headers['cache-control'] === 'no-store', `Cache-Control: ${answer.headers['cache-control']}`);
      expect(/^text\/html/.test(answer.headers['content-type']), answer.headers['content-type']);
      expect(answer.headers['content-security-policy']?.includes("default-src 'none'"), 'no policy');
    });
  for (const gone of [...GONE, `${GONE[0]}?a=1`])
    await tally.test('gone', on(gone), async (expect) => {
      const answer = await ask(port, gone);
      expect(answer.status === 410, `status ${answer.status}`);
      expect(answer.body.equals(await readFile(join(site, '404.html'))), 'another page than the site’s own');
      expect(answer.headers['cache-control'] === 'no-store', `Cache-Control: ${answer.headers['cache-control']}`);
      expect(answer.headers['x-content-type-options'] === 'nosniff', 'headers are missing');
    });
  for (const hidden of ['/.deploy/', '/.deploy/nginx-http.conf', '/.deploy/nginx-server.conf', '/.deploy/Caddyfile', '/.htaccess', '/.vertebra/manifest.json', '/.vertebra',
    '/.gitignore', '/guides/.hidden', '/%2edeploy/Caddyfile', '/.well-known/../.deploy/Caddyfile', '/assets/', '/downloads/', '/.well-known/'])
    await tally.test('hidden', on(hidden), async (expect) => {
      const answer = await ask(port, hidden);
      expect([404, 403, 400].includes(answer.status), `status ${answer.status}`);
      // Apache says itself that a folder without a page, and its own file, may not be seen.
      expect(hidden.includes('..') || kind === 'apache' && /htaccess|\/$/.test(hidden) || answer.status === 404, `status ${answer.status} tells that something is there`);
      expect(!/Index of|<pre>|RedirectMatch|add_header|path_regexp/.test(answer.body), 'shows what is not the site');
    });
  await tally.test('slashes', on('/guides'), async (expect) => {
    const answer = await ask(port, '/guides');
    expect([301, 308].includes(answer.status) && path(answer.headers.location, port) === '/guides/', `${answer.status} ${answer.headers.location}`);
    const odd = await ask(port, '/guides/caf%C3%A9');
    expect([301, 308].includes(odd.status) && path(odd.headers.location, port) === '/guides/caf%C3%A9/', `${odd.status} ${odd.headers.location}`);
    const elsewhere = await ask(port, '//guides');
    expect(!/^\/\//.test(path(elsewhere.headers.location ?? '', port)), `leads to another website: ${elsewhere.headers.location}`);
  });
  await tally.test('headers', on('of the site and of some addresses'), async (expect) => {
    for (const page of ['/', '/guides/', '/guides/first-visit/', '/none/', '/first/', '/robots.txt']) {
      const answer = await ask(port, page);
      const once = (name) => answer.raw.filter((word, at) => at % 2 === 0 && word.toLowerCase() === name).length;
      for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy', 'x-clinic', 'cache-control'])
        expect(once(name) === 1, `${page}: ${name} stands there ${once(name)} times`);
      expect(answer.headers['x-clinic'] === 'one "two"; three', `X-Clinic: ${answer.headers['x-clinic']}`);
      expect(!answer.headers['x-robots-tag'], `${page} is not to be found: ${answer.headers['x-robots-tag']}`);
      expect(!answer.headers['strict-transport-security'], 'HSTS without being asked for');
    }
    expect((await ask(port, '/guides/for-staff/')).headers['x-robots-tag'] === 'noindex', 'a page that asks to be left out');
    const list = await ask(port, '/downloads/price%20list%20100%25.txt');
    expect(list.status === 200 && list.body.toString() === 'one two\n', `a file with an odd name: ${list.status}`);
    expect(list.headers['x-robots-tag'] === 'noindex' && list.headers['content-disposition'] === 'attachment', 'headers of a folder');
    expect((await ask(port, '/downloads/LICENSE')).status === 200, 'a file without an ending');
  });
  await tally.test('caching', on('classes'), async (expect) => {
    const assets = (await readdir(join(site, 'assets'))).filter((name) => /\.(css|js)$/.test(name));
    for (const [address, value] of [...assets.map((name) => [`/assets/${name}`, 'public, max-age=31536000, immutable']), ['/', 'public, max-age=0, must-revalidate'],
      ['/guides/first-visit/', 'public, max-age=0, must-revalidate'], ['/atom.xml', 'public, max-age=0, must-revalidate'], ['/robots.txt', 'public, max-age=86400'],
      ['/.well-known/security.txt', 'public, max-age=86400'], ['/first/', 'public, max-age=0, must-revalidate']]) {
      const answer = await ask(port, address);
      expect(answer.headers['cache-control'] === value, `${address}: ${answer.headers['cache-control']}`);
    }
    const page = await ask(port, '/guides/first-visit/');
    const tag = page.headers.etag;
    expect(tag, 'no ETag');
    const known = await ask(port, '/guides/first-visit/', { headers: { 'If-None-Match': tag } });
    expect(known.status === 304 && known.body.length === 0, `a page that is known: ${known.status}`);
    const since = await ask(port, '/guides/first-visit/', { headers: { 'If-Modified-Since': page.headers['last-modified'] } });
    expect(since.status === 304, `a page that has not changed: ${since.status}`);
    const head = await ask(port, '/guides/first-visit/', { method: 'HEAD' });
    expect(head.status === 200 && head.body.length === 0, `HEAD: ${head.status}`);
  });
  await tally.test('types', on('of files'), async (expect) => {
    for (const [address, type] of [['/', 'text/html; charset=utf-8'], ['/atom.xml', 'application/atom+xml; charset=utf-8'], ['/feed.json', 'application/feed+json; charset=utf-8'],
      ['/robots.txt', 'text/plain; charset=utf-8'], ['/.well-known/security.txt', 'text/plain; charset=utf-8']]) {
      const answer = await ask(port, address);
      expect(answer.status === 200 && answer.headers['content-type']?.toLowerCase() === type, `${address}: ${answer.status} ${answer.headers['content-type']}`);
    }
  });
  await copies(kind, port, site, ['guides/first-visit/index.html', ...(await readdir(join(site, 'assets'))).filter((name) => /\.(css|js)$/.test(name)).map((name) => `assets/${name}`)]);
}

/** Copies are sent as they were made, and mean the same. */
async function copies(kind, port, site, files) {
  const methods = { br: brotliDecompressSync, gzip: gunzipSync };
  for (const file of files)
    await tally.test('copies', `${kind}: ${file}`, async (expect) => {
      const address = `/${encodeURI(file).replace(/index\.html$/, '')}`;
      const plain = await ask(port, address, { headers: { 'Accept-Encoding': 'identity' } });
      const bytes = await readFile(join(site, file));
      expect(plain.body.equals(bytes) && !plain.headers['content-encoding'], 'without a copy it is another file');
      for (const [coding, ending] of [['gzip', 'gz'], ['br', 'br']]) {
        // Without a module of its own, nginx sends no brotli.
        if (coding === 'br' && kind === 'nginx' || !existsSync(join(site, `${file}.${ending}`))) continue;
        const answer = await ask(port, address, { headers: { 'Accept-Encoding': coding } });
        expect(answer.headers['content-encoding'] === coding, `${coding}: Content-Encoding ${answer.headers['content-encoding']}`);
        expect(answer.body.equals(await readFile(join(site, `${file}.${ending}`))), `${coding}: not the copy that was made`);
        expect(methods[coding](answer.body).equals(bytes), `${coding}: holds something else`);
        expect(answer.headers['content-type'] === plain.headers['content-type'], `${coding}: ${answer.headers['content-type']}, plain ${plain.headers['content-type']}`);
        expect(/accept-encoding/i.test(answer.headers.vary ?? ''), `${coding}: Vary ${answer.headers.vary}`);
        expect(answer.headers['cache-control'] === plain.headers['cache-control'], `${coding}: ${answer.headers['cache-control']}`);
        expect(!answer.headers['content-language'], `${coding}: in the language ${answer.headers['content-language']}`);
      }
    });
}

/** Every file of the sample site: is it there, as what it is, and for how long. */
async function sample(kind, port, site) {
  const files = (await readdir(site, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)));
  const shown = files.filter((file) => !/(^|\/)\.(?!well-known)|\.(gz|br)$/.test(file));
  const TYPES = { html: /^text\/html; charset=utf-8$/i, css: /^text\/css; charset=utf-8$/i, js: /^(text|application)\/javascript; charset=utf-8$/i, json: /^application\/(feed\+)?json/,
    xml: /^(application|text)\/(atom\+)?xml/, svg: /^image\/svg\+xml/, png: /^image\/png$/, webp: /^image\/webp$/, avif: /^image\/avif$/, jpg: /^image\/jpeg$/, ico: /^image\/(x-icon|vnd\.microsoft\.icon)$/,
    woff2: /^font\/woff2$/, txt: /^text\/plain; charset=utf-8$/i, md: /^text\/markdown; charset=utf-8$/i, webmanifest: /^application\/manifest\+json/ };
  await tally.test('sample', `${kind}: ${shown.length > 100 ? 'all files' : 'too few files'}`, async (expect) => {
    expect(shown.length > 100, `only ${shown.length} files`);
    for (const file of shown) {
      const address = `/${encodeURI(file).replace(/(^|\/)index\.html$/, '$1')}`;
      const answer = await ask(port, address);
      const bytes = await readFile(join(site, file));
      expect(answer.status === 200 && answer.body.equals(bytes), `${address}: ${answer.status}`);
      const type = TYPES[file.split('.').pop()];
      expect(type?.test(answer.headers['content-type']), `${address}: ${answer.headers['content-type']}`);
      expect(answer.headers['content-security-policy'], `${address}: no policy`);
      const hashed = /^assets\/.+\.[0-9a-f]{8}\.[a-z0-9]+$/.test(file);
      expect(hashed === /immutable/.test(answer.headers['cache-control']), `${address}: ${answer.headers['cache-control']}`);
    }
  });
  await copies(kind, port, site, shown.filter((file) => files.includes(`${file}.gz`)).slice(0, 40));
}

const scratch = await mkdtemp(join(tmpdir(), 'vertebra-hosts-'));
await chmod(scratch, 0o755);
const late = setTimeout(() => { console.error('the servers took too long'); process.exit(1); }, LONGEST);
try {
  const asked = process.argv.slice(2);
  for (const kind of asked.length ? asked : Object.keys(SERVERS)) {
    const site = await built(scratch, 'small', SMALL, kind);
    await serving(kind, scratch, site, (port) => small(kind, port, site));
    const whole = await built(scratch, 'sample', ROOT, kind);
    await serving(kind, scratch, whole, (port) => sample(kind, port, whole));
  }
} catch (error) {
  tally.judge('run', 'all', [String(error.stack ?? error)]);
} finally {
  clearTimeout(late);
  await rm(scratch, { recursive: true, force: true });
}
console.log(tally.report().replace(/^browser:/m, 'servers:'));
process.exit(tally.failures.length ? 1 : 0);
