// Opens the preview of a site in a real browser, edits the site's files, and looks at what the open pages do.
//
//     node preview.mjs [--program FILE] [--screenshots FOLDER]        the program is target/release/vertebra if none is named
//
// Ends with `browser: N passed, M failed`; the status is 1 when anything failed.
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { launch, SCHEMES, size, WIDTHS } from './browser.mjs';
import { valid } from './files.mjs';
import * as inside from './inside.mjs';
import { short, Tally } from './tally.mjs';
import { AXE, TAGS } from './visit.mjs';

const HOUSE = resolve(import.meta.dirname, '../..');
// What takes longer hangs.
const PATIENCE = 20_000;
const PAGE = '/guides/first-visit/';
const FILE = 'content/guides/first-visit.md';

/** A copy of the sample site with a few more pages, and the preview of it. */
class Preview {
  static async start(program) {
    const folder = await mkdtemp(join(tmpdir(), 'preview-'));
    for (const name of ['content', 'themes']) await cp(join(HOUSE, name), join(folder, name), { recursive: true });
    const preview = Object.assign(new Preview(), { folder });
    await preview.write('content/guides/a-draft.md', page('A draft', 'draft: true\n', 'Not ready.'));
    await preview.write('content/guides/later.md', page('Winter hours', 'publish_at: 2099-12-24 09:00\n', 'Closed.'));
    await preview.write('content/form.md', page('A form', '', FORM));
    await preview.edit('content/site.yaml', 'raw_html: forbid', 'raw_html: allow');
    await preview.run(program, '0');
    return preview;
  }

  /** Starts the program and waits until it says where it is. */
  async run(program, port) {
    Object.assign(this, { program });
    this.process = spawn(program, ['serve', '--port', port], { cwd: this.folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: this.process.stdout });
    this.origin = await new Promise((found, failed) => {
      lines.on('line', (line) => { const url = line.match(/^Preview: (http:\S+)\/$/); if (url) found(url[1]); });
      this.process.on('exit', () => failed(new Error('the preview ended')));
    });
  }

  /** Ends the program, does something, and starts it again at the same address. */
  async restart(meanwhile) {
    this.process.removeAllListeners('exit');
    const gone = new Promise((done) => this.process.once('exit', done));
    this.process.kill();
    await gone;
    await meanwhile();
    await this.run(this.program, new URL(this.origin).port);
  }

  read(file) {
    return readFile(join(this.folder, file), 'utf8');
  }

  write(file, text) {
    return writeFile(join(this.folder, file), text);
  }

  async edit(file, from, to) {
    const text = await this.read(file);
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`${file} has nothing like ${from}`);
    await this.write(file, edited);
  }

  async end() {
    this.process.removeAllListeners('exit');
    this.process.kill();
    await rm(this.folder, { recursive: true });
  }
}

const page = (title, more, text) => `---\ntitle: ${title}\ndescription: ${title}, for the tests of the preview.\n${more}---\n${text}\n`;

const FORM = `<form><label for="name">Name</label> <input id="name" name="name"> <label for="secret">Password</label>
<input id="secret" type="password" name="secret"> <label><input type="checkbox" name="agree"> Agreed</label></form>\n`;

const opened = async (context, address) => {
  const tab = await context.newPage();
  tab.noise = [];
  tab.on('console', (message) => tab.noise.push(short(message.text(), 200)));
  tab.on('pageerror', (error) => tab.noise.push(short(error, 200)));
  tab.on('request', (request) => { if (new URL(request.url()).origin !== new URL(address).origin) tab.noise.push(`asks for ${request.url()}`); });
  tab.setDefaultTimeout(PATIENCE);
  // What happens before the tab has its line to the preview is told when the line is there.
  await tab.goto(address, { waitUntil: 'load' });
  return tab;
};

