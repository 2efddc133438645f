// What the checks and the screenshots share: how the browser is started, and the sizes and schemes that count.
import { chromium } from 'playwright-core';

export const WIDTHS = [360, 768, 1440];
export const NARROWEST = 320;
export const SCHEMES = ['light', 'dark'];
export const HEIGHT = { 320: 640, 360: 740, 768: 1024, 1440: 900 };

export const launch = (more = []) => chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  chromiumSandbox: false, // root has none
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', ...more],
});

export const size = (width) => ({ width, height: HEIGHT[width] });
