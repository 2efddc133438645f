// Builds the small site for the hosts that nobody can start at home, and reads what was written for them: with the hosts'
// own readers where there are packages of them (Netlify, Vercel), else by the rules that the hosts have documented.
//
//     node tests/hosts/parsers.mjs
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllHeaders } from '@netlify/headers-parser';
import { parseAllRedirects } from '@netlify/redirect-parser';
import routing from '@vercel/routing-utils';
import Ajv from 'ajv';
import { Tally } from '../browser/tally.mjs';
import { built, GONE, OLD, ROOT, SMALL } from './small.mjs';

const tally = new Tally();
const read = (site, name) => readFile(join(site, name), 'utf8');
// Addresses of all kinds, and what must be sent with them besides what is sent with all.
const PLACES = [
  ['/', {}], ['/guides/first-visit/', {}], ['/downloads/price%20list%20100%25.txt', { 'x-robots-tag': 'noindex', 'content-disposition': 'attachment' }],
  ['/guides/for-staff/', { 'x-robots-tag': 'noindex' }], ['/robots.txt', {}, 'public, max-age=86400'], ['/.well-known/security.txt', {}, 'public, max-age=86400'],
  ['/assets/main.0a1b2c3d.css', {}, 'public, max-age=31536000, immutable'],
];
const ALWAYS = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin', 'x-clinic': 'one "two"; three' };

/** Compares the headers that an address gets, `[name, value]` as often as they are there. */
function compare(expect, address, sent, wanted) {
  for (const [name, value] of Object.entries(wanted)) {
    const found = sent.filter(([known]) => known.toLowerCase() === name).map(([, value]) => value);
    expect(found.length === 1 && found[0] === value, `${address}: ${name} is ${JSON.stringify(found)}`);
  }
  const names = sent.map(([name]) => name.toLowerCase());
  for (const name of ['x-robots-tag', 'content-disposition']) expect(name in wanted || !names.includes(name), `${address}: ${name} is sent`);
  expect(names.filter((name) => name === 'content-security-policy').length === 1, `${address}: not one policy`);
}

async function netlify(site) {
  const { redirects, errors } = await parseAllRedirects({ redirectsFiles: [join(site, '_redirects')], configRedirects: [], minimal: false });
  const bare = (path) => path.replace(/(.)\/$/, '$1');
  await tally.test('redirects', 'netlify', (expect) => {
    expect(errors.length === 0, String(errors));
    for (const [from, to, status = 301] of OLD) {
      const rule = redirects.find(({ path }) => bare(path) === bare(from));
      expect(rule?.to === to && rule.status === status && rule.force === true, `${from}: ${JSON.stringify(rule)}`);
    }
    for (const from of GONE) {
      const rule = redirects.find(({ path }) => bare(path) === bare(from));
      expect(rule?.status === 410 && rule.force && rule.to === '/404.html', `${from}: ${JSON.stringify(rule)}`);
    }
  });
  const parsed = await parseAllHeaders({ headersFiles: [join(site, '_headers')], configHeaders: [], minimal: false });
  await tally.test('headers', 'netlify', (expect) => {
    expect(parsed.errors.length === 0, String(parsed.errors));
    for (const [address, own, cache] of PLACES) {
      const rules = parsed.headers.filter((rule) => rule.forRegExp.test(decodeURI(address)) || rule.forRegExp.test(address));
      const sent = rules.flatMap(({ values }) => Object.entries(values));
      compare(expect, address, sent, { ...ALWAYS, ...own, ...(cache ? { 'cache-control': cache } : {}) });
      expect(sent.filter(([name]) => name === 'Cache-Control').length === (cache ? 1 : 0), `${address}: Cache-Control more than once`);
    }
  });
}