const text = (tab, words) => tab.waitForFunction((words) => document.body.innerText.includes(words), words);
const mark = (tab) => tab.evaluate(() => { window.marked = true; });
const isMarked = (tab) => tab.evaluate(() => window.marked === true);
const STRIKING = '\nbody { outline: 7px solid rgb(1, 2, 3) }\n';
const isStriking = () => getComputedStyle(document.body).outlineColor === 'rgb(1, 2, 3)';
const isPlain = () => getComputedStyle(document.body).outlineColor !== 'rgb(1, 2, 3)';
const notices = (tab) => tab.locator('vertebra-preview');

async function edits(tally, browser, preview) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 500 } });
  const tab = await opened(context, preview.origin + PAGE);
  const other = await opened(context, `${preview.origin}/contact/`);

  await tally.test('preview', 'an edit is shown, at the place where the page was', async (expect) => {
    await mark(other);
    await tab.evaluate(() => scrollTo({ top: 400, behavior: 'instant' }));
    await preview.edit(FILE, /$/, '\nA sentence that is new.\n');
    await text(tab, 'A sentence that is new.');
    await tab.waitForFunction(() => scrollY === 400);
    expect(await isMarked(other), 'a page that did not change was loaded again');
  });

  await tally.test('preview', 'a new style is taken on without loading the page again', async (expect) => {
    await mark(tab);
    await tab.evaluate(() => scrollTo({ top: 300, behavior: 'instant' }));
    await preview.edit('themes/clinic/styles/main.css', /$/, STRIKING);
    await tab.waitForFunction(isStriking);
    expect(await isMarked(tab), 'the page was loaded again');
    expect(await tab.evaluate(() => scrollY) === 300, 'the page was moved');
    expect(await tab.evaluate(() => document.querySelectorAll('link[rel=stylesheet]').length) === 1, 'the old style is still there');
    await preview.edit('themes/clinic/styles/main.css', STRIKING, '');
    await tab.waitForFunction(isPlain);
  });

  await tally.test('preview', 'a new picture is shown without loading the page again', async (expect) => {
    await mark(tab);
    const isNew = () => [...document.images].find((image) => image.src.includes('/mark.svg'))?.currentSrc.includes('renewed');
    await preview.edit('themes/clinic/static/mark.svg', '<svg', '<svg data-new="yes"');
    await tab.waitForFunction(isNew);
    expect(await isMarked(tab), 'the page was loaded again');
  });

  await tally.test('preview', 'a broken page shows its last good version and what is wrong', async (expect) => {
    await mark(tab);
    await preview.edit(FILE, /$/, '\nSee [a page](no-such-page.md).\n');
    await notices(tab).getByText('there is no page').waitFor();
    const overlay = await notices(tab).locator('.overlay').innerText();
    for (const words of ['This page has 1 error', 'last version without errors', 'link-broken', 'See [a page](no-such-page.md).', '^^^', 'help:'])
      expect(overlay.includes(words), `the overlay does not say "${words}": ${short(overlay, 300)}`);
    expect(await isMarked(tab), 'the page was loaded again');
    expect((await tab.locator('main').innerText()).includes('A sentence that is new.'), 'the last good version is gone');
    await notices(other).getByText('1 error in other files').waitFor();
  });

  await tally.test('preview', 'the overlay is folded with the keyboard, and stays so', async (expect) => {
    const summary = notices(tab).locator('summary');
    await summary.focus();
    await tab.keyboard.press('Enter');
    expect(!await notices(tab).getByText('there is no page').isVisible(), 'it is not folded');
    await preview.edit(FILE, 'A sentence that is new.', 'A sentence that is newer.');
    await preview.edit('content/contact.md', /$/, '\nOne more line.\n');
    await text(other, 'One more line.');
    expect(!await notices(tab).getByText('there is no page').isVisible(), 'it has opened by itself');
    await summary.press('Enter');
    await notices(tab).getByText('there is no page').waitFor();
  });

  await tally.test('preview', 'when the page is mended, it is shown and the overlay is gone', async () => {
    await preview.edit(FILE, '\nSee [a page](no-such-page.md).\n', '');
    await text(tab, 'A sentence that is newer.');
    await notices(tab).locator('.overlay').waitFor({ state: 'detached' });
    await notices(other).locator('.ribbon').waitFor({ state: 'detached' });
  });

  await tally.test('preview', 'what was typed into a form survives, but for passwords', async (expect) => {
    const form = await opened(context, `${preview.origin}/form/`);
    await form.fill('#name', 'Ann');
    await form.fill('#secret', 'hidden');
    await form.check('[name=agree]');
    await form.focus('#name');
    await preview.edit('content/form.md', /$/, '\nA line below the form.\n');
    await text(form, 'A line below the form.');
    await form.waitForFunction(() => document.getElementById('name').value === 'Ann');
    expect(await form.isChecked('[name=agree]'), 'the box is not ticked any more');
    expect(await form.inputValue('#secret') === '', 'the password was kept');
    expect(await form.evaluate(() => document.activeElement.id) === 'name', 'the focus is lost');
    expect(!await form.evaluate(() => JSON.stringify(sessionStorage).includes('hidden')), 'the password was written down');
    await form.close();
  });

  await tally.test('preview', 'a page that is not there yet appears', async () => {
    const lost = await opened(context, `${preview.origin}/guides/brand-new/`);
    await preview.write('content/guides/brand-new.md', page('Brand new', '', 'It is there now.'));
    await text(lost, 'It is there now.');
    await lost.close();
  });

  await tally.test('preview', 'a site without its settings shows what is missing, and comes back', async (expect) => {
    const settings = await preview.read('content/site.yaml');
    const fresh = async () => (await fetch(`${preview.origin}/faq/`)).status;
    await rm(join(preview.folder, 'content/site.yaml'));
    await notices(tab).getByText('there is no site.yaml').waitFor();
    const shown = await opened(context, `${preview.origin}/faq/`);
    await text(shown, 'This site cannot be shown yet');
    expect(await fresh() === 500, 'programs are told that this is the page');
    await preview.write('content/site.yaml', settings);
    await shown.getByRole('heading', { level: 1, name: 'Common questions' }).waitFor();
    await notices(tab).locator('.overlay').waitFor({ state: 'detached' });
    await shown.close();
  });

  const noise = [...tab.noise, ...other.noise];
  tally.judge('console', 'pages that are edited', noise);
  await context.close();
}

