/** Own data kept in a browser that has no room left: nothing cut off is called kept, and with room it is kept. */
import { expect, test } from '@playwright/test';
import { LabPage } from './pages/lab-page';

/** Numbers that no ZIP makes small. */
const ROWS = [
  'x_one,x_two,y_one,y_two,kind',
  ...Array.from({ length: 6000 }, (_, i) => {
    const cells = [1, 2, 3, 4].map((k) => Math.abs(Math.sin(i * 12.9898 * k) * 43758.5453) % 1);
    return [...cells, ['duck', 'owl'][i % 2]].join();
  }),
].join('\n');

test('data are not called kept where the browser has no room for them', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open files on this computer' }).click();
  await (await choosing).setFiles({
    ...{ name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(ROWS) },
  });
  await page.getByRole('dialog').getByRole('button', { name: /^Use / }).click();
  const browser = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 100_000 });
  const keep = page.getByRole('button', { name: 'Keep in this browser' });
  await keep.click();
  await expect(page.getByText(/^This browser has no room for 0\.\d MB more/)).toBeVisible({
    timeout: 20_000,
  });
  await expect(keep).toBeVisible();
  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await keep.click();
  await expect(page.getByText('These data are kept in this browser.')).toBeVisible({
    timeout: 20_000,
  });
  await expect(page.getByRole('region', { name: 'Kept in this browser' })).toContainText(
    'many.csv',
  );
});
