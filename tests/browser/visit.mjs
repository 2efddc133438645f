// One visitor: a tab for each scheme and one without scripts, used again for every page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NARROWEST, SCHEMES, size, WIDTHS } from './browser.mjs';
import * as inside from './inside.mjs';
import { short } from './tally.mjs';

export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Pixels of a finger. Source: WCAG 2.2, 2.5.5. */
const TARGET = 44;
export const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export class Visitor {
  /** `origin` is the only place that may be reached. */
  static async of(browser, { origin, strict }, tally) {
    const visitor = new Visitor();
    Object.assign(visitor, { origin, strictOrigin: strict, tally, noise: [], requests: [] });
    const open = (options) => visitor.#open(browser, { viewport: size(WIDTHS[0]), reducedMotion: 'reduce', ...options });
    visitor.tabs = {};
    for (const colorScheme of SCHEMES) visitor.tabs[colorScheme] = await open({ colorScheme });
    visitor.plain = await open({ javaScriptEnabled: false });
    visitor.strict = await open({});
    visitor.needs = {
      'more contrast': await open({ contrast: 'more' }),
      'more contrast, dark': await open({ contrast: 'more', colorScheme: 'dark' }),
      'forced colors': await open({ forcedColors: 'active' }),
    };
    return visitor;
  }

  async #open(browser, options) {
    const context = await browser.newContext(options);
    const foreign = (url) => /^(https?|wss?):$/.test(url.protocol) && ![this.origin, this.strictOrigin].includes(url.origin);
    await context.route(foreign, (route) => route.abort());
    const page = await context.newPage();
    page.on('request', (request) => { if (foreign(new URL(request.url()))) this.requests.push(`asks for ${short(request.url())}`); });
    // The browser itself aborts what it no longer needs when the next page is opened.
    page.on('requestfailed', (request) => {
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.requests.push(`failed: ${short(request.url())}`);
    });
    page.on('response', (response) => {
      if (response.status() >= 400 && response.request().resourceType() !== 'document')
        this.requests.push(`${response.status()} for ${short(response.url().replace(this.origin, ''))}`);
    });
    page.on('console', (message) => this.noise.push(short(message.text())));
    page.on('pageerror', (error) => this.noise.push(short(error)));
    return page;
  }

  /** Opens a page and waits until it is drawn. */
  async #go(page, path, origin = this.origin) {
    const response = await page.goto(origin + path, { waitUntil: 'load' });
    await page.evaluate(() => document.fonts.ready.then(() => true));
    return response.status();
  }

  /** Every check that needs the page open; returns what the page says of itself. */
  async visit(path, expected = 200) {
    const judge = (check, faults) => this.tally.judge(check, path, faults.map((fault) => short(fault, 220)));
    this.noise.length = this.requests.length = 0;

    const { light } = this.tabs;
    await light.setViewportSize(size(WIDTHS[0]));
    const status = await this.#go(light, path);
    judge('answers', status === expected ? [] : [`status ${status}`]);
    const facts = await light.evaluate(inside.facts);
    judge('one h1', facts.h1 === 1 ? [] : [`${facts.h1} h1 elements`]);
    judge('head', [...(facts.title ? [] : ['no title']), ...(facts.lang ? [] : ['no lang']), ...(facts.main === 1 ? [] : [`${facts.main} main elements`])]);
    const text = await light.evaluate(inside.visibleText);
    judge('skip link', await this.#skipLink(light));

    for (const scheme of SCHEMES) {
      const page = this.tabs[scheme];
      await page.setViewportSize(size(WIDTHS[0]));
      await this.#go(page, path);
      await page.evaluate(inside.holdStill);
      await page.evaluate(AXE);
      for (const width of WIDTHS) {
        await page.setViewportSize(size(width));
        const where = `[${width} ${scheme}]`;
        const found = await page.evaluate(inside.axe, TAGS);
        judge('axe', found.map(({ id, help, html }) => `${id}: ${short(help, 120)} ${where} ${short(html)}`));
        judge('focus', (await this.#focus(page)).map((fault) => `${where} ${fault}`));
        if (scheme === 'light') judge('no sideways', await this.#overflow(page, width));
      }
      if (scheme === 'light') judge('no sideways', await this.#overflow(page, NARROWEST));
    }

    await this.#go(this.plain, path);
    judge('without scripts', missing(text, await this.plain.evaluate(inside.visibleText)));
    await this.#otherNeeds(path, judge);
    // An address that is not there is itself reported by the browser; all else is ours.
    judge('console', this.noise.filter((line) => expected === 200 || !/status of 404/.test(line)));
    judge('requests', this.requests);
    this.noise.length = 0;
    await this.#go(this.strict, path, this.strictOrigin);
    judge('policy', this.noise.filter((line) => /Content Security Policy/i.test(line)));
    return { path, ...facts };
  }

  /** As readers set it who see badly, or who have no mouse. */
  async #otherNeeds(path, judge) {
    for (const [need, page] of Object.entries(this.needs)) {
      await page.setViewportSize(size(WIDTHS[0]));
      await this.#go(page, path);
      await page.evaluate(inside.holdStill);
      await page.evaluate(AXE);
      const found = await page.evaluate(inside.axe, TAGS);
      judge(need, found.map(({ id, help, html }) => `${id}: ${short(help, 120)} ${short(html)}`));
      judge(need, await this.#focus(page));
    }
    const { light } = this.tabs;
    await light.setViewportSize(size(WIDTHS[0]));
    await this.#go(light, path);
    judge('targets', await light.evaluate(inside.smallTargets, TARGET));
    for (const width of [WIDTHS[0], WIDTHS.at(-1)]) {
      await light.setViewportSize(size(width));
      judge('keyboard', (await this.#walk(light)).map((fault) => `[${width}] ${fault}`));
    }
    await light.evaluate(inside.spaceOut);
    for (const width of [NARROWEST, WIDTHS[1]]) {
      judge('text spacing', await this.#overflow(light, width));
      judge('text spacing', (await light.evaluate(inside.clipped)).map((html) => `cut off: ${html}`));
    }
    await this.#go(light, path);
    await light.evaluate(inside.enlarge);
    for (const width of WIDTHS.slice(1)) {
      judge('text at 200%', await this.#overflow(light, width));
      judge('text at 200%', (await light.evaluate(inside.clipped)).map((html) => `cut off: ${html}`));
    }
  }

  /** Presses Tab until everything was reached, or long enough. */
  async #walk(page) {
    const count = await page.evaluate(inside.markReachable);
    for (let left = count + 3; left > 0; left -= 1) await page.keyboard.press('Tab');
    return (await page.evaluate(inside.notReached)).map((html) => `Tab does not reach ${html}`);
  }

  async #overflow(page, width) {
    await page.setViewportSize(size(width));
    const wide = await page.evaluate(inside.overflow);
    return wide ? [`at ${width} px: ${wide}`] : [];
  }

  /** The first Tab shows the skip link, Enter follows it, the next Tab goes on behind it. */
  async #skipLink(page) {
    await page.evaluate(inside.holdStill);
    await page.keyboard.press('Tab');
    const link = await page.evaluate(inside.focused);
    if (!link?.isSkipLink) return [`the first Tab reaches ${link ? short(link.html) : 'nothing'}`];
    if (!link.inView) return ['the skip link has the focus and is not in view'];
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    return await page.evaluate(inside.isBehind, link.target) ? [] : [`after #${link.target} the next Tab goes back before it`];
  }

  async #focus(page) {
    await page.keyboard.press('Tab'); // from now on the browser shows where the focus is
    const { faults } = await page.evaluate(inside.unseenFocus);
    return faults.map((fault) => short(fault, 150));
  }
}

/** Texts that are there with scripts only. */
function missing(shown, plain) {
  const rest = [...plain];
  const lost = shown.filter((line) => {
    const at = rest.indexOf(line);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return lost.map((line) => `needs scripts: ${short(line, 60)}`);
}
