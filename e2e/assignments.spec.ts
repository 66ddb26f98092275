/** Assignments in the real page: one solved by clicks and its file checked by the command, one by keys, a teacher's own. */
import { copyFile, readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { startNode } from '../src/testing/headless-command';
import { complaints } from './pages/complaints';
import { LabPage } from './pages/lab-page';

const ROOT = new URL('..', import.meta.url).pathname;
const TASK = 'src/lessons/tasks/slow-learner.json';

/** A race of a second, which any answer with a learning rate solves. */
const OWN = {
  format: 1,
  id: 'of-my-own',
  title: 'Of my own',
  question: 'Let both learn something.',
  base: {
    epochs: 3,
    samples: { train: 96, test: 64 },
    optimizer: { learningRate: 0.00001 },
    generator: { classes: 3, picture: { noise: 0.1, fail: 0 } },
    methods: { joint: {} },
  },
  allowed: ['optimizer.learningRate'],
  conditions: [{ measure: 'joint.fusion', op: '>=', value: 0 }],
  seeds: [1],
};

const panel = (page: Page) => page.getByRole('region', { name: /^Assignment:/ });
const list = (page: Page) => page.getByRole('dialog', { name: 'Assignments' });

async function openList(page: Page) {
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('button', { name: 'Assignments' }).click();
  await expect(list(page)).toBeVisible();
}

/** Opens an assignment of the list in the lab. */
async function takeUp(page: Page, title: string) {
  await openList(page);
  await list(page).getByRole('listitem').filter({ hasText: title }).getByRole('button').click();
  await expect(panel(page)).toContainText(title);
}

async function openKnobs(page: Page) {
  await page.getByText('All knobs of the generator', { exact: true }).click();
  return page.getByRole('group', { name: 'Sound', exact: true });
}

test('one is solved by clicks: what holds is said, and the saved answer passes the command', async ({
  page,
}, info) => {
  test.setTimeout(300_000);
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await takeUp(page, 'Who is the victim?');
  await expect(panel(page)).toContainText('The answer must hold on seeds 1, 2 and 3.');
  await expect(panel(page).getByRole('listitem')).toHaveText([
    /not known yet/,
    /not known yet/,
    /not known yet/,
  ]);
  await lab.play.click();
  await expect(panel(page)).toContainText(
    /At the end, on seed 1\. Not trained yet: seeds 2 and 3\./,
    {
      timeout: 60_000,
    },
  );
  await expect(panel(page).getByRole('status')).toHaveText('2 of 3 conditions hold.');
  await expect(panel(page).getByRole('listitem').first()).toContainText(/points, does not hold/);

  const sound = await openKnobs(page);
  await sound.getByRole('combobox', { name: 'View' }).click();
  await page.getByRole('option', { name: 'spectrum' }).click();
  await panel(page).getByRole('button', { name: 'Train seeds 1, 2 and 3' }).click();
  await expect(panel(page).getByRole('status')).toHaveText(/^Solved: every condition holds/, {
    timeout: 120_000,
  });
  await page.screenshot({ path: info.outputPath('solved.png') });

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    panel(page).getByRole('button', { name: 'Save my answer' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('answer-slow-learner.json');
  const file = info.outputPath('answer.json');
  await copyFile(await download.path(), file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    ...{ format: 1, task: 'slow-learner' },
    settings: { generator: { sound: { view: 'spectrum' } } },
  });
  const words = ['--check', TASK, '--answer', file];
  const checked = await startNode(['--import', 'tsx', 'src/headless/main.ts', ...words], ROOT)
    .ended;
  expect(JSON.parse(checked.stdout)).toMatchObject({ passed: true, seeds: { trained: [1, 2, 3] } });
  expect(checked.code).toBe(0);
});

test('a change that is not allowed is named, keeps the answer from being saved, and is put back', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await takeUp(page, 'Who is the victim?');
  const sound = await openKnobs(page);
  const noise = sound.getByRole('textbox', { name: 'Noise' });
  await noise.fill('0.1');
  await noise.press('Enter');
  const alert = panel(page).getByRole('alert');
  await expect(alert).toContainText('Sound: noise');
  const save = panel(page).getByRole('button', { name: 'Save my answer' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  // another seed is only a try, and no change
  await lab.newSeed.click();
  await expect(alert.getByRole('listitem')).toHaveCount(1);
  await alert.getByRole('button', { name: /^Put it back/ }).click();
  await expect(alert).toHaveCount(0);
  await expect(save).toHaveAttribute('aria-disabled', 'false');
  await expect(noise).toHaveValue('0.9');
});

test('by keys alone, from the list to the file; it is still there after a reload, until it is left', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await page.keyboard.press('?');
  const press = async (name: string | RegExp) => {
    await page.getByRole('button', { name }).last().focus();
    await page.keyboard.press('Enter');
  };
  await press('Assignments');
  await expect(list(page)).toBeVisible();
  // the focus is in the list, and stays in it
  for (let i = 0; i < 12; i += 1) await page.keyboard.press('Tab');
  expect(await list(page).evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  await press(/^Open in the lab.*Worse than alone/);
  await expect(panel(page)).toContainText('Worse than alone');
  const [download] = await Promise.all([page.waitForEvent('download'), press('Save my answer')]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toEqual({
    ...{ format: 1, task: 'worse-than-alone', settings: {} },
  });
  await page.reload();
  await lab.ready();
  await expect(panel(page)).toContainText('Worse than alone');
  await press('Leave');
  await expect(panel(page)).toHaveCount(0);
});

test('a teacher’s own file joins the list, and a bad one is told what is wrong with it', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await openList(page);
  const field = list(page).getByLabel('File of an assignment');
  const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });
  await field.setInputFiles(file('bad.json', JSON.stringify({ ...OWN, seeds: [] })));
  await expect(list(page).getByRole('alert')).toContainText('bad.json: seeds is []; it must name');
  await field.setInputFiles(file('mine.json', JSON.stringify(OWN)));
  await expect(list(page).getByRole('alert')).toHaveText('');
  await list(page)
    .getByRole('button', { name: /^Open in the lab.*Of my own/ })
    .click();
  await expect(panel(page)).toContainText('Let both learn something.');
  await lab.play.click();
  await expect(panel(page).getByRole('status')).toHaveText(/^Solved/, { timeout: 60_000 });
});

test('the stage leads there as well', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Assignments' }).click();
  await list(page).getByRole('listitem').first().getByRole('button').click();
  await expect(panel(page)).toBeVisible({ timeout: 30_000 });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const size of [
    { width: 1366, height: 768 },
    { width: 390, height: 844 },
  ]) {
    test(`${size.width} wide, ${colorScheme}: axe finds nothing to fix and nothing sticks out`, async ({
      page,
    }, info) => {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const lab = new LabPage(page);
      await lab.open();
      await lab.ready();
      await openList(page);
      const name = `${size.width}-${colorScheme}`;
      await page.screenshot({ path: info.outputPath(`list-${name}.png`) });
      expect(await complaints(page)).toEqual([]);
      await list(page).getByRole('listitem').first().getByRole('button').click();
      await expect(panel(page)).toBeVisible();
      const knobs = await openKnobs(page);
      const noise = knobs.getByRole('textbox', { name: 'Noise' });
      await noise.fill('0.1');
      await noise.press('Enter');
      await expect(panel(page).getByRole('alert')).toBeVisible();
      await panel(page).scrollIntoViewIfNeeded();
      await page.screenshot({ path: info.outputPath(`panel-${name}.png`) });
      expect(await complaints(page)).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(size.width);
    });
  }
}
