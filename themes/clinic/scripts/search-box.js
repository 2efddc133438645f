// Turns the link to the search page into a form. What is typed goes behind the # of the address, which no server sees.
for (const form of document.querySelectorAll('.search-box .search-form')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const words = form.querySelector('input').value.trim();
    location.href = form.action + (words ? `#q=${encodeURIComponent(words)}` : '');
  });
  form.hidden = false;
  form.parentElement.querySelector('.search-link').hidden = true;
}
