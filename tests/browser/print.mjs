// Prints pages to PDF as the front desk of a clinic does, and says what is lost on paper.
//
//     node print.mjs [FOLDER] [PATH …]        public/ and a page of each kind when none is given
import { join, resolve } from 'node:path';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { launch } from './browser.mjs';
import { isRedirect, list } from './files.mjs';
import * as onPaper from './paper.mjs';
import { baseOf, serve, SITE } from './server.mjs';
import { short, Tally } from './tally.mjs';

/** Points of the two papers. Source: ISO 216; ANSI/ASME Y14.1. */
const PAPERS = { A4: [595, 842], Letter: [612, 792] };

/** Every check of every page on both papers. */
export async function examine(folder, wanted = []) {
  const tally = new Tally();
  const { base } = await baseOf(folder);
  const server = await serve(folder, base);
  const browser = await launch();
  try {
    const page = await (await browser.newContext()).newPage();
    for (const path of wanted.length ? wanted : await pages(folder)) {
      await page.goto(server.origin + base + path, { waitUntil: 'load' });
      await page.emulateMedia({ media: 'print' });
      const expected = await page.evaluate(onPaper.expected);
      tally.judge('ink', `/${path}`, await page.evaluate(onPaper.faint));
      for (const [paper, measures] of Object.entries(PAPERS)) {
        const pdf = await read(await page.pdf({ format: paper, preferCSSPageSize: false }));
        tally.judge(paper, `/${path}`, [...size(pdf, measures), ...lost(pdf.text, expected)]);
      }
      await page.emulateMedia({ media: null });
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return tally;
}

/** The addresses of all pages below the base path, redirects aside. */
async function pages(folder) {
  const found = [];
  for (const file of await list(folder, '.html'))
    if (!isRedirect(await readFile(join(folder, file), 'utf8'))) found.push(file.replace(/(^|\/)index\.html$/, '$1'));
  return found;
}

async function read(bytes) {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const sizes = [], texts = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    sizes.push(page.view.slice(2));
    texts.push((await page.getTextContent()).items.map((item) => item.str).join(''));
  }
  await pdf.destroy();
  return { sizes, text: squeeze(texts.join('')) };
}

const size = ({ sizes }, [width, height]) => sizes
  .filter(([wide, high]) => Math.abs(wide - width) > 1 || Math.abs(high - height) > 1)
  .map((found) => `a sheet is ${found.join(' × ')} points`);

/** Lines break elsewhere on paper, words may be parted: only the letters count. */
const squeeze = (text) => text.normalize('NFKC').replace(/[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2069-‐‑]+/g, '');

function lost(text, { shown, hidden }) {
  const missing = shown.filter((line) => !text.includes(squeeze(line))).map((line) => `not on paper: ${short(line, 80)}`);
  const there = hidden.filter((line) => text.includes(squeeze(line))).map((line) => `on paper, and of no use there: ${short(line, 80)}`);
  return [...missing, ...there];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = SITE, ...wanted] = process.argv.slice(2);
  const tally = await examine(resolve(folder), wanted.map((path) => path.replace(/^\//, '')));
  console.log(tally.report().replace(/^browser:/m, 'print:'));
  process.exitCode = tally.failures.length ? 1 : 0;
}
