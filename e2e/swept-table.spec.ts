/** A sweep that was trained by the command and collected, opened in the page: its table, and from a cell to a run. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { headless } from '../src/testing/headless-command';
import { complaints } from './pages/complaints';
import { LabPage, TINY } from './pages/lab-page';

let folder = '';
test.beforeAll(async () => {
  test.setTimeout(240_000);
  folder = await mkdtemp(join(tmpdir(), 'swept-'));
  const plan = {
    settings: { epochs: 2, samples: { train: 64, test: 40 }, measures: { heavy: false } },
    ...{ methods: ['joint', 'di-mml'], seeds: '1-2' },
  };
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  const out = ['--out', folder];
  for (const words of [
    ['sweep', join(folder, 'plan.json'), ...out],
    ['task', '--tasks', join(folder, 'tasks.jsonl'), '--index', '0-3', '--jobs', '2', ...out],
    ['collect', folder],
  ]) {
    const { code, stderr } = await headless(...words);
    expect(code, stderr).toBe(0);
  }
});
test.afterAll(() => rm(folder, { recursive: true }));

test('a collected sweep opens as a table with a heat map, and a cell leads to its runs', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.ready();
  await page.getByLabel('Files to open').setInputFiles(join(folder, 'runs.json'));
  const sheet = page.getByRole('dialog', { name: 'Table of the sweep' });
  await expect(sheet).toContainText('mean over 2 seeds. Everything is held against Joint on the');
  await sheet.getByRole('button', { name: /^\d.* DI-MML on The sound starves$/ }).click();
  // two seeds are an interval and no word
  await expect(sheet.getByRole('status')).toHaveText(
    /^DI-MML on \u201cThe sound starves\u201d: .* 2 seeds\. .* points \(.* to .*\) .*: too few seeds to say more: 6 are the least\. \d+\.\d\d times the training time of Joint\.$/,
  );
  await sheet.getByRole('button', { name: 'Heat map' }).click();
  await expect(sheet).toContainText('Stronger is higher: from ');
  expect(await complaints(page)).toEqual([]);
  await sheet.getByRole('button', { name: /^seed 2, / }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByText(/DI-MML, seed 2/).first()).toBeVisible();
  // it can be looked at again, after a reload as well, until it is forgotten
  await page.reload();
  await lab.ready();
  await page.getByRole('button', { name: 'Table of the sweep' }).click();
  await expect(sheet).toContainText('mean over 2 seeds');
  await sheet.getByRole('button', { name: 'Forget this table' }).click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Table of the sweep' })).toHaveCount(0);
});
