// Serves a built site as a plain static host does: under a base path, with 404.html, with the trailing slash put right.
//
//     node server.mjs [FOLDER] [PORT] [BASE]
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8', '.xml': 'application/xml; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.webp': 'image/webp',
  '.avif': 'image/avif', '.gif': 'image/gif', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.pdf': 'application/pdf',
  '.webmanifest': 'application/manifest+json',
};

export const SITE = resolve(import.meta.dirname, '../../public');

/** The path of the address that the site was built for, from the home page's canonical link: `/` or `/guide/`. */
export async function baseOf(folder) {
  const home = await readFile(join(folder, 'index.html'), 'utf8');
  const link = home.match(/<link\b[^>]*\brel=["']?canonical\b[^>]*>/i)?.[0];
  const address = link?.match(/\bhref=["']?([^"'\s>]+)/i)?.[1];
  const { origin, pathname } = new URL(address ?? '/', 'https://site.example');
  return { origin, base: pathname.endsWith('/') ? pathname : `${pathname}/` };
}

/** The policy of a site that has everything a site can have. */
const USUAL = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The security policy that hosts are told to send with every page, from the file that was built for them; the usual one
 * for a folder without that file. Without `upgrade-insecure-requests`, as there is no TLS here.
 */
export async function policyOf(folder) {
  const text = await readFile(join(folder, '_headers'), 'utf8').catch(() => null);
  if (text === null) return USUAL;
  const policy = text.match(/^\/\*\n(?: {2}.*\n)*? {2}Content-Security-Policy: (.*)$/m)?.[1];
  if (!policy) throw new Error('_headers has no security policy for all pages');
  return policy.replace(/; upgrade-insecure-requests$/, '');
}

/** Starts a server on a free port (or the given one); returns its origin and a function that ends it. */
export async function serve(folder, base = '/', port = 0, headers = {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    const { status, file, location } = await answer(root, base, request.url);
    if (location) return response.writeHead(301, { location }).end();
    const body = file ? await readFile(file) : Buffer.from('not found\n');
    response.writeHead(status, { ...headers, 'content-type': TYPES[extname(file ?? '.txt')] ?? 'application/octet-stream' });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  const close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}

async function answer(root, base, address) {
  const path = readable(address);
  if (path?.startsWith(base)) {
    const file = normalize(join(root, path.slice(base.length)));
    const inside = file === root || `${file}/` === root || file.startsWith(`${root}/`);
    const found = inside ? await stat(file).catch(() => null) : null;
    if (found?.isFile() && !path.endsWith('/')) return { status: 200, file };
    if (found?.isDirectory() && await exists(join(file, 'index.html')))
      return path.endsWith('/') ? { status: 200, file: join(file, 'index.html') } : { location: `${path}/` };
  }
  const lost = join(root, '404.html');
  return { status: 404, file: await exists(lost) ? lost : undefined };
}

function readable(address) {
  try {
    return decodeURIComponent(new URL(address, 'http://localhost').pathname);
  } catch {
    return null;
  }
}

const exists = (file) => stat(file).then((found) => found.isFile(), () => false);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = SITE, port = '8000', base = (await baseOf(folder)).base] = process.argv.slice(2);
  const { origin } = await serve(folder, base, Number(port));
  console.log(`${folder} at ${origin}${base}`);
}
