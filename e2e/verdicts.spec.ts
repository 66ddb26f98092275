/** What the page says where there is little to go by: no verdict without a test, on the real page. */
import { expect, type Page, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, raced, TINY } from './pages/lab-page';

/** The sentences about the race. */
const told = ({ page }: LabPage, text: RegExp) => page.getByText(text).first();

test('eight test samples are no ground for a verdict, and the numbers stand without one', async ({
  page,
}) => {
  const lab = await raced(page, { ...TINY, epochs: 12, samples: { train: 200, test: 8 } });
  await expect(
    told(lab, /these 8 test samples cannot tell|as far as these 8 test samples/),
  ).toBeVisible();
  await expect(page.getByText(/answers these 8 test samples better/)).toHaveCount(0);
  await expect(lab.endTable).not.toContainText(/lost|gained/);
});

test('a race in which every run stops says that there is nothing to compare', async ({ page }) => {
  const lab = await raced(page, { ...TINY, optimizer: { learningRate: 100 } });
  await expect(
    told(
      lab,
      /^Joint and DI-MML stopped .*No run came to its end, so there is nothing to compare\.$/,
    ),
  ).toBeVisible();
});

/** A finished race of these runs on a seed, and the shelf with so many runs in all. */
async function keep(page: Page, seed: number, methods: object, runs: number): Promise<void> {
  // the fragment alone would not load the page anew
  await page.goto('about:blank');
  await raced(page, { ...TINY, seed, methods });
  // leaving before they are written would lose them
  await expect(page.getByRole('button', { name: /^Runs/ })).toHaveText(`Runs ${runs}`);
}

test('on the shelf a group is held against the pinned one seed by seed', async ({ page }) => {
  test.setTimeout(240_000);
  const { methods: { joint = {}, 'di-mml': dimml = {} } = {} } = TINY;
  for (const seed of [1, 2, 3]) await keep(page, seed, { joint, 'di-mml': dimml }, 2 * seed);
  await page.getByRole('button', { name: /^Runs/ }).click();
  await page.getByRole('button', { name: /^Open the 3 runs of Joint/ }).click();
  await page
    .getByRole('button', { name: /^Pin .*Joint/ })
    .last()
    .click();
  const group = page.getByRole('listitem').filter({ hasText: 'DI-MML 3 seeds: 1, 2, 3' });
  await expect(group).toContainText(/[+\u2212]?\d+\.\d on 3 seeds, too few: 6 are the least/);
});

test('the table of all methods is read by keys, and one of its cells raced here', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.ready();
  await page.getByRole('button', { name: 'Every method on every preset' }).click();
  const sheet = page.getByRole('dialog', { name: 'Every method on every preset' });
  const told = sheet.getByRole('status');
  await expect(told).toHaveText(/^Joint on \u201cThe sound starves\u201d: \d+\.\d ± /);
  await sheet.getByRole('button', { name: /^\d.* Joint on The sound starves$/ }).focus();
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await expect(told).toHaveText(
    /^DI-MML on \u201cSensors break only at the test\u201d: .* points .* against the baseline/,
  );
  expect(await complaints(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Race it here' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Preset' })).toHaveText(
    'Sensors break only at the test',
  );
  await expect(page.getByRole('checkbox', { name: 'DI-MML races' })).toBeChecked();
  await page.getByRole('button', { name: 'Every method on every preset' }).click();
  await sheet.getByLabel('File of a table of methods').setInputFiles({
    ...{ name: 'runs.json', mimeType: 'application/json' },
    buffer: Buffer.from('{"kind":"modality-lab-runs"}'),
  });
  await expect(sheet.getByRole('alert')).toHaveText(/no table of methods .*: kind does not fit/);
});
