/**
 * Looking at every panel with fixed data, in both looks and at several widths. What is asserted is structure: every panel
 * is there, has something in it, keeps to its width, and axe finds nothing. Pictures are kept beside the results for
 * people; they are not compared pixel by pixel, for fonts and rasters differ between machines and would cry wolf.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { GALLERY } from './playwright.config';

/** What must be seen in each panel. */
const PANELS: Readonly<Record<string, RegExp>> = {
  Data: /Preset/,
  Lanes: /the wall is open/,
  Samples: /Both right/,
  Methods: /Ablation/,
  'End numbers': /Fusion/,
  Race: /DUC alignment/,
  Losses: /gradient/i,
  Competition: /times as sure/,
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

/** One text of a drawing for every figure. */
const FIGURES = readdirSync(join(import.meta.dirname, '../src/testing/figures'))
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.replace('.txt', ''));

for (const { theme, width } of [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'dark', width: 1920 },
  { theme: 'light', width: 390 },
]) {
  test(`every panel stands, ${theme}, ${width} wide`, async ({ page }, info) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${GALLERY}?theme=${theme}`);
    const all = page.locator('[data-panel]');
    // it comes from a server that translates each file when it is asked for, which takes a busy machine its time
    await expect(all).toHaveCount(Object.keys(PANELS).length, { timeout: 45_000 });
    for (const [name, words] of Object.entries(PANELS)) {
      const panel = page.locator(`[data-panel="${name}"]`);
      await expect(panel, name).toContainText(words);
      const { height, spilt } = await panel.evaluate((element) => {
        const { right, height } = element.getBoundingClientRect();
        const scrolls = (inner: Element): boolean => {
          const outer = inner.parentElement;
          if (!outer || outer === element) return false;
          return getComputedStyle(outer).overflowX !== 'visible' || scrolls(outer);
        };
        const seen = [...element.querySelectorAll('*')].filter(
          (inner) =>
            inner.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
            inner.closest('.unseen') === null &&
            !scrolls(inner),
        );
        // a dot on an edge may stand over it, inside the page's own margin of 16
        const over = seen.filter((inner) => inner.getBoundingClientRect().right > right + 12);
        return { height, spilt: over.map((inner) => inner.outerHTML.slice(0, 80)) };
      });
      expect(height, name).toBeGreaterThan(24);
      expect(spilt, `${name} keeps to its width`).toEqual([]);
    }
    await page.screenshot({ path: info.outputPath('gallery.png'), fullPage: true });
    if (width === 1440) expect(await complaints(page)).toEqual([]);
  });
}

for (const { theme, width } of [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 390 },
]) {
  test(`every figure stands, ${theme}, ${width} wide`, async ({ page }, info) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${GALLERY}?show=figures&theme=${theme}`);
    await expect(page.locator('[data-figure]')).toHaveCount(FIGURES.length);
    for (const id of FIGURES) {
      const drawn = page
        .locator(`[data-figure="${id}"]`)
        .locator('svg, button, [role="slider"], dl');
      await expect(drawn.first(), id).toBeVisible();
    }
    await page.screenshot({ path: info.outputPath('figures.png'), fullPage: true });
    if (width === 1440) expect(await complaints(page)).toEqual([]);
  });
}
