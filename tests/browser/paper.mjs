// What has to be on paper and what has not: functions that run inside a page which is shown as printed. Each stands alone.

/** Texts that a printed page must have, and some that it must not have. */
export function expected() {
  const text = (element) => element.textContent.replace(/\s+/g, ' ').trim();
  const own = (selector, among = document) => [...among.querySelectorAll(selector)];
  const leaf = (element) => !element.querySelector('p, li, dd, dt, td, th, figcaption');
  const isAid = (element) => element.closest('nav, form, svg, noscript, [role=search], [data-print=never]');
  const isForListeners = (element) => {
    const { clipPath, position, width } = getComputedStyle(element);
    return position === 'absolute' && (clipPath !== 'none' || parseFloat(width) <= 1);
  };
  // One by one, as styles may put something between them: the address behind a link.
  const pieces = (element) => {
    const found = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let within = node.parentElement;
      while (within !== element && !isForListeners(within)) within = within.parentElement;
      if (!isForListeners(within)) found.push(node.data.replace(/\s+/g, ' ').trim());
    }
    return found.filter((piece) => /[\p{L}\p{N}]/u.test(piece));
  };
  // What lies in a closed `details` is not shown on the screen, and is printed all the same.
  const body = own('main h1, main h2, main h3, main p, main li, main dt, main dd, main th, main td, main summary, main figcaption')
    .filter((element) => leaf(element) && !isAid(element)).flatMap(pieces).filter(Boolean);
  const menu = own('header nav').map(text).filter((line) => line.length > 20);
  const skip = own('a[href^="#main"]').map(text).filter(Boolean);
  return { shown: [...new Set([...body, document.querySelector('h1') ? text(document.querySelector('h1')) : ''])].filter(Boolean), hidden: [...menu, ...skip] };
}

/** Text whose ink would be too light on white paper: 4.5 to 1, as on the screen. Source: WCAG 2.2, 1.4.3. */
export function faint() {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).map((value) => value / 255).map((value) => (value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest('script, style, svg, noscript') || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color } = getComputedStyle(element);
    const contrast = 1.05 / (luminance(color) + .05);
    if (color.startsWith('rgb') && contrast < 4.5) found.add(`${color} on white, ${contrast.toFixed(1)} to 1: ${node.data.trim().slice(0, 40)}`);
  }
  return [...found];
}