async function cloudflare(site) {
  const lines = (await read(site, '_redirects')).split('\n').filter((line) => line && !line.startsWith('#'));
  await tally.test('redirects', 'cloudflare', (expect) => {
    const rules = new Map();
    for (const line of lines) {
      const words = line.split(/\s+/);
      expect(words.length === 3 && line.length <= 1000, `three words, not too long: ${line}`);
      const [from, to, status] = words;
      expect(!/\*|:[A-Za-z]/.test(from), `stands for many: ${from}`);
      expect(/^(301|302)$/.test(status), `status of ${line}`);
      // The file is read as addresses are.
      const path = new URL(from, 'https://www.example.org').pathname;
      expect(path === from && !rules.has(path), `read as ${path}: ${line}`);
      expect(!existsSync(join(site, decodeURIComponent(path), 'index.html')), `hides a page: ${line}`);
      rules.set(path, [to, Number(status)]);
    }
    for (const [from, to, status = 301] of OLD) {
      const rule = rules.get(new URL(from, 'https://www.example.org').pathname);
      expect(rule?.[0] === to && rule[1] === status, `${from}: ${rule}`);
    }
    for (const from of GONE) expect(!rules.has(from), `${from} leads on`);
    expect(rules.size <= 2000, 'too many');
  });
  const rules = [];
  for (const line of (await read(site, '_headers')).split('\n').filter((line) => line.trim() && !line.startsWith('#'))) {
    if (line.startsWith('/')) rules.push({ pattern: line, headers: [] });
    else rules.at(-1).headers.push([line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]);
  }
  await tally.test('headers', 'cloudflare', (expect) => {
    expect(rules.length <= 100 && rules.every(({ headers }) => headers.length > 0), `${rules.length} rules`);
    for (const [address, own, cache] of PLACES) {
      const matches = ({ pattern }) => new RegExp(`^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`).test(address);
      const sent = rules.filter(matches).flatMap(({ headers }) => headers);
      compare(expect, address, sent, { ...ALWAYS, ...own, ...(cache ? { 'cache-control': cache } : {}) });
    }
  });
}

async function vercel(site) {
  const config = JSON.parse(await read(site, 'vercel.json'));
  await tally.test('shape', 'vercel', (expect) => {
    const ajv = new Ajv();
    for (const [part, schema] of [['redirects', routing.redirectsSchema], ['headers', routing.headersSchema], ['trailingSlash', routing.trailingSlashSchema]])
      expect(ajv.validate(schema, config[part]), `${part}: ${ajv.errorsText()}`);
    expect(config.trailingSlash === true, 'addresses answer with and without a slash');
  });
  const { routes, error } = routing.getTransformedRoutes(config);
  /** The routes before the files, as the documentation of `routes` describes them. */
  const ask = (path) => {
    const headers = [];
    for (const route of routes ?? []) {
      if (route.handle) break;
      const found = new RegExp(route.src).exec(path);
      if (!found) continue;
      for (const [name, value] of Object.entries(route.headers ?? {})) {
        const text = value.replace(/\$(\d)/g, (_, at) => found[at] ?? '');
        const known = headers.findIndex(([known]) => known.toLowerCase() === name.toLowerCase());
        if (known < 0) headers.push([name, text]); else headers[known] = [name, text];
      }
      if (!route.continue) return { status: route.status, location: headers.find(([name]) => name === 'Location')?.[1], headers };
    }
    return { headers };
  };
  await tally.test('redirects', 'vercel', (expect) => {
    expect(!error, JSON.stringify(error));
    for (const [from, to, status = 301] of OLD) {
      let answer = ask(from);
      if (answer.status === 308) {
        expect(answer.location === `${from}/`, `${from}: slash at ${answer.location}`);
        answer = ask(answer.location);
      }
      expect(answer.status === status && answer.location === to, `${from}: ${answer.status} ${answer.location}`);
    }
    for (const missing of ['/firsts/', '/first/more/', '/visitxhtml/', '/guides/']) expect(!ask(missing).location, `${missing} leads to ${ask(missing).location}`);
    expect(ask('/guides').location === '/guides/' && ask('/guides').status === 308, 'a missing slash');
  });
  await tally.test('headers', 'vercel', (expect) => {
    // With a rule about slashes, Vercel lets everything below /.well-known/ pass without any other rule.
    for (const [address, own, cache = 'public, max-age=0, must-revalidate'] of PLACES.filter(([address]) => !address.startsWith('/.well-known/')))
      compare(expect, address, ask(address).headers, { ...ALWAYS, ...own, 'cache-control': cache });
  });
}

