/** Looking inside: samples in piles, a sample opened, confusion, maps, and one training step in slow motion. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, LONG, raced, TINY } from './pages/lab-page';

const pile = (page: Page, name: string) =>
  page.getByRole('table', { name: /^Who is right/ }).getByRole('button', { name });

async function countOf(page: Page, name: string): Promise<number> {
  const label = await pile(page, name).getAttribute('aria-label');
  return Number(/: (\d+) samples/.exec(label ?? '')?.[1]);
}

test('the piles move while it trains and follow the time bar; a pile opens its samples', async ({
  page,
}) => {
  const lab = new LabPage(page);
  // 60 epochs with the fusion head's: as many as have a snapshot each
  await lab.open({ ...TINY, epochs: 58 });
  // one epoch and no more: a race this small is over before anybody has counted
  await lab.step.click();
  await lab.reachEpoch(1);
  const first = await countOf(page, 'Both right, DI-MML');
  await lab.play.click();
  await lab.ended();
  const atEnd = await countOf(page, 'Both right, DI-MML');
  expect(atEnd).toBeGreaterThan(first);
  await page.getByRole('slider', { name: 'Epoch shown' }).focus();
  await page.keyboard.press('Home');
  await expect(page.getByRole('columnheader', { name: /Joint.*epoch 1$/ })).toBeVisible();
  expect(await countOf(page, 'Both right, DI-MML')).toBe(first);

  const names = ['Both right', 'Only picture', 'Only sound', 'Neither'];
  const counts = await Promise.all(names.map((name) => countOf(page, `${name}, Joint`)));
  // TINY has 64 held-out samples, and each lies in one pile
  expect(counts.reduce((a, b) => a + b, 0)).toBe(64);
  const fullest = names[counts.indexOf(Math.max(...counts))] as string;
  await pile(page, `${fullest}, Joint`).click();
  const dialog = page.getByRole('dialog', { name: fullest });
  await expect(dialog.getByRole('button', { name: /^Sample, \w+.* \d+$/ }).first()).toBeVisible();
  const tiles = Math.min(24, Math.max(...counts));
  await expect(dialog.getByRole('button', { name: /^Sample, / })).toHaveCount(tiles);
  expect(await complaints(page)).toEqual([]);

  await dialog
    .getByRole('button', { name: /^Sample, / })
    .first()
    .press('Enter');
  await expect(dialog.getByRole('heading', { name: 'What every head says' })).toBeVisible();
  await expect(dialog.getByRole('img', { name: /^Picture of / })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Play its 8 kHz wave/ })).toBeVisible();
  await expect(dialog.getByText(/right at epoch|never right so far/).first()).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a sample of DI-MML shows how the weighted sum came about', async ({ page }) => {
  await raced(page);
  await pile(page, 'Both right, DI-MML').click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('button', { name: /^Sample, / })
    .first()
    .click();
  const steps = dialog.getByRole('list').filter({ hasText: 'How sure is each head?' });
  await expect(steps.getByRole('listitem')).toHaveCount(4);
  const weights = await steps.getByText(/^Softmax turns these into weights/).textContent();
  const sum = [...(weights ?? '').matchAll(/head (\d\.\d\d)/g)]
    .map(([, weight]) => Number(weight))
    .reduce((a, b) => a + b, 0);
  // three weights, each rounded to two decimals
  expect(Math.abs(sum - 1)).toBeLessThan(0.02);
  await expect(dialog.getByText(/^largest/)).toHaveCount(1);
});

test('confusion cells and the map are reached by arrow keys and open their samples', async ({
  page,
}) => {
  await raced(page);
  await page.getByRole('tab', { name: 'Confusion' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Confusion' });
  const first = panel.getByRole('button', { name: /^truly disc, answer disc/ });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(panel.getByRole('button', { name: /^truly ring, answer ring/ })).toBeFocused();
  // the arrows moved in the table and did not step the race
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  const full = panel.getByRole('button', { name: /^truly .*: [1-9]\d* samples?$/ }).first();
  const count = Number(/: (\d+) /.exec((await full.getAttribute('aria-label')) ?? '')?.[1]);
  await full.press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Truly / });
  await expect(dialog).toContainText(`${count} sample`);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Feature map' }).click();
  const map = page.getByRole('application', { name: /^Map of picture features/ });
  await map.focus();
  const told = page.getByRole('status').filter({ hasText: /^Sample \d+, / });
  const before = await told.textContent();
  for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']) {
    await page.keyboard.press(key);
  }
  await expect(told).toHaveText(/picture says .*; sound says /);
  expect(before).toMatch(/^Sample \d+/);
  expect(await complaints(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Sample \d+/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /neighbours on the picture map/ }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Sample, / })).toHaveCount(12);
});

test('slow motion by keyboard: untrained nets first, then a race that it pauses and leaves as it was', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(LONG);
  await lab.ready();
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Slow motion' });
  await expect(dialog).toContainText('before any training');
  await expect(dialog.getByRole('heading', { name: 'A batch' })).toBeVisible();
  for (const title of ['The encoders look', 'The heads guess', 'The losses', 'The error']) {
    await page.keyboard.press('ArrowRight');
    await expect(dialog.getByRole('heading', { name: title })).toBeVisible();
  }
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('heading', { name: 'Through the open wall' })).toBeVisible();
  await expect(dialog.getByText(/^fusion head, to sound$/)).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  expect(await lab.epoch()).toBe(0);

  await lab.play.click();
  await lab.reachEpoch(2);
  await page.keyboard.press('s');
  await expect(dialog).toContainText(/The next step of epoch \d+, .*after \d+ epochs of training/);
  await dialog.getByRole('radio', { name: 'DI-MML' }).click();
  await dialog.getByRole('button', { name: /At the shut wall/ }).click();
  await expect(dialog.getByText('exactly 0').first()).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(lab.play).toBeVisible();
  const epoch = await lab.epoch();
  await lab.play.click();
  await lab.reachEpoch(epoch + 2);
});

test('slow motion opens at the epoch of the time bar, goes from epoch to epoch by keys, and the bar goes along', async ({
  page,
}) => {
  const lab = await raced(page);
  const bar = page.getByRole('slider', { name: 'Epoch shown' });
  await bar.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(bar).toHaveAttribute('aria-valuetext', 'epoch 3');
  await page.keyboard.press('s');
  const at = (epoch: number) => page.getByRole('dialog', { name: `Slow motion: epoch ${epoch}` });
  await expect(at(3)).toContainText('The first step of epoch 3, on its real batch, after 2 epochs');
  await page.keyboard.press('ArrowRight');
  await expect(at(3).getByRole('heading', { name: 'The encoders look' })).toBeVisible();
  await page.keyboard.press(',');
  await page.keyboard.press(',');
  await expect(at(1)).toContainText('before any training');
  // the moment stays while the epochs change
  await expect(at(1).getByRole('heading', { name: 'The encoders look' })).toBeVisible();
  await page.keyboard.press('.');
  await expect(at(2)).toContainText('after 1 epoch of training');
  await at(2).getByRole('radio', { name: 'DI-MML' }).click();
  await expect(at(2).getByRole('button', { name: 'Next epoch' })).toBeEnabled();
  // the fusion head is trained in epochs 5 and 6
  await at(2).getByRole('button', { name: 'Fusion head' }).click();
  await expect(at(5)).toContainText('after 4 epochs of training');
  expect(await complaints(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(bar).toHaveAttribute('aria-valuetext', /^epoch 5/);
  await expect(lab.page.getByRole('button', { name: 'Play again' })).toBeVisible();
});

/** After a race of seed 1: puts another in its place, shows the past run of joint training, and opens its slow motion. */
/** @param epoch the last of the run. */
async function slowMotionOfPastRun({ page, seed }: LabPage, epoch: number): Promise<Locator> {
  await seed.fill('2');
  await seed.press('Enter');
  await page.getByRole('button', { name: /^Runs \d+/ }).click();
  await page
    .getByRole('region', { name: 'Finished runs' })
    .getByRole('button', { name: 'Show again Joint, seed 1' })
    .click();
  await expect(page.getByText('A past run, to look at only: Joint, seed 1.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  return page.getByRole('dialog', { name: `Slow motion: epoch ${epoch}` });
}

test('slow motion of a past run retrains a copy and says that it is the same', async ({ page }) => {
  const dialog = await slowMotionOfPastRun(await raced(page), 4);
  await expect(dialog).toContainText(
    'A copy was retrained from the start to epoch 3, with the very losses that the race had.',
  );
  await expect(dialog.getByRole('heading', { name: 'A batch' })).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('the way to a step can be stopped, and gone on with', async ({ page }) => {
  // two trainings of a net that is slow on purpose
  test.slow();
  // the way is many times as long as it takes to press Stop: 23 epochs of 128 steps of wide nets
  const slow = {
    ...TINY,
    epochs: 24,
    samples: { train: 4096, test: 64 },
    encoders: { '*': { hidden: [512], featureDim: 64 } },
    methods: { joint: {} },
  };
  const dialog = await slowMotionOfPastRun(await raced(page, slow), 24);
  await expect(dialog.getByText('Retraining a copy from the start')).toBeVisible();
  await expect(dialog.getByRole('progressbar', { name: 'Epochs retrained' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(dialog.getByText('You stopped on the way to epoch 24.')).toBeVisible();
  await expect(dialog.getByRole('heading', { name: 'A batch' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await expect(dialog.getByRole('heading', { name: 'A batch' })).toBeVisible({ timeout: 60_000 });
  await expect(dialog).toContainText('with the very losses that the race had');
});

test('the ablation is one press, and a seventh method is refused with a reason', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.ready();
  await page.getByRole('button', { name: 'Ablation', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: 'DI-MML (no DUC) races' })).toBeChecked();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(6);
  await page.getByRole('button', { name: /^Other methods/ }).click();
  const joint = page.getByRole('checkbox', { name: 'Joint races' });
  // it can be reached, and says why it cannot be ticked
  await joint.press(' ');
  await expect(joint).not.toBeChecked();
  await expect(joint).toHaveAccessibleDescription(/six methods at most/);
  await lab.play.click();
  await lab.ended();
  // the head, six runs, and the one that trains each modality alone
  await expect(lab.endTable.getByRole('row')).toHaveCount(8);
});

test('at 200 % zoom nothing is cut off and nothing scrolls sideways', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  const sideways = () =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
  await raced(page);
  expect(await sideways()).toBe(0);
  for (const name of ['Losses and gradients', 'Dimensions', 'Confusion', 'Feature map']) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByRole('tabpanel', { name }).getByRole('heading').first()).toBeVisible();
    expect(await sideways(), name).toBe(0);
  }
  await pile(page, 'Both right, DI-MML').click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('button', { name: /^Sample, / })
    .first()
    .click();
  await dialog.getByRole('heading', { name: 'When it was learned' }).scrollIntoViewIfNeeded();
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole('heading', { name: 'When it was learned' })).toBeInViewport();
  expect(await sideways()).toBe(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'A batch' }).waitFor();
  for (const name of ['Close', 'Back', 'Next']) {
    const button = dialog.getByRole('button', { name, exact: true });
    await button.scrollIntoViewIfNeeded();
    await expect(button).toBeInViewport({ ratio: 1 });
  }
  expect(await sideways()).toBe(0);
});
