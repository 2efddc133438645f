// Functions that run inside the page. Each stands alone: it is sent to the browser as text.

/** What the other checks want to know of a page. */
export function facts() {
  const absolute = (value) => new URL(value, document.baseURI).href;
  const links = [];
  for (const element of document.querySelectorAll('[href], [src], [srcset], [action], [poster], object[data]')) {
    for (const name of ['href', 'src', 'action', 'poster', 'data'])
      if (element.getAttribute(name)) links.push(absolute(element.getAttribute(name)));
    for (const candidate of (element.getAttribute('srcset') ?? '').split(',').filter((part) => part.trim()))
      links.push(absolute(candidate.trim().split(/\s+/)[0]));
  }
  for (const element of document.querySelectorAll('meta[property^="og:"], meta[name^="twitter:"]'))
    if (/^https?:/.test(element.content)) links.push(element.content);
  return {
    links,
    lang: document.documentElement.lang,
    title: document.title.trim(),
    h1: document.querySelectorAll('h1').length,
    main: document.querySelectorAll('main').length,
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    noindex: /noindex/.test(document.querySelector('meta[name=robots]')?.content ?? ''),
    canonical: document.querySelector('link[rel=canonical]')?.href ?? '',
    feeds: [...document.querySelectorAll('link[rel=alternate][type*="feed"], link[rel=alternate][type$="+xml"]')].map((link) => link.href),
  };
}

/** What sticks out sideways, or null. */
export function overflow() {
  const room = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= room) return null;
  const culprit = [...document.body.querySelectorAll('*')].find((element) => element.getBoundingClientRect().right > room + 1);
  return `${document.scrollingElement.scrollWidth} px wide: ${culprit?.outerHTML ?? ''}`;
}

/** The visible text, but for controls, which scripts may add. */
export function visibleText() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.replace(/\s+/g, ' ').trim();
    const parent = node.parentElement;
    if (text && !parent.closest('noscript, script, style, template, label, button, [role=button], [role=status]') &&
        parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })) lines.push(text);
  }
  return lines;
}

/** Ends transitions and smooth scrolling, which would be measured half way. */
export function holdStill() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** The spacing that readers may set for themselves. Source: WCAG 2.2, 1.4.12. */
export function spaceOut() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Text at twice its size, as a reader sets it. Source: WCAG 2.2, 1.4.4. */
export function enlarge() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':root { font-size: 200% !important }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Text that is cut off by the box it stands in. */
export function clipped() {
  const cut = (element) => {
    const style = getComputedStyle(element);
    const hides = (axis) => ['hidden', 'clip'].includes(style[`overflow${axis}`]);
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false; // for screen readers alone
    return (hides('Y') && element.scrollHeight > element.clientHeight + 2) || (hides('X') && element.scrollWidth > element.clientWidth + 2);
  };
  return [...document.body.querySelectorAll('*')]
    .filter((element) => element.textContent.trim() && !element.closest('svg') && element.checkVisibility() && cut(element))
    .map((element) => element.outerHTML);
}

/** Controls that are smaller than a finger; links inside running text are exempt. Source: WCAG 2.2, 2.5.5. */
export function smallTargets(least) {
  const inText = (element) => {
    const parent = element.closest('p, li, dd, dt, td, th, figcaption, label, summary, h1, h2, h3, h4');
    return element.tagName === 'A' && parent && parent.textContent.trim() !== element.textContent.trim();
  };
  const wanted = 'header nav a, a[href^="tel:"][class], button, summary, input:not([type=hidden]), select';
  return [...document.querySelectorAll(wanted)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !inText(element))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.height < least - .5 || box.width < least - .5))
    .map(([element, box]) => `${Math.round(box.width)} × ${Math.round(box.height)} px: ${element.outerHTML}`);
}