async function cloudfront(site) {
  const load = (text, store) => {
    // The runtime has one module, and functions are found by their name.
    const code = text.replace("import cf from 'cloudfront';", '');
    return new Function('cf', `${code}\nreturn handler;`)({ kvs: () => ({ get: async (key) => { if (!(key in store)) throw new Error('none'); return store[key]; } }) });
  };
  const text = await read(site, '.deploy/viewer-request.js');
  const store = Object.fromEntries(JSON.parse(await read(site, '.deploy/key-value-store.json')).data.map(({ key, value }) => [key, value]));
  const [, head] = text.split(/(?=const BASE = )/);
  const other = `import cf from 'cloudfront';\nconst store = cf.kvs();\nasync function find(path) { try { return await store.get(path); } catch (nothing) { return null; } }\n${head}`;
  for (const [name, handler] of [['inside', load(text, {})], ['store', load(other, store)]]) {
    const ask = (address) => {
      const [uri, search = ''] = address.split('?');
      const querystring = {};
      for (const pair of search ? search.split('&') : []) querystring[pair.split('=')[0]] = { value: pair.split('=')[1] ?? '' };
      return handler({ version: '1.0', request: { method: 'GET', uri, querystring, headers: {}, cookies: {} } });
    };
    await tally.test('redirects', `cloudfront, ${name}`, async (expect) => {
      for (const [from, to, status = 301] of OLD) {
        const answer = await ask(from);
        expect(answer.statusCode === status && answer.headers.location.value === to, `${from}: ${JSON.stringify(answer)}`);
        const asked = await ask(`${from}?a=1&b=%20x`);
        const [bare, part = ''] = to.split(/(?=#)/);
        expect(asked.headers.location.value === (bare.includes('?') ? to : `${bare}?a=1&b=%20x${part}`), `${from}: ${asked.headers.location.value}`);
      }
      for (const from of GONE) expect((await ask(from)).statusCode === 410, from);
      expect((await ask('/guides/')).uri === '/guides/index.html' && (await ask('/')).uri === '/index.html', 'the page of a folder');
      expect((await ask('/guides/caf%C3%A9')).headers.location.value === '/guides/caf%C3%A9/', 'a missing slash');
      expect((await ask('//evil.example')).headers?.location?.value !== '//evil.example/', 'leads to another website');
      expect((await ask('//evil')).headers.location.value === '/evil/', 'leads to another website');
      expect((await ask('/downloads/LICENSE')).uri === '/downloads/LICENSE', 'a file without an ending');
      expect((await ask('/atom.xml?a=1')).uri === '/atom.xml', 'a file');
      expect((await ask('/.deploy/viewer-request.js')).statusCode === 404 && (await ask('/.well-known/security.txt')).uri, 'hidden files');
      expect((await ask('/100%')).headers.location.value === '/100%/', 'a broken encoding');
    });
  }
  await tally.test('headers', 'cloudfront', async (expect) => {
    expect(Buffer.byteLength(text) <= 10_240, `the function has ${Buffer.byteLength(text)} bytes`);
    const handler = load(await read(site, '.deploy/viewer-response.js'), {});
    const policy = JSON.parse(await read(site, '.deploy/response-headers-policy.json'));
    expect(policy.CustomHeadersConfig.Quantity === policy.CustomHeadersConfig.Items.length, 'Quantity');
    expect(policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy.startsWith("default-src 'none'"), 'policy');
    for (const [address, own] of PLACES) {
      const uri = address.endsWith('/') ? `${address}index.html` : address;
      const { headers } = handler({ request: { uri }, response: { statusCode: 200, headers: {} } });
      expect(JSON.stringify(Object.fromEntries(Object.entries(headers).map(([name, { value }]) => [name, value]))) === JSON.stringify(own), `${address}: ${JSON.stringify(headers)}`);
    }
    for (const name of ['custom-error-responses', 'cache-control']) JSON.parse(await read(site, `.deploy/${name}.json`));
  });
}

async function github(site) {
  await tally.test('redirects', 'github', async (expect) => {
    for (const [from, to] of OLD.filter(([from]) => !/\.php$|\[d\]$/.test(from))) {
      const path = decodeURIComponent(from);
      const file = join(site, path.endsWith('.html') ? path : join(path, 'index.html'));
      const page = await readFile(file, 'utf8').catch(() => '');
      const leads = page.match(/<meta http-equiv="refresh" content="0; url=([^"]*)">/)?.[1].replaceAll('&amp;', '&');
      expect(leads === to, `${from}: ${leads}`);
      expect(page.includes('rel="canonical"') && page.includes('<a href="'), `${from}: no link`);
      expect(!page.includes('noindex'), `${from}: asks not to be followed`);
    }
    for (const from of GONE) expect(!existsSync(join(site, decodeURIComponent(from), 'index.html')), from);
    expect(await read(site, 'CNAME') === 'www.example.org\n' && existsSync(join(site, '.nojekyll')), 'small files');
    const page = await read(site, 'guides/first-visit/index.html');
    const policy = page.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)?.[1].replaceAll('&#39;', "'");
    expect(policy?.startsWith("default-src 'none'; script-src 'self'") && !policy.includes('frame-ancestors'), `policy: ${policy}`);
  });
}

const HOSTS = { netlify, 'cloudflare-pages': cloudflare, vercel, 's3-cloudfront': cloudfront, 'github-pages': github };
const scratch = await mkdtemp(join(tmpdir(), 'vertebra-hosts-'));
try {
  for (const [target, test] of Object.entries(HOSTS)) {
    await test(await built(scratch, 'small', SMALL, target));
    await built(scratch, 'sample', ROOT, target);
  }
} catch (error) {
  tally.judge('run', 'all', [String(error.stack ?? error)]);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
console.log(tally.report().replace(/^browser:/m, 'hosts:'));
process.exit(tally.failures.length ? 1 : 0);
