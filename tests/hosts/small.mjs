// What the tests of hosts share: the sites, built for a host, and what old addresses must come to.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const SMALL = join(import.meta.dirname, 'site');
const VERTEBRA = process.env.VERTEBRA ?? ['release', 'debug'].map((kind) => join(ROOT, 'target', kind, 'vertebra')).find(existsSync);
// These send the copies that stand beside files.
const SENDS_COPIES = ['nginx', 'apache', 'caddy'];

/** A copy of a site, built for a host; returns the folder that is served and the address that pages name. */
export async function built(scratch, name, source, target) {
  const folder = join(scratch, `${name}-${target}`);
  await mkdir(folder);
  for (const part of ['content', 'themes'])
    if (existsSync(join(source, part))) await cp(join(source, part), join(folder, part), { recursive: true });
  const settings = join(folder, 'content/site.yaml');
  let text = await readFile(settings, 'utf8');
  const isSmall = text.includes('# TARGET');
  if (target !== 'github-pages') text = text.replace(/^ *cname:.*\n/m, '');
  else if (isSmall) text = text.replace(/^  headers:\n(    .*\n)+/m, '');
  text = /target: [a-z0-9-]+/.test(text) ? text.replace(/target: [a-z0-9-]+/, `target: ${target}`) : `${text}\ndeploy: {target: ${target}}\n`;
  text = text.replace(/^precompress:.*\n/m, '');
  if (SENDS_COPIES.includes(target)) text += '\nprecompress: [gzip, brotli]\n';
  await writeFile(settings, text);
  if (!VERTEBRA) throw new Error('vertebra is not built: cargo build');
  const made = spawnSync(VERTEBRA, ['build', '--strict', '--date', '2026-11-20'], { cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`${name} cannot be built for ${target}:\n${made.stderr}`);
  return join(folder, 'public');
}

// Old addresses as browsers send them, and where each must lead.
export const VISIT = '/guides/first-visit/';
const SHOP = 'https://shop.example/?from=clinic#top';
export const OLD = [
  ['/wear/', '/guides/first-visit/#what-to-wear'], ['/wear', '/guides/first-visit/#what-to-wear'], ['/map/', 'https://maps.example/place'],
  ['/shop/', SHOP, 302], ['/now', '/guides/', 302],
  ['/first/', VISIT], ['/first', VISIT], ['/Old-Case/', VISIT], ['/visit.html', VISIT], ['/old%20page/', VISIT], ['/old%20page', VISIT],
  ['/%C3%BCber-uns/', VISIT], ["/it's%20$5%20&%20more/", VISIT], ['/a.b+(c)[d]', VISIT], ['/100%25%20natural/', VISIT], ['/caf%C3%A9/', VISIT], ['/caf%C3%A9', VISIT],
  ['/semi;colon=1,2@x!/', VISIT], ['/guides/coffee/', '/guides/caf%C3%A9/'], ['/index.php', '/'], ['/home', '/'],
  ['/very/long/address/that/somebody/once/thought/would/help/search-engines/find-a-page-about-the-first-visit/', VISIT],
];

// The same addresses, encoded otherwise: servers that compare plain letters know them, too.
export const OTHERWISE = [['/%c3%bcber-uns', VISIT], ['/it%27s%20%245%20%26%20more', VISIT], ['/a.b%2B%28c%29%5Bd%5D', VISIT]];

/** Where nothing is any more. */
export const GONE = ['/prices/', '/prices', '/old%20list.pdf'];