async function sources(tally, browser, preview) {
  await tally.test('preview', 'a click with Alt held asks for the line of the paragraph', async (expect) => {
    const context = await browser.newContext();
    const tab = await opened(context, preview.origin + PAGE);
    const asked = [];
    await tab.route('**/__vertebra/open', (route) => {
      asked.push(JSON.parse(route.request().postData()));
      route.fulfill({ json: { words: 'Opened' } });
    });
    const paragraph = tab.locator('main p[data-source]').first();
    const source = `${FILE}:${await paragraph.getAttribute('data-source')}`;
    await paragraph.click();
    expect(asked.length === 0, 'a plain click asks, too');
    await paragraph.click({ modifiers: ['Alt'] });
    await notices(tab).getByText('Opened').waitFor();
    expect(`${asked[0]?.file}:${asked[0]?.line}` === source, `${JSON.stringify(asked)} instead of ${source}`);
    const line = (await preview.read(asked[0].file)).split('\n')[asked[0].line - 1];
    expect(line.startsWith((await paragraph.innerText()).slice(0, 12)), `line ${asked[0].line} is "${line}"`);
    await context.close();
  });
}

async function days(tally, browser, preview) {
  await tally.test('preview', 'another day is kept while one walks through the site', async (expect) => {
    const context = await browser.newContext();
    const tab = await opened(context, `${preview.origin}/guides/?at=2099-12-24`);
    await notices(tab).getByText('As it will be on 24 December 2099').waitFor();
    await text(tab, 'Winter hours');
    expect(!(await tab.locator('main').innerText()).includes('A draft'), 'a draft is shown');
    await tab.getByRole('link', { name: 'Winter hours' }).first().click();
    await tab.waitForURL('**/guides/later/?at=2099-12-24');
    await notices(tab).getByRole('link', { name: 'Back to the current preview' }).click();
    await tab.waitForURL((url) => url.pathname === '/guides/later/' && url.search === '');
    await notices(tab).getByText('Will appear on 24 December 2099 at 09:00').waitFor();
    await context.close();
  });
}

