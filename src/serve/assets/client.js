// The preview's script in every page: keeps the page up to date.
(() => {
  'use strict';
  const script = document.currentScript;
  let { version, notices } = script.dataset;
  const own = script.dataset.file;
  const here = location.pathname + location.search;
  const kept = `vertebra ${here}`;
  let stream = null;

  // ---- page state to keep across a reload

  const typed = 'input:not([type=password], [type=file], [type=hidden], [type=submit], [type=button], [type=reset], [type=image]), textarea, select';
  const fields = () => [...document.querySelectorAll(typed)].filter((field) => !/cc-|one-time|password/.test(field.autocomplete));
  const nameOf = (field, all) => field.id ? `#${field.id}` : `${field.name}/${field.type}/${all.filter((one) => one.name === field.name).indexOf(field)}`;
  const valueOf = (field) => field.type === 'checkbox' || field.type === 'radio' ? field.checked
    : field.multiple && field.options ? [...field.options].map((option) => option.selected) : field.value;

  function setValue(field, value) {
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = value === true;
    else if (field.multiple && field.options) [...field.options].forEach((option, at) => { option.selected = value[at] === true; });
    else field.value = value;
  }

  function save() {
    const all = fields();
    const focused = all.includes(document.activeElement) ? nameOf(document.activeElement, all) : null;
    const open = [...document.querySelectorAll('details')].map((one) => one.open);
    const state = { x: scrollX, y: scrollY, focused, open, fields: all.map((field) => [nameOf(field, all), valueOf(field)]) };
    try {
      sessionStorage.setItem(kept, JSON.stringify(state));
    } catch {
      // Without storage, the page starts at the top.
    }
  }

  function restore() {
    let state = null;
    try {
      state = JSON.parse(sessionStorage.getItem(kept));
      sessionStorage.removeItem(kept);
    } catch {
      return;
    }
    if (!state) return;
    const all = fields();
    const byName = new Map(all.map((field) => [nameOf(field, all), field]));
    for (const [name, value] of state.fields) if (byName.has(name)) setValue(byName.get(name), value);
    const details = [...document.querySelectorAll('details')];
    if (details.length === state.open.length) details.forEach((one, at) => { one.open = state.open[at]; });
    byName.get(state.focused)?.focus({ preventScroll: true });
    const scroll = () => scrollTo({ left: state.x, top: state.y, behavior: 'instant' });
    scroll();
    if (document.readyState !== 'complete') addEventListener('load', scroll, { once: true });
  }

  function reload() {
    stream?.close();
    save();
    location.reload();
  }

  // ---- replacing a style sheet without a reload

  function restyle({ from, to }) {
    const old = [...document.querySelectorAll('link[rel~=stylesheet]')].filter((link) => link.getAttribute('href')?.includes(from));
    if (!old.length) return reload();
    for (const link of old) {
      const next = link.cloneNode();
      next.removeAttribute('integrity'); // of the old style sheet
      next.href = link.getAttribute('href').replace(from, to);
      next.addEventListener('load', () => link.remove());
      next.addEventListener('error', reload);
      link.after(next);
    }
  }

  // ---- a changed image at the same address

  let renewed = 0;
  function renew({ paths }) {
    renewed += 1;
    const isMeant = (address) => paths.includes(new URL(address, document.baseURI).pathname);
    const fresh = (address) => {
      const url = new URL(address, document.baseURI);
      url.searchParams.set('renewed', renewed);
      return url.href;
    };
    for (const element of document.querySelectorAll('[src], [srcset], [poster], object[data], link[rel~=icon], link[rel~=stylesheet]')) {
      for (const name of ['src', 'poster', 'data', 'href']) {
        const address = element.getAttribute(name);
        if (!address || !isMeant(address)) continue;
        if (element.localName === 'script') return reload();
        element.setAttribute(name, fresh(address));
      }
      const candidates = element.getAttribute('srcset')?.split(',').map((one) => one.trim().split(/\s+/)) ?? [];
      if (!candidates.some(([address]) => isMeant(address))) continue;
      element.srcset = candidates.map(([address, ...size]) => [isMeant(address) ? fresh(address) : address, ...size].join(' ')).join(', ');
    }
  }

  // ---- notices above the page

  const host = document.querySelector('vertebra-preview');
  const template = host?.querySelector('template[shadowrootmode]');
  if (template) { // a browser without declarative shadow DOM
    host.attachShadow({ mode: 'open' }).append(template.content);
    template.remove();
  }
  const above = host?.shadowRoot?.getElementById('notices');

  /** Scrolls excerpts to the marked place. */
  function showCarets(root) {
    for (const caret of root?.querySelectorAll('.caret') ?? []) {
      const box = caret.closest('pre');
      if (caret.offsetLeft + caret.offsetWidth > box.clientWidth) box.scrollLeft = caret.offsetLeft - 64;
    }
  }

  function notice({ version: next, html }) {
    if (!above) return;
    const folded = above.querySelector('details')?.open === false;
    const before = above.querySelector('#headline')?.textContent;
    above.innerHTML = html;
    const details = above.querySelector('details');
    if (details && folded && above.querySelector('#headline').textContent === before) details.open = false;
    showCarets(above);
    notices = next;
  }

  // ---- opening the source of a place in the page

  let fading = 0;
  function say(words) {
    if (!above) return;
    const toast = above.querySelector('.toast') ?? above.appendChild(document.createElement('p'));
    toast.className = 'toast';
    toast.setAttribute('role', 'status');
    toast.textContent = words;
    clearTimeout(fading);
    fading = setTimeout(() => toast.remove(), 4000);
  }

  /** `content/a.md:12`, or in a page of the site only the line. */
  async function edit(source) {
    const [, file = own, line] = source.match(/^(?:(.*):)?(\d+)$/) ?? [];
    if (!file) return;
    try {
      const answer = await fetch('/__vertebra/open', {
        method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ file, line: Number(line) }),
      });
      const said = answer.ok ? await answer.json() : { words: await answer.text() };
      say(said.words);
      if (said.link) location.assign(said.link);
    } catch {
      say('The preview does not respond. Is it still running?');
    }
  }

  const sourceOf = (event) => event.composedPath().find((node) => node instanceof Element && node.hasAttribute('data-source'));
  addEventListener('click', (event) => {
    const element = sourceOf(event);
    if (!element || !(event.altKey || element.matches('button'))) return;
    event.preventDefault();
    edit(element.dataset.source);
  }, { capture: true });

  // ---- preview of another date: links stay on that date

  const asked = new URLSearchParams(location.search).get('at');
  if (asked) for (const kind of ['click', 'auxclick']) addEventListener(kind, (event) => {
    const link = event.target.closest?.('a[href]');
    const url = link && new URL(link.href);
    if (!url || url.origin !== location.origin || url.pathname.startsWith('/__vertebra/') || url.searchParams.has('at')) return;
    url.searchParams.set('at', asked);
    link.href = url.href;
  }, { capture: true });

  // ---- connection to the preview: only while the page is visible, because browsers limit their number

  function connect() {
    if (stream || document.visibilityState === 'hidden') return;
    const query = new URLSearchParams({ page: here, version, notices });
    stream = new EventSource(`/__vertebra/events?${query}`);
    const on = (name, act) => stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on('reload', reload);
    on('style', (sheet) => { version = sheet.version; restyle(sheet); });
    on('notices', notice);
    on('files', renew);
    on('go', ({ to }) => { disconnect(); location.assign(to); });
    // On its own, the browser would reconnect with the version that the page had at first.
    stream.addEventListener('error', () => {
      disconnect();
      setTimeout(connect, 1000);
    });
  }

  function disconnect() {
    stream?.close();
    stream = null;
  }

  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' ? disconnect() : connect());
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
  restore();
  addEventListener('load', () => { showCarets(above); showCarets(document); });
  connect();
})();
