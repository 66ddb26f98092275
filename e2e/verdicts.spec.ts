/** What the page says where there is little to go by: no verdict without a test, on the real page. */
import { expect, type Page, test } from '@playwright/test';
import { type LabPage, raced, TINY } from './pages/lab-page';

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
