/** The main job on WebGPU, in software: the same page, the same steps, tiny nets. */
import { expect, type Locator, test } from '@playwright/test';
import { LabPage, TINY } from './pages/lab-page';

/** Whether there is anything on a canvas. */
const isDrawn = (canvas: Locator) =>
  canvas.evaluate(
    (drawing) =>
      drawing instanceof HTMLCanvasElement &&
      drawing
        .getContext('2d')
        ?.getImageData(0, 0, drawing.width, drawing.height)
        .data.some((value) => value > 0),
  );

test('a tiny race trains on WebGPU from Play to its end numbers', async ({ page }) => {
  test.setTimeout(240_000);
  const lab = new LabPage(page);
  await lab.open(TINY, '?backend=webgpu');
  await lab.ready();
  await expect(lab.badge).toHaveAccessibleName(/WebGPU/);
  await lab.play.click();
  await lab.reachEpoch(2, 120_000);
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(6);
  await lab.ended(200_000);
  await expect(
    lab.endTable
      .getByRole('row', { name: 'DI-MML' })
      .getByText(/\d+\.\d\s%/)
      .first(),
  ).toBeVisible();
  await expect(lab.alert).toBeEmpty();
});

test('a device lost mid-run is told, the curves stay, and Play goes on with a new one', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const lab = new LabPage(page);
  await lab.open({ ...TINY, epochs: 500 }, '?backend=webgpu');
  await lab.ready();
  await lab.play.click();
  await lab.isWrittenDown();
  const cdp = await browser.newBrowserCDPSession();
  // the answer dies with the process it crashes
  cdp.send('Browser.crashGpuProcess').catch(() => undefined);
  await expect(lab.alert).toContainText(/device/i, { timeout: 60_000 });
  await expect(lab.curves('Unimodal accuracy').first()).toBeVisible();
  await expect(lab.badge).toHaveAccessibleName('Back end: no device');
  // the crash took away whatever was drawn
  await expect.poll(() => isDrawn(page.locator('canvas').first())).toBe(true);
  await lab.play.click();
  await expect(lab.badge).toHaveAccessibleName(/WebGPU|WebAssembly/, { timeout: 60_000 });
  await expect(lab.pause).toBeVisible({ timeout: 30_000 });
  const wentOnFrom = await lab.epoch();
  expect(wentOnFrom).toBeGreaterThan(1);
  await lab.reachEpoch(wentOnFrom + 2, 120_000);
});
