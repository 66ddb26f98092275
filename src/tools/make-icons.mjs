/**
 * `npm run icons`: the pictures that a system shows for the installed page, drawn by the browser from favicon.svg on
 * the page's light ground. Run it after a change of the favicon; the pictures are committed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { launchOptions } from './find-chromium.mjs';
import { ROOT } from './setup.mjs';

const PUBLIC = join(ROOT, 'public');
/** --ground in tokens.css, light. */
const GROUND = '#fdfdfc';

/** Share of the side that the drawing takes: systems cut a maskable icon to a circle of 80 %. */
const ICONS = [
  { name: 'icon-192', side: 192, share: 0.8 },
  { name: 'icon-512', side: 512, share: 0.8 },
  { name: 'maskable-512', side: 512, share: 0.55 },
];

const drawing = readFileSync(join(PUBLIC, 'favicon.svg'), 'utf8');
mkdirSync(join(PUBLIC, 'icons'), { recursive: true });
const browser = await chromium.launch(launchOptions({ webgpu: false }));
for (const { name, side, share } of ICONS) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  const size = Math.round(side * share);
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${GROUND}">
      <div style="width:${size}px;height:${size}px">${drawing}</div>
    </body>`,
  );
  writeFileSync(join(PUBLIC, 'icons', `${name}.png`), await page.screenshot());
  await page.close();
}
await browser.close();