async function restarts(tally, browser, preview) {
  await tally.test('preview', 'a preview that is started again finds its pages, and only those that differ are loaded', async (expect) => {
    const context = await browser.newContext();
    const tab = await opened(context, preview.origin + PAGE);
    const other = await opened(context, `${preview.origin}/contact/`);
    await mark(other);
    await preview.restart(() => preview.edit(FILE, /$/, '\nWritten while nobody looked.\n'));
    await text(tab, 'Written while nobody looked.');
    await other.waitForFunction(async () => (await (await fetch('/__vertebra/')).text()).includes('<a href="/contact/">/contact/</a>'), null, { polling: 100 });
    // It has its line to the preview again.
    await preview.edit('themes/clinic/styles/main.css', /$/, STRIKING);
    await other.waitForFunction(isStriking);
    expect(await isMarked(other), 'a page that did not change was loaded again');
    await preview.edit('themes/clinic/styles/main.css', STRIKING, '');
    await other.waitForFunction(isPlain);
    await context.close();
  });
}

/** The preview's own pages and what stands above others, at every width and in both schemes. */
async function looks(tally, browser, preview, screenshots) {
  await preview.edit(FILE, /$/, '\nSee [a page](no-such-page.md) and [one with a long name](a-page-with-a-very-long-name-that-nobody-has-written-yet.md).\n');
  const places = {
    overlay: PAGE, draft: '/guides/a-draft/', dashboard: '/__vertebra/', why: `/__vertebra/why?page=${FILE}`,
    problems: '/__vertebra/?show=problems', day: '/?at=2099-12-24',
  };
  for (const path of Object.values(places)) await valid(tally, path, await (await fetch(preview.origin + path)).text());
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS) {
      const context = await browser.newContext({ viewport: size(width), colorScheme, reducedMotion: 'reduce' });
      for (const [name, path] of Object.entries(places)) {
        const where = `${path} [${width} ${colorScheme}]`;
        const tab = await opened(context, preview.origin + path);
        tally.judge('console', where, tab.noise); // before axe, whose own styles the preview does not let in
        await tab.evaluate(inside.holdStill);
        await tab.evaluate(AXE);
        const found = await tab.evaluate(inside.axe, TAGS);
        tally.judge('axe', where, found.map(({ id, help, html }) => `${id}: ${short(help, 160)} ${short(html)}`));
        const wide = await tab.evaluate(inside.overflow);
        tally.judge('no sideways', where, wide ? [short(wide, 200)] : []);
        if (screenshots) await tab.screenshot({ path: join(screenshots, `${name}-${width}-${colorScheme}.png`), animations: 'disabled' });
        await tab.close();
      }
      await context.close();
    }
}

const { values } = parseArgs({ options: { program: { type: 'string', default: join(process.env.CARGO_TARGET_DIR ?? join(HOUSE, 'target'), 'release/vertebra') }, screenshots: { type: 'string' } } });
if (values.screenshots) await mkdir(values.screenshots, { recursive: true });
const tally = new Tally();
const preview = await Preview.start(resolve(values.program));
const browser = await launch();
try {
  await edits(tally, browser, preview);
  await sources(tally, browser, preview);
  await days(tally, browser, preview);
  await restarts(tally, browser, preview);
  await looks(tally, browser, preview, values.screenshots);
} finally {
  await browser.close();
  await preview.end();
}
console.log(tally.report());
process.exitCode = tally.failures.length ? 1 : 0;
