/** The main job on WebAssembly: open, Play, watch the curves, read the end. */
import { expect, test } from '@playwright/test';
import { LabPage, LONG, TINY } from './pages/lab-page';

test('the page opens with the question, a ready experiment, and a badge that says why not WebGPU', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    /^(Why did sound learn less under joint training than alone|Will picture or sound fall behind)\?$/,
  );
  await lab.ready();
  await expect(lab.badge).toHaveAccessibleName(/WebAssembly/);
  const card = await lab.badgeCard();
  await expect(card).toContainText('WebGPU');
  await expect(page.getByText(/^A recording, made on /)).toBeVisible();
  await expect(lab.alert).toBeEmpty();
});

test('Play trains both methods; curves, sentence and end numbers stand at the end', async ({
  page,
}) => {
  const lab = new LabPage(page);
  // under seed 1 DI-MML finds no dimension to teach along in so short a race, and so has no alignment to draw
  await lab.open({ ...TINY, seed: 2 });
  await lab.play.click();
  await lab.ended();
  const unimodal = lab.chart('Unimodal accuracy');
  await expect(unimodal.getByRole('columnheader')).toHaveText([
    'Epoch',
    'Picture, Joint',
    'Sound, Joint',
    'Picture, DI-MML',
    'Sound, DI-MML',
    'Picture, trained alone',
    'Sound, trained alone',
  ]);
  await expect(unimodal.getByRole('rowheader', { name: 'guessing' })).toHaveCount(1);
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(6);
  // each run with its control, shuffled within the class
  await expect(lab.curves('DUC alignment')).toHaveCount(4);
  await expect(lab.chart('Fusion accuracy').getByRole('columnheader')).toContainText([
    'DI-MML, ensemble of private heads',
    'DI-MML, its own prediction',
  ]);
  for (const name of ['Joint', 'DI-MML', 'Each trained alone']) {
    await expect(
      lab.endTable
        .getByRole('row', { name })
        .getByText(/\d+\.\d\s%/)
        .first(),
    ).toBeVisible();
  }
  const happens = page.getByRole('region', { name: 'What happens' });
  await expect(happens.getByText(/With all modalities .*the (Joint|DI-MML) net/)).toBeVisible();
  expect(await lab.epoch()).toBe(6);
});

test('Pause stands still, Step adds one epoch, Reset clears and keeps the seed', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ ...LONG, seed: 7 });
  await lab.play.click();
  await lab.reachEpoch(3);
  await lab.pause.click();
  await expect(lab.play).toBeVisible();
  const paused = await lab.epoch();
  await lab.step.click();
  await expect(lab.play).toBeVisible();
  const stepped = await lab.epoch();
  // the pull that was under way when Pause was pressed may end an epoch; a race that ran on would end hundreds
  expect(stepped - paused).toBeGreaterThanOrEqual(1);
  expect(stepped - paused).toBeLessThanOrEqual(2);
  await lab.step.click();
  await expect(lab.play).toBeVisible();
  expect(await lab.epoch()).toBe(stepped + 1);
  await page.getByRole('button', { name: 'Smaller steps' }).click();
  await page.getByRole('button', { name: 'Step a batch' }).click();
  // nothing was trained since: the next batch is the first of the next epoch
  await expect(page.getByRole('banner')).toContainText(`epoch ${stepped + 1}, batch 1 of 4`);
  await page.keyboard.press('Escape');
  await lab.reset.click();
  await expect.poll(() => lab.epoch()).toBe(0);
  await expect(lab.seed).toHaveValue('7');
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(0);
});

test('a page closed in the middle of a race finds it again and goes on', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(LONG);
  await lab.play.click();
  await lab.isWrittenDown();
  await page.reload();
  await expect(page.getByText('The page was closed while this race was training.')).toBeVisible();
  const found = await lab.epoch();
  expect(found).toBeGreaterThan(1);
  await lab.ready();
  await lab.play.click();
  await lab.reachEpoch(found + 5);
  await lab.reset.click();
  await expect.poll(() => lab.epoch()).toBe(0);
  await page.reload();
  await lab.ready();
  expect(await lab.epoch()).toBe(0);
});

test('the same seed gives the same curves', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  const race = async () => {
    await lab.play.click();
    await lab.ended();
    return lab.chart('Unimodal accuracy').textContent();
  };
  const first = await race();
  // rows of epochs, with numbers in them: two empty tables are the same too
  const epochs = lab.chart('Unimodal accuracy').getByRole('row', { name: /^\d+ .*\d/ });
  await expect(epochs).not.toHaveCount(0);
  await lab.reset.click();
  expect(await race()).toBe(first);
});

test('keys play, step, reset and roll, but not while typing', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(LONG);
  await lab.ready();
  // 128 samples in batches of 32
  for (const batch of [1, 2, 3]) {
    await page.keyboard.press('b');
    await expect(page.getByRole('banner')).toContainText(`epoch 0, batch ${batch} of 4`);
  }
  await page.keyboard.press('b');
  await expect.poll(() => lab.epoch()).toBe(1);
  // the last method may still be at it
  await expect(lab.play).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => lab.epoch()).toBe(2);
  await expect(lab.play).toBeVisible();
  await page.keyboard.press(' ');
  await lab.reachEpoch(3);
  await page.keyboard.press(' ');
  await expect(lab.play).toBeVisible();
  await lab.seed.click();
  await page.keyboard.press('r');
  expect(await lab.epoch()).toBeGreaterThan(1);
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('r');
  await expect.poll(() => lab.epoch()).toBe(0);
  await page.keyboard.press('n');
  await expect(lab.seed).not.toHaveValue('1');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await help.getByRole('tab', { name: 'Keys' }).click();
  await expect(help.getByRole('row', { name: /^Space Play or Pause/ })).toBeVisible();
});

test('a real set opens, names its classes and what it left out, and trains', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ ...TINY, samples: undefined });
  await lab.ready();
  await page.getByRole('radio', { name: 'Palmer penguins' }).click();
  await expect(page.getByText('Adelie').first()).toBeVisible();
  await expect(page.getByText(/left out/)).toBeVisible();
  await lab.play.click();
  await lab.reachEpoch(2);
  await expect(
    lab.chart('Unimodal accuracy').getByRole('columnheader', { name: 'Bill, Joint' }),
  ).toHaveCount(1);
  await page.getByRole('radio', { name: /two halves$/ }).click();
  await expect(page.getByText('The data changed. The race was reset.')).toBeVisible();
  await expect(page.getByRole('heading', { name: '1797 samples' })).toBeVisible();
});

test('a knob changes the address, and the address brings the experiment back', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await page.getByRole('button', { name: 'Settings of DI-MML' }).click();
  const epochs = page.getByRole('textbox', { name: 'Epochs of the fusion head' });
  await epochs.fill('99999');
  await epochs.press('Enter');
  await expect(page.getByText(/Epochs of the fusion head is "99999"; it must be/)).toBeVisible();
  await epochs.fill('3');
  await epochs.press('Enter');
  await expect(page.getByText('epoch 0 of 43')).toBeVisible();
  await page.reload();
  await expect(page.getByText('epoch 0 of 43')).toBeVisible();
});
