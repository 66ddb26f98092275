/** The Training form in the real page: by keys alone, on three widths, light and dark. */
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, TINY } from './pages/lab-page';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1366, height: 768 },
  { width: 390, height: 844 },
] as const;

for (const size of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${size.width} wide, ${colorScheme}: the Training form opens, keeps to its column and axe finds nothing`, async ({
      page,
    }, info) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const lab = new LabPage(page);
      await lab.open(TINY);
      const training = page.getByRole('region', { name: 'Training' });
      await training.getByRole('button', { name: /epochs, batches of/ }).click();
      await expect(training.getByRole('group', { name: 'Encoder of Sound' })).toBeVisible();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(size.width);
      expect(await complaints(page)).toEqual([]);
      await training.scrollIntoViewIfNeeded();
      await page.screenshot({
        path: info.outputPath(`training-${size.width}-${colorScheme}.png`),
        fullPage: true,
      });
    });
  }
}

test('a race is changed by keys alone, resets, and trains with what was set', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.play.click();
  await lab.ended();
  const training = page.getByRole('region', { name: 'Training' });
  await training.getByRole('button', { name: /epochs, batches of/ }).focus();
  await page.keyboard.press('Enter');
  const epochs = training.getByRole('textbox', { name: 'Epochs' });
  await epochs.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(epochs).toHaveAccessibleDescription(
    'Epochs is "0"; it must be a whole number from 1 to 5000.',
  );
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The experiment changed. The race was reset.')).toBeVisible();
  await expect(lab.play).toBeVisible();
  const picture = training.getByRole('group', { name: 'Encoder of Picture' });
  await picture.getByRole('combobox', { name: 'Encoder' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'cnn' }).focus();
  await page.keyboard.press('Enter');
  await expect(picture.getByRole('textbox', { name: 'Channels' })).toHaveValue('16, 32');
  await lab.play.click();
  await lab.ended();
});
