/** After a race: a sample is covered, swapped, blurred and drawn, and every run says what it makes of it. */
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { raced, TINY } from './pages/lab-page';

test('every run answers a sample that is put together', async ({ page }) => {
  await raced(page, TINY);
  await page.getByRole('button', { name: 'Try the nets on a sample' }).click();
  const sheet = page.getByRole('dialog', { name: 'Try it' });
  const joint = sheet.getByRole('region', { name: 'Joint' });
  const diMml = sheet.getByRole('region', { name: 'DI-MML' });
  await expect(joint.getByRole('list', { name: 'fusion head' })).toBeVisible();
  await expect(diMml.getByRole('list', { name: 'weighted sum' })).toBeVisible();
  await expect(diMml.getByText(/weight 0\.\d\d/)).toHaveCount(3);
  await expect(sheet.getByText(/^of sample \d+, truly /)).toHaveCount(2);
  expect(await complaints(page)).toEqual([]);

  // without the sound only what the picture says is left
  await sheet.getByRole('checkbox', { name: 'Cover Sound' }).check();
  await expect(joint.getByRole('list', { name: 'sound head' })).toHaveCount(0);
  await expect(joint.getByText('One head needs what is covered')).toBeVisible();
  await expect(joint.getByText('from what is there')).toBeVisible();
  await expect(diMml.getByText('weight 1.00')).toBeVisible();
  await sheet.getByRole('checkbox', { name: 'Cover Picture' }).check();
  await expect(joint.getByText('Everything is covered')).toBeVisible();
  await sheet.getByRole('checkbox', { name: 'Cover Sound' }).uncheck();
  await sheet.getByRole('checkbox', { name: 'Cover Picture' }).uncheck();

  const said = () => diMml.getByRole('list', { name: 'sound head' }).textContent();
  const before = await said();
  await sheet
    .getByRole('region', { name: 'Sound' })
    .getByRole('button', { name: 'Swap for another sample\u2019s' })
    .click();
  await expect.poll(said).not.toBe(before);
  const swapped = await said();
  await sheet.getByRole('slider', { name: 'Noise in Sound' }).press('End');
  await expect.poll(said).not.toBe(swapped);

  const pad = await sheet.getByRole('img', { name: 'Draw Picture here' }).boundingBox();
  if (!pad) throw new Error('There is nothing to draw on.');
  await page.mouse.move(pad.x + 20, pad.y + 20);
  await page.mouse.down();
  await page.mouse.move(pad.x + 90, pad.y + 90, { steps: 4 });
  await page.mouse.up();
  await expect(sheet.getByRole('heading', { name: 'Picture drawn here' })).toBeVisible();
});
