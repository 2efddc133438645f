const BASE = %BASE%;
const BARE = %BARE%;

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
