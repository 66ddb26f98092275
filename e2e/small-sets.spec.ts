/** Few samples of one's own: trained for long enough, on and on, and tested one and all by folds. */
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './pages/lab-page';

/** 48 rows of two kinds with two modalities. */
const ROWS = [
  'x_one,x_two,y_one,y_two,kind',
  ...Array.from({ length: 48 }, (_, i) => {
    const noise = [3, 7, 11, 13].map((step) => ((i * step) % 17) / 17);
    const cells = noise.map((value) => ((i % 2) * 0.6 + value).toFixed(3));
    return [...cells, ['duck', 'owl'][i % 2]].join();
  }),
].join('\n');

async function used(page: Page): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files on this computer' }).click();
  await (await choosing).setFiles({
    ...{ name: 'few.csv', mimeType: 'text/csv', buffer: Buffer.from(ROWS) },
  });
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText(/^Training: 300 epochs of 2 steps, for few samples/)).toBeVisible();
  await sheet.getByRole('button', { name: /^Use / }).click();
  return lab;
}

test('are trained for enough steps, and on from there', async ({ page }) => {
  test.setTimeout(180_000);
  const lab = await used(page);
  await lab.play.click();
  const ends = page.getByRole('region', { name: 'End numbers' });
  await expect(ends.getByRole('button', { name: 'Train on: 300 more epochs' })).toBeVisible({
    timeout: 90_000,
  });
  await expect(ends.getByText(/one of them is worth \d+(\.\d)? points/)).toBeVisible();
  await expect(
    ends.getByText(/After the encoders DI-MML begins the next stage anew/),
  ).toBeVisible();
  await page.keyboard.press('o');
  await expect(ends.getByRole('button', { name: 'Train on: 600 more epochs' })).toBeVisible({
    timeout: 90_000,
  });
  await expect(page.getByRole('button', { name: /^Runs 6/ })).toBeVisible();
});

test('are offered five folds, which test each of them once', async ({ page }) => {
  test.setTimeout(240_000);
  await used(page);
  await page.getByRole('button', { name: 'Use 5 folds' }).click();
  const folds = page.getByRole('region', { name: '5 folds' });
  await folds.getByRole('button', { name: 'Run 5 folds' }).click();
  await expect(folds.getByText(/^All 5 folds are trained, and every/)).toBeVisible({
    timeout: 180_000,
  });
  await expect(folds.getByRole('table', { name: 'Means over the folds' })).toContainText('±');
  await expect(folds.getByText(/^Over 5 folds, every sample tested once: /)).toBeVisible();
  await folds.getByRole('button', { name: 'Back to one split' }).click();
  await expect(page.getByRole('region', { name: 'Several seeds' })).toBeVisible();
});
