// Checks of the files themselves: HTML validity, feeds, sitemap, links between pages.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { readXml } from './inside.mjs';
import { short } from './tally.mjs';

// Validity only: what the HTML standard forbids. Formatting is the theme's business, accessibility axe's.
const VALIDATOR = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  rules: {
    'long-title': 'off',
    'require-sri': 'off',
    'require-csp-nonce': 'off',
    'no-inline-style': 'error', // a strict content security policy forbids them
    'valid-id': ['error', { relaxed: true }],
    'no-raw-characters': ['error', { relaxed: true }],
  },
});

/** Every file below a folder with one of these endings, as paths inside it, sorted; hidden ones are left out. */
export async function list(folder, ...endings) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}

export const isRedirect = (html) => /<meta[^>]+http-equiv=["']?refresh/i.test(html);

export const markup = async (tally, folder, file) => valid(tally, `/${file}`, await readFile(join(folder, file), 'utf8'));

/** Whether a page is what the HTML standard allows. */
export async function valid(tally, page, html) {
  const { results } = await VALIDATOR.validateString(html, page);
  const messages = results.flatMap(({ messages }) => messages).filter(({ severity }) => severity === 2);
  tally.judge('valid html', page, messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId}: ${short(message)}`));
}

/** Asks the server for addresses of the site, each once, and knows which ids their pages hold. */
export class Addresses {
  #answers = new Map();

  constructor({ origin, base, local }) {
    Object.assign(this, { origin, base, local });
  }

  /** The address on the test server of one that the site published, or null for other sites. */
  own(address) {
    const url = new URL(address);
    return url.origin === this.origin || url.origin === this.local ? this.local + url.pathname + url.search + url.hash : null;
  }

  /** Why an address of the site does not work, or null. */
  async fault(address) {
    const url = new URL(this.own(address));
    const id = decodeURIComponent(url.hash.slice(1));
    const { status, ids } = await this.#ask(url.origin + url.pathname + url.search);
    if (status >= 300 && status < 400) return `${url.pathname} is redirected: write it as it is published`;
    if (status !== 200) return `${url.pathname} answers ${status}`;
    if (id && !id.startsWith(':~:') && !ids.has(id)) return `${url.pathname} has no id "${id}"`;
    return null;
  }

  #ask(address) {
    if (!this.#answers.has(address)) this.#answers.set(address, fetchIds(address));
    return this.#answers.get(address);
  }
}

async function fetchIds(address) {
  const response = await fetch(address, { redirect: 'manual' });
  const html = response.headers.get('content-type')?.startsWith('text/html') ? await response.text() : '';
  const ids = [...html.matchAll(/\sid=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/g)].map((found) => found[1] ?? found[2] ?? found[3]);
  return { status: response.status, ids: new Set(ids) };
}

export async function links(tally, addresses, { path, links, ids }) {
  const faults = [];
  for (const link of new Set(links)) {
    if (link.startsWith(`${addresses.local}${path}#`)) { // itself, at whatever address it is shown
      const id = decodeURIComponent(new URL(link).hash.slice(1));
      if (id && !ids.includes(id)) faults.push(`no id "${id}" on this page`);
      continue;
    }
    // A number with its country code, or one as short as an emergency number.
    if (/^tel:/.test(link) ? !/^tel:(\+\d{7,15}|\d{3,4})$/.test(link) : /^(javascript|file):/.test(link)) faults.push(`not a link to give to people: ${short(link)}`);
    const fault = /^https?:/.test(link) && addresses.own(link) ? await addresses.fault(link) : null;
    if (fault) faults.push(fault);
  }
  tally.judge('links', path, faults);
}

