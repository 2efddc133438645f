// Lighthouse as a phone, on a page of each important kind: 100 in every category, or it says what is missing.
//
//     node lighthouse.mjs [FOLDER] [PATH …]        public/ and five pages when none are given
import { resolve } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { baseOf, policyOf, serve, SITE } from './server.mjs';

const PAGES = ['', 'when-to-get-help/', 'techniques/deep-tissue/', 'guides/first-visit/', 'clinics/the-spine-institute-santa-monica/'];
/** A busy machine makes a page look slow; one good run shows that the page is not. */
const TRIES = 3;

const [folder = SITE, ...wanted] = process.argv.slice(2);
const { base } = await baseOf(resolve(folder));
const server = await serve(resolve(folder), base, 0, { 'content-security-policy': await policyOf(resolve(folder)) });
const chrome = await launch({
  chromePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
let failed = 0;
try {
  for (const path of wanted.length ? wanted.map((one) => one.replace(/^\//, '')) : PAGES) {
    let result;
    for (let left = TRIES; left > 0 && !result?.perfect; left -= 1) result = await measure(path);
    console.log(`${result.perfect ? 'ok  ' : 'FAIL'} /${path.padEnd(46)} ${result.scores.join('  ')}   ${result.weight}`);
    for (const fault of result.faults) console.log(`     ${fault}`);
    failed += result.perfect ? 0 : 1;
  }
} finally {
  await chrome.kill();
  await server.close();
}
process.exitCode = failed ? 1 : 0;

async function measure(path) {
  const { lhr } = await lighthouse(server.origin + base + path, { port: chrome.port, logLevel: 'silent' });
  if (lhr.runtimeError) return { perfect: false, scores: [], faults: [lhr.runtimeError.message], weight: '' };
  const categories = Object.values(lhr.categories);
  const points = categories.map(({ score }) => Math.round((score ?? 0) * 100));
  const faults = categories.flatMap(({ title, auditRefs }) => auditRefs
    .filter(({ id, weight }) => weight && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9)
    .map(({ id }) => `${title}: ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ''}`.trim()));
  const requests = lhr.audits['network-requests']?.details?.items ?? [];
  const bytes = requests.reduce((sum, { transferSize }) => sum + (transferSize ?? 0), 0);
  return {
    perfect: points.every((value) => value === 100),
    scores: categories.map(({ title }, at) => `${title} ${points[at]}`),
    faults,
    weight: `${requests.length} requests, ${(bytes / 1024).toFixed(1)} KB`,
  };
}