/** Marks everything that the keyboard has to reach; returns how many there are. */
export function markReachable() {
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' && !element.closest('[inert]') &&
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length);
  globalThis.unreached = new Set(all);
  document.addEventListener('focusin', ({ target }) => globalThis.unreached.delete(target));
  document.activeElement?.blur();
  return all.length;
}

/** What the keyboard has not reached since `markReachable`. */
export const notReached = () => [...globalThis.unreached].map((element) => element.outerHTML);

/** Where the focus is, seen from the skip link. */
export function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const target = element.getAttribute('href')?.startsWith('#') ? document.getElementById(decodeURIComponent(element.hash.slice(1))) : null;
  return {
    html: element.outerHTML,
    isSkipLink: Boolean(target),
    target: target?.id,
    inView: box.width > 1 && box.height > 1 && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
  };
}

/** Whether the focus is inside or behind the element with this id. */
export function isBehind(id) {
  const target = document.getElementById(id);
  const follows = (element) => Boolean(target.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  const element = document.activeElement;
  if (element === target || follows(element)) return true;
  // When nothing behind it takes the focus, the browser begins again.
  return ![...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .some((one) => follows(one) && one.checkVisibility({ visibilityProperty: true }));
}

/** Focuses everything that Tab reaches, one after the other, and says where that cannot be seen. The last key pressed must have been Tab. */
export function unseenFocus() {
  const NAMES = ['outline', 'boxShadow', 'backgroundColor', 'backgroundImage', 'color', 'border', 'textDecoration', 'clipPath', 'width', 'height'];
  const look = (element) => [element, ...[...element.querySelectorAll('*')].slice(0, 5), element.parentElement]
    .flatMap((one) => [null, '::before', '::after'].map((pseudo) => {
      const style = getComputedStyle(one, pseudo);
      // An outline that is not drawn has a color all the same, and the color of the focus.
      return NAMES.map((name) => (name === 'outline' && style.outlineStyle === 'none' ? '' : style[name])).join('|');
    })).join('||');
  const targets = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && element.type !== 'hidden' && !element.closest('[inert]') &&
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length);
  document.activeElement?.blur();
  const before = targets.map(look);
  const faults = [];
  targets.forEach((element, index) => {
    element.focus();
    if (document.activeElement !== element) return faults.push(`does not take the focus: ${element.outerHTML}`);
    if (look(element) === before[index]) faults.push(`looks the same with the focus: ${element.outerHTML}`);
    const box = element.getClientRects()[0];
    const middle = (from, to, room) => (Math.max(from, 0) + Math.min(to, room)) / 2;
    const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
    if (!top || !(element.contains(top) || top.contains(element))) faults.push(`is covered or off screen with the focus: ${element.outerHTML}`);
  });
  document.activeElement?.blur();
  scrollTo(0, 0);
  return { faults, count: targets.length };
}

/** Runs axe, which was put into the page before. */
export async function axe(tags) {
  const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, any }) => ({ id, help: any[0]?.message ?? help, html })));
}

/** An XML file as far as the checks look at it, or its first error. */
export function readXml(text) {
  const xml = new DOMParser().parseFromString(text, 'application/xml');
  const broken = xml.querySelector('parsererror');
  if (broken) return { error: broken.textContent };
  const child = (element, name) => [...element.children].find((one) => one.localName === name);
  const value = (element, name) => child(element, name)?.textContent.trim() ?? '';
  return {
    root: xml.documentElement.localName,
    locations: [...xml.getElementsByTagNameNS('*', 'loc')].map((one) => one.textContent.trim()),
    title: value(xml.documentElement, 'title'),
    id: value(xml.documentElement, 'id'),
    updated: value(xml.documentElement, 'updated'),
    entries: [...xml.getElementsByTagNameNS('http://www.w3.org/2005/Atom', 'entry')].map((entry) => ({
      id: value(entry, 'id'), title: value(entry, 'title'), updated: value(entry, 'updated'),
      link: child(entry, 'link')?.getAttribute('href') ?? '', html: value(entry, 'content') + value(entry, 'summary'),
    })),
  };
}
