
function plain(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (broken) {
    return uri;
  }
}

function handler(event) {
  const response = event.response;
  const path = plain(event.request.uri).replace(/\/index\.html$/, '/');
  for (const rule of RULES) {
    if (rule[1] ? !path.startsWith(rule[0]) : path !== rule[0]) continue;
    for (const name in rule[2]) response.headers[name] = { value: rule[2][name] };
  }
  return response;
}
