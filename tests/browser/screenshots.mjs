// Pictures of chosen pages at every width and scheme, for people to look at.
//
//     node screenshots.mjs [--site FOLDER] [--out FOLDER] [PATH …]        paths as in the site: / /guides/first-visit/
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { launch, SCHEMES, size, WIDTHS } from './browser.mjs';
import { baseOf, serve, SITE } from './server.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { site: { type: 'string', default: SITE }, out: { type: 'string', default: join(import.meta.dirname, 'screenshots') } },
});
const folder = resolve(values.out);
await mkdir(folder, { recursive: true });
const { base } = await baseOf(values.site);
const server = await serve(values.site, base);
const browser = await launch();

for (const colorScheme of SCHEMES)
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: size(width), colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    for (const path of positionals.length ? positionals : ['/']) {
      await page.goto(server.origin + base + path.replace(/^\//, ''), { waitUntil: 'load' });
      const name = path.replace(/^\/|\/$|\.html$/g, '').replaceAll('/', '_') || 'home';
      const file = join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
      console.log(file);
    }
    await context.close();
  }

await browser.close();
await server.close();
