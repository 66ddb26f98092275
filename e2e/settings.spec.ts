/** The lab as an instrument: a variant of a method, Undo, and a sweep of one of its knobs, by keys. */
import { expect, test } from '@playwright/test';
import { LabPage } from './pages/lab-page';

const TINY = {
  epochs: 2,
  samples: { train: 64, test: 32, validation: 0 },
  measures: { heavy: false },
  methods: { joint: {}, 'di-mml': { fusionEpochs: 1 } },
};

test('a variant is made and named, undone and made again; a knob is swept, and a point leads to its run', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.play.click();
  await lab.ended();
  const methods = page.getByRole('region', { name: 'Methods in this race' });
  await methods.getByRole('button', { name: 'Duplicate DI-MML' }).focus();
  await page.keyboard.press('Enter');
  // the new one waits for its name
  await page.keyboard.type('tau 2');
  await page.keyboard.press('Enter');
  await expect(methods.getByRole('checkbox', { name: 'DI-MML (tau 2) races' })).toBeChecked();
  const temperature = methods.getByRole('textbox', { name: 'DUC temperature' });
  await temperature.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await expect(
    methods.getByText('DUC temperature 2 instead of 0.5', { exact: false }),
  ).toBeVisible();
  await expect(methods.getByRole('button', { name: 'DUC temperature back to 0.5' })).toBeVisible();

  // in the field the keys are the field's; outside they take the changes back, and the race is there again
  await page.getByRole('heading', { level: 1 }).click();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByText('The race is back.')).toBeVisible();
  await expect(methods.getByRole('checkbox', { name: /tau 2/ })).toHaveCount(0);
  await expect(page.getByRole('banner').getByRole('button', { name: 'Play again' })).toBeVisible();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ControlOrMeta+y');
  await expect(methods.getByRole('checkbox', { name: 'DI-MML (tau 2) races' })).toBeChecked();

  const sweeps = page.getByRole('region', { name: 'Sweep one knob' });
  await sweeps.getByRole('button', { name: 'Set up a sweep' }).focus();
  await page.keyboard.press('Enter');
  await expect(sweeps.getByRole('combobox', { name: 'Knob of' })).toHaveText('DI-MML (tau 2)');
  await sweeps.getByRole('combobox', { name: 'Knob', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'DUC temperature' }).focus();
  await page.keyboard.press('Enter');
  const values = sweeps.getByRole('textbox', { name: 'Values of DUC temperature' });
  await values.fill('0, 2');
  await expect(sweeps.getByText('DUC temperature is "0"; it must be')).toBeVisible();
  await values.fill('0.5, 2');
  await sweeps.getByRole('spinbutton').fill('2');
  await expect(sweeps.getByText(/^2 values on 2 seeds: 4 races, 8 runs/)).toBeVisible();
  await sweeps.getByRole('button', { name: 'Run the sweep' }).focus();
  await page.keyboard.press('Enter');
  await expect(sweeps.getByText(/; all are on the shelf\./)).toBeVisible({ timeout: 40_000 });
  const table = sweeps.getByRole('table', { name: 'Fusion accuracy, test by DUC temperature' });
  // two runs that the knob leaves alone, and one at two values
  await expect(table.getByRole('row')).toHaveCount(5);
  await table
    .getByRole('button', { name: /DI-MML \(tau 2\), DUC temperature 0\.5, seed 2/ })
    .focus();
  await page.keyboard.press('Enter');
  await sweeps.getByRole('button', { name: 'Use its settings' }).click();
  await expect(page.getByRole('textbox', { name: 'seed', exact: true })).toHaveValue('2');

  // the plan is found again, in the form as well, and nothing is left to train
  await page.reload();
  await expect(table.getByRole('row')).toHaveCount(5);
  await expect(values).toHaveValue('0.5, 2');
  await expect(sweeps.getByRole('spinbutton')).toHaveValue('2');
  await expect(sweeps.getByText(/^Stopped/)).toHaveCount(0);
  await expect(sweeps.getByRole('button', { name: /^Go on/ })).toHaveCount(0);
});
