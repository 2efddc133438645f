// Searches a built site in a real browser, under the security policy that it is made for, and looks at what is found.
//
//     node search.mjs [FOLDER] [WORDS]       the folder is public/ when none is given; WORDS are only measured
//
// Ends with `browser: N passed, M failed`; the status is 1 when anything failed.
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { launch, SCHEMES, size, WIDTHS } from './browser.mjs';
import * as inside from './inside.mjs';
import { baseOf, serve, SITE } from './server.mjs';
import { short, Tally } from './tally.mjs';
import { AXE, TAGS } from './visit.mjs';

// As hosts send it, but for the upgrade to https, which this server does not speak.
const POLICY = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';
  manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`.replace(/\s+/g, ' ');
const PATIENCE = 15_000;
// What one search may load, as hosts send it.
const LIMIT = 100 * 1024;
const HELP = 'Back pain: when to get medical help';

class Visit {
  /** A tab with the search page open. `lost` are files that do not arrive. */
  static async of(browser, site, { lost = null, path = 'search/', ...options } = {}) {
    const context = await browser.newContext({ viewport: size(WIDTHS[2]), reducedMotion: 'reduce', ...options });
    const visit = Object.assign(new Visit(), { context, noise: [], asked: [], bytes: 0 });
    await context.route('**/*', async (route) => {
      const url = route.request().url();
      if (lost?.test(url)) return route.abort();
      const response = await route.fetch();
      const body = await response.body();
      visit.asked.push(url);
      if (url.endsWith('.json')) visit.bytes += gzipSync(body).length;
      return route.fulfill({ response, body, headers: { ...response.headers(), 'content-security-policy': POLICY } });
    });
    visit.tab = await context.newPage();
    visit.tab.setDefaultTimeout(PATIENCE);
    visit.tab.on('console', (message) => visit.noise.push(short(message.text(), 200)));
    visit.tab.on('pageerror', (error) => visit.noise.push(short(error, 200)));
    await visit.tab.goto(site + path, { waitUntil: 'load' });
    return visit;
  }

  get input() {
    return this.tab.locator('#search-words');
  }

  /** Types words and waits until it is said what was found. */
  async type(words) {
    await this.input.fill(words);
    await this.said(words.trim());
  }

  /** Waits until the status speaks of something. */
  async said(words) {
    await this.tab.waitForFunction((words) => document.querySelector('.search-status').textContent.includes(words), words);
  }

  status() {
    return this.tab.locator('.search-status').textContent();
  }

  titles() {
    return this.tab.locator('.search-hit > a').allTextContents();
  }

  async close() {
    await this.context.unrouteAll({ behavior: 'ignoreErrors' });
    await this.context.close();
  }
}

async function words(tally, browser, site) {
  const visit = await Visit.of(browser, site);
  const { tab } = visit;

  await tally.test('search', 'other words for a thing find it', async (expect) => {
    await visit.type('knots');
    const titles = await visit.titles();
    expect(titles.some((title) => /trigger point/i.test(title)), `found ${titles}`);
    const marks = await tab.locator('.search-hit mark').allTextContents();
    expect(marks.some((mark) => /^trigger$/i.test(mark)), `marked ${marks}`);
  });

  await tally.test('search', 'words of an emergency bring the page of warning signs first', async (expect) => {
    await visit.type('numb');
    const first = tab.locator('.search-results a').first();
    expect(await first.textContent() === HELP, `first is ${await first.textContent()}`);
    expect((await tab.locator('.search-urgent').textContent()).includes('Read this first'), 'the card has no label');
    expect((await visit.status()).includes(HELP), 'the status does not name the page');
    await visit.type('massage');
    expect(await tab.locator('.search-urgent').count() === 0, 'the card is there for other words too');
  });

  await tally.test('search', 'accents make no difference', async (expect) => {
    await visit.type('fascía');
    const titles = await visit.titles();
    expect(titles[0] === 'Fascia', `found ${titles}`);
    const address = await tab.locator('.search-hit > a').first().getAttribute('href');
    expect(address.endsWith('/glossary/#fascia'), `leads to ${address}`);
  });

  await tally.test('search', 'the beginning of a word is enough, and other forms of it', async (expect) => {
    for (const typed of ['mass', 'massages', 'massaging', 'swed']) {
      await visit.type(typed);
      const titles = await visit.titles();
      expect(titles.some((title) => /massage/i.test(title)), `${typed} found ${titles}`);
    }
  });

  await tally.test('search', 'several words must all be there', async (expect) => {
    await visit.type('deep tissue');
    const titles = await visit.titles();
    expect(/deep tissue/i.test(titles[0]), `found ${titles}`);
    const all = Number((await visit.status()).match(/^(\d+) page/)[1]);
    await visit.type('deep tissue glossary');
    expect(Number((await visit.status()).match(/^(\d+) page/)?.[1] ?? 0) < all, 'one more word found more');
  });

  await tally.test('search', 'where no page has all words, those with most of them are shown', async (expect) => {
    await visit.type('deep tissue zzzzqqq');
    expect((await visit.status()).startsWith('No page has all'), `said ${await visit.status()}`);
    expect(/deep tissue/i.test((await visit.titles())[0]), `found ${await visit.titles()}`);
    expect(await tab.locator('.search-meant').count() === 0, 'a suggestion that finds nothing');
  });

  await tally.test('search', 'nobody who may need help is told that nothing was found', async (expect) => {
    await visit.input.fill('incontinence zzzzqqq');
    await visit.said('Read this first');
    expect(!(await visit.status()).includes('Nothing found'), `said ${await visit.status()}`);
    await visit.input.fill('xzxzxz');
    await visit.said('Nothing found');
  });

  await tally.test('search', 'a slip of the finger is mended', async (expect) => {
    await visit.type('fasica');
    await tab.locator('.search-meant a').click();
    await visit.said('“fascia”');
    expect((await visit.titles())[0] === 'Fascia', 'the suggestion finds nothing');
    expect(await visit.input.inputValue() === 'fascia', 'the input still says what was typed');
  });

  await tally.test('search', 'what looks like HTML is text', async (expect) => {
    const typed = '<img src=x onerror=alert(1)>';
    await visit.type(typed);
    expect((await visit.status()).includes(typed), 'it is not shown as it was typed');
    expect(await tab.locator('main img').count() === 0, 'it became a picture');
  });

  await tally.test('search', 'nothing found leads on', async (expect) => {
    await visit.type('zzzzqqq');
    expect((await visit.status()).startsWith('Nothing found'), `said ${await visit.status()}`);
    expect((await tab.locator('.search-help a').textContent()) === HELP, 'no way to help');
    expect(await tab.locator('.search-letter a').count() > 40, 'the list is gone');
  });

  await tally.test('search', 'only punctuation asks for nothing', async (expect) => {
    await visit.input.fill(' ?!  ');
    await tab.waitForFunction(() => document.querySelector('.search-status').textContent === '');
    expect(await tab.locator('.search-results').isHidden(), 'results are shown');
  });

  tally.judge('console', 'search', visit.noise);
  await visit.close();
}

async function addresses(tally, browser, site) {
  await tally.test('search', 'the words stand behind the # and nowhere else', async (expect) => {
    const visit = await Visit.of(browser, site);
    await visit.type('deep tissue');
    await visit.tab.waitForFunction(() => location.hash === '#q=deep%20tissue');
    const kept = await visit.tab.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length].join());
    expect(kept === '0,0,0', `something is stored: ${kept}`);
    expect(!visit.asked.some((url) => url.includes('?') || /tissue/.test(url)), `asked for ${visit.asked}`);
    await visit.close();
  });

  await tally.test('search', 'an address with words searches at once, and Back comes back to them', async (expect) => {
    const visit = await Visit.of(browser, site, { path: 'search/#q=fascia' });
    const { tab } = visit;
    await visit.said('“fascia”');
    await tab.locator('.search-hit > a').last().click();
    await tab.waitForFunction(() => !location.pathname.endsWith('/search/'));
    await tab.goBack();
    await visit.said('“fascia”');
    expect(await visit.input.inputValue() === 'fascia', 'the input is empty');
    await visit.input.fill('swedish');
    await visit.input.press('Enter');
    await visit.type('clinic');
    await tab.goBack();
    await visit.said('“swedish”');
    await tab.locator('.letters a').first().click();
    expect(await visit.input.inputValue() === 'swedish', 'a jump to a letter forgets the words');
    await visit.close();
  });

  await tally.test('search', 'the box on every page leads to the search', async (expect) => {
    const visit = await Visit.of(browser, site, { path: '' });
    const { tab } = visit;
    await tab.locator('.search-box .search-input').fill('trigger & point');
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => location.href.endsWith('/search/#q=trigger%20%26%20point'));
    await visit.said('trigger & point');
    expect((await visit.titles()).length > 0, 'nothing was found');
    tally.judge('console', 'search box', visit.noise);
    await visit.close();
  });
}

async function keys(tally, browser, site) {
  await tally.test('search', 'all of it can be done with the keyboard', async (expect) => {
    const visit = await Visit.of(browser, site);
    const { tab } = visit;
    await visit.input.focus();
    await tab.keyboard.type('swedish');
    await visit.said('“swedish”');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Tab');
    const focused = await tab.evaluate(() => document.activeElement.closest('.search-hit')?.textContent ?? document.activeElement.outerHTML);
    expect(/swedish/i.test(focused), `the focus is at ${short(focused)}`);
    await tab.keyboard.press('Shift+Tab');
    await tab.keyboard.press('Shift+Tab');
    await tab.keyboard.press('Escape');
    await tab.waitForFunction(() => document.querySelector('.search-results').hidden && location.hash === '');
    expect(await visit.input.inputValue() === '', 'Escape leaves the words');
    expect(await tab.evaluate(() => document.activeElement.id) === 'search-words', 'the focus is lost');
    await visit.close();
  });

  await tally.test('search', 'more results come when they are asked for', async (expect) => {
    const visit = await Visit.of(browser, site);
    await visit.type('massage');
    const before = (await visit.titles()).length;
    await visit.tab.locator('.search-more').press('Enter');
    await visit.tab.waitForFunction((before) => document.querySelectorAll('.search-hit').length > before, before);
    const place = await visit.tab.evaluate(() => [...document.querySelectorAll('.search-hit > a')].indexOf(document.activeElement));
    expect(place === before, `the focus is at result ${place}`);
    await visit.close();
  });
}

async function troubles(tally, browser, site) {
  await tally.test('search', 'without scripts there is a list from A to Z', async (expect) => {
    const visit = await Visit.of(browser, site, { javaScriptEnabled: false });
    const { tab } = visit;
    expect(await visit.input.isHidden(), 'a form that does nothing is shown');
    const letters = await tab.locator('main h3').allTextContents();
    expect(letters.join() === [...letters].sort().join() && letters.length > 10, `letters ${letters}`);
    const knots = await tab.getByRole('link', { name: 'Trigger point, for Knots' }).getAttribute('href');
    expect(knots.endsWith('/glossary/#trigger-point'), `knots lead to ${knots}`);
    const links = await tab.locator('main .letters a').evaluateAll((all) => all.map((link) => document.querySelector(link.hash) !== null));
    expect(links.every(Boolean), 'a letter leads nowhere');
    expect(await tab.locator('header .search-link').isVisible(), 'no link in the header');
    await visit.close();
  });

  for (const [name, lost] of [['list of files', /index\.json/], ['words', /words\./], ['texts', /texts-/]])
    await tally.test('search', `a lost file is told in words: ${name}`, async (expect) => {
      const visit = await Visit.of(browser, site, { lost });
      await visit.input.fill('numb');
      await visit.said('could not be loaded');
      expect(await visit.tab.locator('.search-letter a').count() > 40, 'the list is gone');
      const urgent = await visit.tab.locator('.search-urgent').count();
      expect(urgent === (name === 'list of files' ? 0 : 1), `${urgent} cards for an emergency`);
      await visit.close();
    });
}

async function looks(tally, browser, site) {
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS)
      for (const typed of ['', 'numb', 'massage', 'zzzzqqq']) {
        const where = `"${typed}" [${width} ${colorScheme}]`;
        const visit = await Visit.of(browser, site, { colorScheme, viewport: size(width) });
        if (typed) await visit.type(typed);
        tally.judge('console', where, visit.noise); // before axe, whose own styles the policy does not let in
        await visit.tab.evaluate(inside.holdStill);
        await visit.tab.evaluate(AXE);
        const found = await visit.tab.evaluate(inside.axe, TAGS);
        tally.judge('axe', where, found.map(({ id, help, html }) => `${id}: ${short(help, 160)} ${short(html)}`));
        const wide = await visit.tab.evaluate(inside.overflow);
        tally.judge('no sideways', where, wide ? [short(wide, 200)] : []);
        await visit.close();
      }
}

/** What one search loads, each with an empty cache. */
async function weights(tally, browser, site, queries) {
  for (const typed of queries) {
    const visit = await Visit.of(browser, site);
    await visit.type(typed);
    const files = visit.asked.filter((url) => url.endsWith('.json')).length;
    console.log(`"${typed}": ${(visit.bytes / 1024).toFixed(1)} KB in ${files} files; ${short(await visit.status())}`);
    tally.judge('weight', `"${typed}"`, visit.bytes <= LIMIT ? [] : [`${visit.bytes} bytes`]);
    await visit.close();
  }
}

const [folder = SITE, ...queries] = process.argv.slice(2);
const tally = new Tally();
const { base } = await baseOf(resolve(folder));
const server = await serve(resolve(folder), base);
const browser = await launch();
const site = server.origin + base;
try {
  if (queries.length) await weights(tally, browser, site, queries);
  else {
    await words(tally, browser, site);
    await addresses(tally, browser, site);
    await keys(tally, browser, site);
    await troubles(tally, browser, site);
    await looks(tally, browser, site);
    await weights(tally, browser, site, ['back', 'massage', 'ma', 'how does deep tissue massage help low back pain', 'zzzzqqq']);
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(tally.report());
process.exitCode = tally.failures.length ? 1 : 0;
