/**
 * Looking at every panel with fixed data, in both looks and at three widths. What is asserted is structure: every panel
 * is there, has something in it, keeps to its width, and axe finds nothing. Pictures are kept beside the results for
 * people; they are not compared pixel by pixel, for fonts and rasters differ between machines and would cry wolf.
 */
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { GALLERY } from './playwright.config';

/** What must be seen in each panel. */
const PANELS: Readonly<Record<string, RegExp>> = {
  Data: /Preset/,
  Lanes: /fusion head/,
  Samples: /Both right/,
  Methods: /Ablation/,
  'End numbers': /Fusion/,
  Race: /DUC alignment/,
  Losses: /gradient/i,
  Competition: /leads/i,
  Dimensions: /Who can teach whom|dimension/i,
  Certainty: /Calibration/,
  Geometry: /Modality gap/,
  Confusion: /Who is taken for whom/,
  Map: /of the spread lies in this plane/,
  Tiles: /disc|ring|square|frame|plus|cross|triangle|bars/,
  Sample: /When it was learned/,
  'Slow motion': /Moment 1 of/,
  Time: /epoch/,
};

for (const theme of ['light', 'dark'] as const) {
  for (const width of [1440, 1920, 390]) {
    test(`every panel stands, ${theme}, ${width} wide`, async ({ page }, { outputPath }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${GALLERY}?theme=${theme}`);
      const all = page.locator('.gallery-panel');
      await expect(all).toHaveCount(Object.keys(PANELS).length);
      for (const [name, words] of Object.entries(PANELS)) {
        const panel = page.getByRole('region', { name, exact: true }).first();
        await expect(panel, name).toContainText(words);
        const { height, spills } = await panel.evaluate((element) => ({
          height: element.clientHeight,
          spills: element.scrollWidth - element.clientWidth,
        }));
        expect(height, name).toBeGreaterThan(24);
        expect(spills, `${name} keeps to its width`).toBeLessThanOrEqual(1);
      }
      await page.screenshot({ path: outputPath('gallery.png'), fullPage: true });
      if (width === 1440) expect(await complaints(page)).toEqual([]);
    });
  }
}
