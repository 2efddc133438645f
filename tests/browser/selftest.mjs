// Proves that each check can fail: a small site with one fault a page, and the check that has to find it.
//
//     node selftest.mjs
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { examine } from './run.mjs';

const SITE = 'https://site.example/guide/';
const STYLE = `:root { color-scheme: light dark; color: light-dark(#111, #eee); background: light-dark(#fff, #111) }
a { color: light-dark(#00e, #9cf) } a:focus-visible { outline: 3px solid }
.skip:not(:focus) { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
.wide { width: 30rem } .blind:focus-visible { outline: none }
@media (prefers-color-scheme: dark) { .dim { color: #222 } }
@media (width > 1000px) { .large-only { color: #ddd; background: #fff } }
@media (prefers-contrast: more) { .pale { color: #ccc; background: #fff } }
@media (forced-colors: active) { .unforced:focus-visible { outline: none } }
nav a { display: inline-block; padding: 1rem }
.tight { line-height: 1.2; height: 1.2em; overflow: hidden } .fixed { height: 24px; overflow: hidden }
`;

const page = (path, body, { head = '', skip = '<a class="skip" href="#main">Skip to content</a>' } = {}) => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page</title><link rel="canonical" href="${SITE}${path}"><link rel="stylesheet" href="/guide/style.css">${head}</head>
<body><header>${skip}<nav aria-label="Main"><a href="/guide/">Home</a></nav></header>
<main id="main"><h1>A page</h1>${body}</main><footer><p><a href="/guide/#main">Top of the home page</a></p></footer></body></html>
`;

/** Folder of the page, what is wrong with it, the check that says so, and what it says. */
const FAULTS = [
  ['no-alt', '<p><img src="/guide/dot.svg" width="9" height="9"></p>', 'axe', 'image-alt'],
  ['dark-contrast', '<p class="dim">Hard to read at night</p>', 'axe', 'dark] '],
  ['large-contrast', '<p class="large-only">Hard to read on a desk</p>', 'axe', '[1440'],
  ['two-titles', '<h1>Another</h1>', 'one h1', '2 h1'],
  ['two-mains', '<main><p>Another</p></main>', 'head', '2 main'],
  ['too-wide', '<p class="wide">Wide</p>', 'no sideways', '320 px'],
  ['talks', '<script>console.log("hello")</script>', 'console', 'hello'],
  ['throws', '<script>null.x</script>', 'console', 'null'],
  ['foreign', '<p><img src="https://elsewhere.example/a.png" alt="A dot"></p>', 'requests', 'asks for'],
  ['no-picture', '<p><img src="/guide/gone.svg" alt="A dot"></p>', 'requests', '404 for'],
  ['dead-link', '<p><a href="../gone/">Gone</a></p>', 'links', 'answers 404'],
  ['outside-base', '<p><a href="/">Not below the base path</a></p>', 'links', 'answers 404'],
  ['dead-id', '<p><a href="/guide/#gone">Gone</a></p>', 'links', 'no id "gone"'],
  ['own-dead-id', '<p><a href="#gone">Gone</a></p>', 'links', 'no id "gone"'],
  ['no-slash', '<p><a href="/guide/no-alt">Redirected</a></p>', 'links', 'redirected'],
  ['bad-phone', '<p><a href="tel:not-listed">Call</a></p>', 'links', 'not a link'],
  ['unseen-focus', '<p><a class="blind" href="/guide/">Home</a></p>', 'focus', 'looks the same'],
  ['needs-scripts', '<p id="late"></p><script>document.getElementById("late").textContent = "Read me"</script>', 'without scripts', 'Read me'],
  ['small-button', '<p><button type="button">x</button></p>', 'targets', '<button'],
  ['trap', '<p><a href="/guide/" id="trap">One</a></p><p><a href="/guide/#main">Two</a></p><script>document.getElementById("trap").addEventListener("keydown", (event) => event.preventDefault())</script>', 'keyboard', 'Tab does not reach'],
  ['tight', '<p class="tight">Words in a box</p>', 'text spacing', 'cut off'],
  ['fixed', '<p class="fixed">Words in a box</p>', 'text at 200%', 'cut off'],
  ['pale', '<p class="pale">Fine for most</p>', 'more contrast', 'contrast'],
  ['unforced', '<p><a class="unforced" href="/guide/">Home</a></p>', 'forced colors', 'looks the same'],
  ['inline-script', '<script>document.title += ""</script>', 'policy', 'Content Security Policy'],
  ['bad-nesting', '<p>Text<div>in a block</div></p>', 'valid html', 'close'],
  ['inline-style', '<p style="color: red">Text</p>', 'valid html', 'style'],
];

const FILES = {
  'index.html': page('', '<p><a href="#main">Fine</a></p>'),
  '404.html': page('404.html', '<p>Not found.</p>', { head: '<meta name="robots" content="noindex">' }),
  'style.css': STYLE,
  'dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  'no-skip-link/index.html': page('no-skip-link/', '<p>Text</p>', { skip: '' }),
  'hidden/index.html': page('hidden/', '<p>Text</p>', { head: '<meta name="robots" content="noindex">' }),
  'old/index.html': `<!DOCTYPE html><html lang="en"><head><title>Moved</title><meta http-equiv="refresh" content="0; url=${SITE}gone/"></head><body><p>Moved</p></body></html>`,
  'broken.json': '{"title": }',
  'feed.json': JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'News', items: [{ id: '1', url: `${SITE}gone/` }] }),
  'atom.xml': `<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>${SITE}</id><updated>2026-01-01T00:00:00Z</updated>
    <entry><id>1</id><title>One</title><link href="${SITE}"/><content type="html">&lt;a href="/x/"></content></entry></feed>`,
  'broken.xml': '<feed>',
  'sitemap.xml': `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>${SITE}</loc></url><url><loc>${SITE}gone/</loc></url><url><loc>${SITE}hidden/</loc></url></urlset>`,
  ...Object.fromEntries(FAULTS.map(([path, body]) => [`${path}/index.html`, page(`${path}/`, body)])),
};

const EXPECTED = [
  ...FAULTS.map(([path, , check, message]) => [`/guide/${path}/`, check, message]),
  ['/guide/no-skip-link/', 'skip link', 'first Tab'],
  ['/old/index.html', 'redirect', 'answers 404'],
  ['/broken.json', 'parses', 'JSON'],
  ['/broken.xml', 'parses', 'error'],
  ['/feed.json', 'feed', 'answers 404'],
  ['/atom.xml', 'feed', 'no updated'],
  ['/atom.xml', 'feed', 'relative address'],
  ['/sitemap.xml', 'sitemap', 'gone/: '],
  ['/sitemap.xml', 'sitemap', 'does not list'],
  ['/sitemap.xml', 'sitemap', 'is noindex'],
];

const folder = await mkdtemp(join(tmpdir(), 'vertebra-browser-'));
for (const [path, text] of Object.entries(FILES)) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
const { failures } = await examine(folder);
await rm(folder, { recursive: true });

const found = (page, check, message) => failures.some((one) => (one.page === page || one.page === `${page.replace('/guide', '')}index.html`) &&
  one.check === check && one.faults.some((fault) => fault.includes(message)));
const silent = EXPECTED.filter((expected) => !found(...expected)).map(([page, check, message]) => `${check} did not say "${message}" of ${page}`);
const wrong = failures.filter(({ page }) => ['/guide/', '/index.html', '/guide/404.html', '/404.html', '/guide/no/such/page/'].includes(page))
  .map(({ page, check, faults }) => `${check} complains of the good page ${page}: ${faults[0]}`);
for (const line of [...silent, ...wrong]) console.log(`FAIL ${line}`);
console.log(`browser checks: ${EXPECTED.length - silent.length} of ${EXPECTED.length} faults found, ${wrong.length} false alarms`);
process.exitCode = silent.length + wrong.length ? 1 : 0;
