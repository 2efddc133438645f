// Finds pages in the index that Vertebra makes, and shows them above the list of all pages. What people type stays in this
// browser: behind the # of the address, which no server sees. How the files are written: src/search.
const form = document.querySelector('.search-page-form');
const [input, state, results] = ['.search-input', '.search-status', '.search-results'].map((name) => document.querySelector(name));
const say = form.dataset;
const language = document.documentElement.lang.slice(0, 2);

// No more at once, so that no search loads more than 100 KB, however large the site is.
const SHOWN = 8;
const WORDS = 5;
const SYMBOLS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

// Words, cut as src/search/words.rs cuts them.
const SINGLE = '\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';
const WORD = new RegExp(`[${SINGLE}]|(?:(?![${SINGLE}])[\\p{L}\\p{N}\\p{M}'’\\u00ad\\u200b-\\u200d])+`, 'gu');
const fold = (word) => word.toLowerCase().normalize('NFD').replace(/[\p{M}'’\u00ad\u200b-\u200d]/gu, '').slice(0, 32);
const wordsOf = (text) => Array.from(text.matchAll(WORD), ([word]) => fold(word)).filter(Boolean);

/** What the forms of a word have in common: always their beginning. */
function stem(word) {
  if (word.length < 4) return word;
  if (language === 'es') return word.replace(/(?:[aeo]s?|s)$/, '');
  if (language !== 'en') return word;
  const one = word.replace(/ies$/, 'y').replace(/([^su])s$/, '$1');
  return one.replace(/^(.*[aeiouy].*..?)(?:ing|ed)$/, '$1').replace(/([^aeiouls])\1$/, '$1').replace(/(..)[ey]$/, '$1');
}

/** How well a word of a page answers a word that was typed; the last one may not be typed to its end. */
function likeness(word, typed, isLast) {
  if (word === typed) return 1;
  if (stem(word) === stem(typed)) return 0.8;
  return isLast && word.startsWith(typed) ? 0.2 + 0.4 * (typed.length / word.length) : 0;
}

// Files, each loaded once.
const loaded = new Map();
let index;
function load(url, options) {
  if (!loaded.has(url)) {
    const answer = fetch(url, options).then((it) => (it.ok ? it.json() : Promise.reject(new Error(`${it.status} for ${url}`))));
    loaded.set(url, answer);
    answer.catch(() => loaded.delete(url));
  }
  return loaded.get(url);
}
const part = (name) => load(`${index.base}${index.folder}${name}.json`);
const digits = (text, at, count) => text.slice(at * count, (at + 1) * count);

/** The file that would hold a typed word; for the beginning of a word, the next one too if words in it begin so. */
function filesOf(typed, isLast) {
  const at = index.firsts.findLastIndex((first) => first <= typed);
  const next = isLast && index.firsts[at + 1]?.startsWith(typed) ? [at + 1] : [];
  return Promise.all([at, ...next].map((file) => part(`words.${digits(index.words, file, 10)}`)));
}

/** Reads the entries that hold a word, with its weight in each: see src/search/postings.rs. */
function entriesOf(text, times, into) {
  for (const group of text.replace('!', '').split('.')) {
    const weight = SYMBOLS.indexOf(group[0]) * times;
    let [number, slot] = [0, -1];
    for (let at = 1; at < group.length; at += 1) {
      const symbol = SYMBOLS.indexOf(group[at]);
      number = number * 32 + (symbol % 32);
      if (symbol < 32) {
        slot += number + 1;
        number = 0;
        into.set(slot, Math.max(weight, into.get(slot) ?? 0));
      }
    }
  }
}

/**
 * The entries that hold every word, the best first: those are all (`isWhole`). Where none does, those that hold some of them.
 * And the words that nothing holds, with those that are near.
 */
async function find(typed) {
  const lists = await Promise.all(typed.map(async (word, at) => {
    const slots = new Map();
    const near = index.likely.split(' ');
    let isCut = false;
    for (const file of await filesOf(word, at === typed.length - 1)) {
      for (let place = 0; place < file.length; place += 2) {
        const alike = likeness(file[place], word, at === typed.length - 1);
        if (alike) {
          entriesOf(file[place + 1], alike, slots);
          isCut ||= file[place + 1][0] === '!';
        }
        near.push(file[place]);
      }
    }
    return { word, slots, isCut, near };
  }));
  // A list that was cut says who is best, not who is not there.
  const strict = lists.filter(({ isCut }) => !isCut);
  const [first, ...others] = (strict.length ? strict : lists).map(({ slots }) => slots);
  const whole = [...first.keys()].filter((slot) => others.every((slots) => slots.has(slot)));
  const isWhole = whole.length > 0;
  const some = isWhole ? whole : [...new Set(lists.flatMap(({ slots }) => [...slots.keys()]))];
  const scored = some.map((slot) => {
    const holding = lists.filter(({ slots }) => slots.has(slot));
    const score = holding.reduce((sum, { slots }) => sum + slots.get(slot) * Math.log(1 + index.entries / slots.size), 0);
    return { slot, score: (score * holding.length) / lists.length };
  });
  scored.sort((a, b) => b.score - a.score || a.slot - b.slot);
  return { slots: scored.map(({ slot }) => slot), isWhole, lists };
}

/** The query with the nearest words that there are; nothing when all are there, none is near, or no page has them all. */
async function meant(lists) {
  const words = lists.map(({ word, slots, near }) => (slots.size ? word : nearest(word, near)));
  const isOther = words.every(Boolean) && lists.some(({ slots }) => !slots.size);
  return isOther && (await find([...new Set(words)])).isWhole ? words.join(' ') : '';
}

function nearest(word, names) {
  let best = Math.max(1, Math.floor(word.length / 3)) + 1;
  let found = '';
  for (const name of new Set(names)) {
    const steps = Math.abs(name.length - word.length) < best ? distance(word, name) : best;
    if (steps < best) [best, found] = [steps, name];
  }
  return found;
}

/** How many letters must be typed otherwise: one more, one less, another, or two the other way round. */
function distance(a, b) {
  const rows = [[...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

// What is shown. Texts are only ever set as text.
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
function link(url, ...children) {
  const made = element('a', '', ...children);
  made.href = url;
  return made;
}

/** A text with the words that were found marked. */
function marked(text, isHit) {
  const parts = [];
  let done = 0;
  for (const { 0: word, index: at } of text.matchAll(WORD)) {
    if (!isHit(fold(word))) continue;
    parts.push(text.slice(done, at), element('mark', '', word));
    done = at + word.length;
  }
  return [...parts, text.slice(done)];
}

/** The part of a text with the most words that were found. */
function snippet(text, isHit) {
  const hits = Array.from(text.matchAll(WORD)).filter(([word]) => isHit(fold(word)));
  if (!hits.length) return '';
  const around = (from) => new Set(hits.filter(({ index: at }) => at >= from && at < from + 140).map(([word]) => fold(word))).size;
  const { index: at } = hits.reduce((best, hit) => (around(hit.index) > around(best.index) ? hit : best));
  const from = at < 60 ? 0 : text.indexOf(' ', at - 60) + 1;
  const end = text.length - from < 220 ? text.length : text.lastIndexOf(' ', from + 200);
  return `${from ? '… ' : ''}${text.slice(from, Math.max(end, at))}${end < text.length ? ' …' : ''}`;
}

async function show(slots, from, isHit) {
  const next = slots.slice(from, from + SHOWN);
  const texts = await Promise.all(next.map((slot) => part(`texts-${slot >> 2}.${digits(index.texts, slot >> 2, 6)}`)));
  return next.map((slot, at) => {
    const [url, title, section, description, text] = texts[at][slot % 4];
    const words = snippet(text, isHit) || description;
    const item = element('li', 'search-hit', link(index.base + url, ...marked(title, isHit)));
    if (section) item.append(' ', element('span', 'search-section', section));
    item.append(element('p', 'search-snippet', ...marked(words, isHit)));
    return item;
  });
}

/** Whether what was typed has the words of an emergency in it. */
function isUrgent(typed) {
  const said = (word) => typed.some((one, at) => likeness(word, one, at === typed.length - 1 && one.length > 3));
  return index.emergency?.words.some((phrase) => phrase.split(' ').every(said));
}

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
let turn = 0;

async function search(query, isAgain = false) {
  const own = (turn += 1);
  const isOld = () => own !== turn;
  const all = wordsOf(query);
  if (!all.length) {
    results.replaceChildren();
    results.hidden = true;
    state.textContent = '';
    return;
  }
  try {
    index = await load(say.index, { cache: isAgain ? 'reload' : 'no-cache' });
    const common = new Set(index.common.split(' '));
    const rare = all.filter((word) => !common.has(word));
    const typed = [...new Set(rare.length ? rare : all)].slice(0, WORDS);
    const urgent = isUrgent(all) ? index.emergency : null;
    const { slots, isWhole, lists } = await find(typed);
    const other = isWhole ? '' : await meant(lists);
    const others = index.synonyms.filter(([word]) => word.split(' ').every((one) => typed.includes(one))).flatMap(([, texts]) => texts.flatMap(wordsOf));
    const isHit = (word) => typed.some((one, at) => likeness(word, one, at === typed.length - 1)) || others.some((one) => likeness(word, one));
    const hits = await show(slots, 0, isHit);
    if (isOld()) return;
    const list = element('ol', 'search-hits', ...hits);
    const words = query.trim();
    const count = slots.length.toLocaleString(document.documentElement.lang);
    const kind = slots.length === 1 ? say.one : slots.length ? say.many : say.none;
    // Who may need help now is not told that there is nothing.
    const found = urgent && !slots.length ? '' : fill(slots.length && !isWhole ? say.some : kind, { count, words });
    const below = hits.length ? [list] : urgent ? [] : help();
    results.replaceChildren(...(urgent ? [card(urgent)] : []), ...(other ? [suggestion(other)] : []), ...below);
    if (slots.length > hits.length) results.append(more(slots, list, isHit));
    results.hidden = false;
    state.textContent = urgent ? `${say.urgent} ${urgent.title}. ${found}`.trim() : found;
  } catch (error) {
    if (isOld()) return;
    // A file is missing: the site may have been published anew since its list of files was read.
    if (index && !isAgain) {
      loaded.clear();
      return search(query, true);
    }
    results.replaceChildren(...(index && isUrgent(all) ? [card(index.emergency)] : []));
    results.hidden = !results.children.length;
    state.textContent = say.failed;
  }
}

function card({ url, title, text }) {
  const strong = element('p', 'search-urgent-label', say.urgent);
  return element('div', 'search-urgent', strong, element('p', 'search-urgent-title', link(index.base + url, title)), element('p', '', text));
}

const suggestion = (other) => element('p', 'search-meant', `${say.meant} `, link(`#q=${encodeURIComponent(other)}`, other));

/** The way to the page of warning signs, if there is one. */
function help() {
  const { emergency } = index;
  return emergency ? [element('p', 'search-help', `${say.help} `, link(index.base + emergency.url, emergency.title))] : [];
}

/** The button that shows the next results. The focus goes to the first of them. */
function more(slots, list, isHit) {
  const button = element('button', 'search-more', say.more);
  button.type = 'button';
  button.addEventListener('click', async () => {
    const hits = await show(slots, list.children.length, isHit).catch(() => []);
    if (!hits.length) state.textContent = say.failed;
    list.append(...hits);
    hits[0]?.querySelector('a').focus();
    if (list.children.length >= slots.length) button.remove();
  });
  return button;
}

// The address and the input say the same. Other fragments are jumps inside the page.
const asked = () => (location.hash.startsWith('#q=') ? decode(location.hash.slice(3)) : location.hash.length > 1 ? null : '');
function decode(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
function remember() {
  const words = input.value.trim();
  if (words !== (asked() ?? '').trim()) history.replaceState(null, '', words ? `#q=${encodeURIComponent(words)}` : location.pathname);
}
function follow() {
  const query = asked();
  if (query === null) return;
  if (input.value.trim() !== query.trim()) input.value = query;
  search(query);
}

let waiting;
function type() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    remember();
    search(input.value);
  }, 120);
}
input.addEventListener('input', type);
input.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !input.value) return;
  input.value = '';
  type();
});
// What was looked for with Enter is a place to come back to.
form.addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  remember();
  if (history.state !== input.value) history.pushState(input.value, '', location.href);
  search(input.value);
});
addEventListener('hashchange', follow);
addEventListener('popstate', follow);
form.hidden = false;
follow();