export async function redirect(tally, addresses, file, html) {
  const target = html.match(/<meta[^>]+http-equiv=["']?refresh[^>]*content=["'][^"']*url=([^"']+)/i)?.[1];
  const fault = target ? await addresses.fault(new URL(target, addresses.local + addresses.base + file).href) : 'no target';
  tally.judge('redirect', `/${file}`, fault ? [fault] : []);
}

/** XML and JSON files: all parse, feeds are complete, the sitemap names what is there and all that is to be found. */
export async function data(tally, addresses, folder, tab, pages) {
  for (const file of await list(folder, '.json', '.webmanifest'))
    await parsed(tally, `/${file}`, async () => jsonFeed(JSON.parse(await readFile(join(folder, file), 'utf8')), addresses));
  const listed = new Set();
  for (const file of await list(folder, '.xml', '.svg')) {
    const xml = await tab.evaluate(readXml, await readFile(join(folder, file), 'utf8'));
    tally.judge('parses', `/${file}`, xml.error ? [short(xml.error, 200)] : []);
    if (xml.root === 'feed') tally.judge('feed', `/${file}`, await atom(xml, addresses));
    if (xml.root === 'urlset' || xml.root === 'sitemapindex') tally.judge('sitemap', `/${file}`, await sitemap(xml, addresses, listed));
  }
  const indexed = pages.filter(({ noindex, path, canonical }) => !noindex && !path.endsWith('404.html') && addresses.own(canonical || 'about:blank') === addresses.local + path);
  const unlisted = indexed.filter(({ path }) => !listed.has(addresses.local + path)).map(({ path }) => `does not list ${path}`);
  const hidden = indexed.length ? pages.filter(({ noindex, path }) => noindex && listed.has(addresses.local + path)).map(({ path }) => `lists ${path}, which is noindex`) : [];
  tally.judge('sitemap', '/sitemap.xml', [...(listed.size || !indexed.length ? [] : ['lists nothing']), ...unlisted, ...hidden]);
}

async function parsed(tally, page, read) {
  try {
    tally.judge('feed', page, await read());
    tally.judge('parses', page, []);
  } catch (error) {
    tally.judge('parses', page, [short(error)]);
  }
}

async function sitemap({ locations }, addresses, listed) {
  const faults = [];
  for (const location of locations) {
    const own = URL.canParse(location) ? addresses.own(location) : null;
    const fault = own ? await addresses.fault(location) : 'is not an address of this site';
    if (fault) faults.push(`${location}: ${fault}`);
    if (listed.has(own)) faults.push(`${location} is listed twice`);
    listed.add(own);
  }
  return faults;
}

async function atom({ id, title, updated, entries }, addresses) {
  const faults = ['id', 'title', 'updated'].filter((name) => !{ id, title, updated }[name]).map((name) => `no ${name}`);
  for (const entry of entries)
    for (const name of ['id', 'title', 'updated', 'link']) if (!entry[name]) faults.push(`an entry has no ${name}: ${short(entry.title || entry.id)}`);
  return [...faults, ...await items(entries, addresses)];
}

async function jsonFeed(feed, addresses) {
  if (!String(feed?.version).startsWith('https://jsonfeed.org/')) return [];
  const faults = feed.title && Array.isArray(feed.items) ? [] : ['no title or no items'];
  return [...faults, ...await items((feed.items ?? []).map(({ id, url, content_html = '' }) => ({ id, link: url, html: content_html })), addresses)];
}

/** Entries of a feed are read elsewhere: their addresses are absolute and answer. */
async function items(entries, addresses) {
  const faults = [];
  const ids = entries.map(({ id }) => id);
  if (new Set(ids).size < ids.length) faults.push('two entries have one id');
  for (const { link, html } of entries) {
    const own = URL.canParse(link) ? addresses.own(link) : null;
    const fault = own ? await addresses.fault(link) : 'is not an address of this site';
    if (fault) faults.push(`${link}: ${fault}`);
    const relative = html.match(/\s(?:href|src)=["'](?!https?:|mailto:|tel:|data:)[^"']*/)?.[0];
    if (relative) faults.push(`${link} holds the relative address ${short(relative)}`);
  }
  return faults;
}
