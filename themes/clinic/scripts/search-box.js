// Puts a field before the link to the search page. What is typed goes behind the # of the address, which no server sees.
for (const box of document.querySelectorAll('.search-box')) {
  const [form, link] = [box.querySelector('.search-form'), box.querySelector('.search-link')];
  const input = form?.querySelector('input');
  if (!input) continue;
  const go = (event) => {
    const words = input.value.trim();
    event.preventDefault();
    location.href = link.href + (words ? `#q=${encodeURIComponent(words)}` : '');
  };
  input.addEventListener('keydown', (event) => { if (event.key === 'Enter' && !event.isComposing) go(event); });
  link.addEventListener('click', (event) => { if (input.value.trim() && !event.ctrlKey && !event.metaKey && !event.shiftKey) go(event); });
  form.hidden = false;
}
