/** Pictures of the page for people to look at, and the few looks that a program can judge. */
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, TINY } from './pages/lab-page';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const;

for (const size of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${size.width} by ${size.height}, ${colorScheme}: nothing sticks out and Play and charts are in sight`, async ({
      page,
    }, info) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const lab = new LabPage(page);
      await lab.open(TINY);
      await lab.play.click();
      await lab.ended();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(size.width);
      await expect(page.getByRole('button', { name: 'Play again' })).toBeInViewport();
      await expect(page.getByRole('figure', { name: 'Unimodal accuracy' })).toBeInViewport();
      await page.mouse.move(0, 0);
      await page.screenshot({
        path: info.outputPath(`page-${size.width}-${colorScheme}.png`),
        fullPage: size.width < 720,
      });
    });
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to fix, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const lab = new LabPage(page);
    await lab.open(TINY);
    await lab.play.click();
    await lab.ended();
    await page.getByRole('button', { name: 'Settings of DI-MML' }).click();
    expect(await complaints(page)).toEqual([]);
  });
}
