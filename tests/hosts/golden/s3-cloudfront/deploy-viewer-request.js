// Written by vertebra build, from content/site.yaml and the old addresses of pages. Changes here are lost.
const OLD = {"/100% natural/":"301 /guides/first-visit/|","/Old-Case/":"301 /guides/first-visit/|","/a.b+(c)[d]/":"301 /guides/first-visit/|","/café/":"301 /guides/first-visit/|","/first/":"301 /guides/first-visit/|","/guides/coffee/":"301 /guides/caf%C3%A9/|","/home/":"301 /|","/index.php":"301 /|","/it's $5 & more/":"301 /guides/first-visit/|","/map/":"301 https://maps.example/place|","/now/":"302 /guides/|","/old page/":"301 /guides/first-visit/|","/semi;colon=1,2@x!/":"301 /guides/first-visit/|","/shop/":"302 https://shop.example/?from=clinic#top","/very/long/address/that/somebody/once/thought/would/help/search-engines/find-a-page-about-the-first-visit/":"301 /guides/first-visit/|","/visit.html":"301 /guides/first-visit/|","/wear/":"301 /guides/first-visit/|#what-to-wear","/über-uns/":"301 /guides/first-visit/|","/old list.pdf":"410","/prices/":"410"};
function find(path) {
  return Object.prototype.hasOwnProperty.call(OLD, path) ? OLD[path] : null;
}
const BASE = "";
const BARE = ["/downloads/LICENSE"];

function plain(uri) {
  try {
    return decodeURIComponent(uri);
  } catch (broken) {
    return uri;
  }
}

function query(all) {
  const parts = [];
  for (const name in all) {
    const values = all[name].multiValue || [all[name]];
    for (const one of values) parts.push(one.value === '' ? name : name + '=' + one.value);
  }
  return parts.length ? '?' + parts.join('&') : '';
}

function answer(status, words, headers, body) {
  headers['cache-control'] = { value: status < 400 ? 'public, max-age=0, must-revalidate' : 'no-store' };
  const response = { statusCode: status, statusDescription: words, headers: headers };
  if (body) {
    headers['content-type'] = { value: 'text/html; charset=utf-8' };
    response.body = { encoding: 'text', data: body };
  }
  return response;
}

function page(words) {
  return '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>' + words + '</title><h1>' + words +
    '</h1><p><a href="' + BASE + '/">Home</a></p></html>';
}

async function handler(event) {
  const request = event.request;
  const path = plain(request.uri);
  let old = await find(path);
  if (!old && !path.endsWith('/')) old = await find(path + '/');
  if (old === '410') return answer(410, 'Gone', {}, page('This page is gone'));
  if (old) {
    const to = old.slice(4).replace('|', function () { return query(request.querystring); });
    return answer(Number(old.slice(0, 3)), 'Moved', { location: { value: to } });
  }
  if (/\/\.(?!well-known\/)/.test(path)) return answer(404, 'Not Found', {}, page('There is no such page'));
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last === '') request.uri += 'index.html';
  else if (last.indexOf('.') < 0 && BARE.indexOf(path) < 0) {
    // Two slashes at the beginning would be another website.
    const to = request.uri.replace(/^\/+/, '/') + '/';
    return answer(301, 'Moved', { location: { value: to + query(request.querystring) } });
  }
  return request;
}
