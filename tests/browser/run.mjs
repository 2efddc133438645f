// Opens every page of a built site in a real browser and says what is wrong with it.
//
//     node run.mjs [FOLDER]        the folder is public/ when none is given
//
// Ends with `browser: N passed, M failed`; the status is 1 when anything failed.
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { Addresses, data, isRedirect, links, list, markup, redirect } from './files.mjs';
import { baseOf, policyOf, serve, SITE } from './server.mjs';
import { Tally } from './tally.mjs';
import { Visitor } from './visit.mjs';

/** Every check over one site. */
export async function examine(folder) {
  const tally = new Tally();
  const { origin, base } = await baseOf(folder);
  const server = await serve(folder, base);
  const strict = await serve(folder, base, 0, { 'content-security-policy': await policyOf(folder) });
  const addresses = new Addresses({ origin, base, local: server.origin });
  const browser = await launch();
  try {
    const visits = [];
    for (const file of await list(folder, '.html')) {
      await markup(tally, folder, file);
      const html = await readFile(join(folder, file), 'utf8');
      if (isRedirect(html)) await redirect(tally, addresses, file, html);
      else visits.push({ path: base + file.replace(/(^|\/)index\.html$/, '$1') });
    }
    // A host shows the not-found page at any depth: its own addresses must hold there, too.
    visits.push({ path: `${base}no/such/page/`, expected: 404 });
    const pages = await visitAll(browser, { origin: server.origin, strict: strict.origin }, tally, visits);
    for (const page of pages) await links(tally, addresses, page);
    const tab = await browser.newPage();
    await data(tally, addresses, folder, tab, pages);
  } finally {
    await browser.close();
    await server.close();
    await strict.close();
  }
  return tally;
}

/** As many visitors as processors share the pages. */
async function visitAll(browser, origins, tally, visits) {
  const queue = [...visits];
  const pages = [];
  const walk = async () => {
    const visitor = await Visitor.of(browser, origins, tally);
    for (let next = queue.shift(); next; next = queue.shift()) {
      try {
        pages.push(await visitor.visit(next.path, next.expected));
      } catch (error) {
        tally.judge('answers', next.path, [String(error)]);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, walk));
  return pages;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const tally = await examine(resolve(process.argv[2] ?? SITE));
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} seconds`);
  console.log(tally.report());
  process.exitCode = tally.failures.length ? 1 : 0;
}
