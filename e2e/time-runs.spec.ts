/** Going back in time while it trains, and what stays of finished runs: shelf, files, an old run shown again. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openZip } from '../src/data/import/archive/open-zip';
import { complaints } from './pages/complaints';
import { LabPage, LONG, raced, TINY } from './pages/lab-page';

const slider = (page: Page) => page.getByRole('slider', { name: 'Epoch shown' });
const shelf = (page: Page) => page.getByRole('region', { name: 'Finished runs' });
const openShelf = (page: Page) => page.getByRole('button', { name: /^Runs \d+/ }).click();

test('a recording stands there at once, can be looked back through, and gives way to Play', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  const note = page.getByText(/A recording, made on \d+ \w+ \d{4} on .+ with seed 1/);
  await expect(note).toBeVisible();
  // three runs and each modality alone
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(8);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText(/^Epoch 1: /)).toBeVisible();
  await lab.ready();
  await lab.play.click();
  await expect(note).toBeHidden();
  await lab.pause.click();
});

test('an experiment from the address shows no recording of another', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.ready();
  await expect(page.getByText('A recording, made on')).toBeHidden();
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(0);
});

test('an epoch of the past is shown in every view while training goes on', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(LONG);
  await lab.play.click();
  await lab.reachEpoch(6);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'epoch 2');
  await expect(page.getByText(/^Epoch 2: /)).toBeVisible();
  await expect(
    lab.chart('Unimodal accuracy').getByRole('rowheader', { name: '2, shown' }),
  ).toHaveCount(1);
  const then = await lab.epoch();
  await lab.reachEpoch(then + 3);
  await expect(page.getByText(/^Epoch 2: /)).toBeVisible();
  await page.getByRole('tab', { name: 'Competition' }).click();
  await expect(page.getByText(/^epoch 2 · held-out/).first()).toBeVisible();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('f');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /live$/);
  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Back to live' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to live' }).click();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /live$/);
});

test('a replay by keys alone: T plays, Escape stops, T goes on to the end, at the speed that was chosen', async ({
  page,
}) => {
  await raced(page);
  const speed = page.getByRole('combobox', { name: 'Speed of the replay' });
  await speed.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: '1 epoch a second' }).focus();
  await page.keyboard.press('Enter');
  await expect(speed).toHaveText('1 epoch a second');
  await slider(page).focus();
  await page.keyboard.press('t');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'epoch 1');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  await expect(page.getByText('The replay plays, 1 epoch a second.')).toBeAttached();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', 'epoch 2');
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^The replay stopped at epoch [234]\.$/)).toBeAttached();
  const stands = await slider(page).getAttribute('aria-valuetext');
  expect(stands).toMatch(/^epoch [234]/);
  await page.keyboard.press('t');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /the end$/, { timeout: 15_000 });
  await expect(page.getByText('The replay stopped at epoch 6.')).toBeAttached();
  expect(await complaints(page)).toEqual([]);
});

test('a replay waits in a hidden tab and goes on when it is looked at again', async ({ page }) => {
  await raced(page);
  const turn = (state: 'hidden' | 'visible') =>
    page.evaluate((to) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => to });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await slider(page).focus();
  await page.keyboard.press('t');
  await turn('hidden');
  const stands = (await slider(page).getAttribute('aria-valuetext')) ?? '';
  expect(stands).toMatch(/^epoch [1-5]\b/);
  // longer than all of it would take
  await page.waitForTimeout(2000);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', stands);
  await turn('visible');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /the end$/, { timeout: 15_000 });
});

test('by keys alone: runs are pinned, compared, deleted, put back, and outlive a reload', async ({
  page,
}) => {
  const lab = await raced(page);
  await openShelf(page);
  const press = async (name: string | RegExp) => {
    await shelf(page).getByRole('button', { name }).focus();
    await page.keyboard.press('Enter');
  };
  await press('Pin Joint, seed 1 as baseline');
  await expect(
    shelf(page).getByText(
      /^against the baseline: [+\u2212]?\d+\.\d (these 64 test samples cannot tell|this net answers (better|worse))$/,
    ),
  ).toHaveCount(1);
  await press('Compare Joint, seed 1');
  await press('Compare DI-MML, seed 1');
  const differences = page.getByRole('region', { name: 'What differs' });
  await expect(differences.getByRole('row', { name: /^method Joint DI-MML$/ })).toBeVisible();
  await expect(differences.getByRole('row', { name: /^epochs/ })).toHaveCount(0);
  await press('Delete DI-MML, seed 1');
  await expect(shelf(page).getByRole('button', { name: 'Undo' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(shelf(page).getByRole('button', { name: 'Delete DI-MML, seed 1' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(shelf(page)).toBeHidden();
  await page.reload();
  await lab.ready();
  await openShelf(page);
  await expect(shelf(page).getByRole('heading', { level: 3 })).toHaveCount(2);
  await expect(
    shelf(page).getByRole('button', { name: 'Pin Joint, seed 1 as baseline' }),
  ).toHaveAttribute('aria-pressed', 'true');
});

test('an old run is shown again with its samples, by name, until the present is asked for', async ({
  page,
}) => {
  const lab = await raced(page);
  await lab.seed.fill('2');
  await lab.seed.press('Enter');
  await openShelf(page);
  await shelf(page).getByRole('button', { name: 'Show again Joint, seed 1' }).click();
  await expect(page.getByText('A past run, to look at only: Joint, seed 1.')).toBeVisible();
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(4);
  await expect(lab.seed).toHaveValue('2');
  await page.getByRole('button', { name: 'Back to the present race' }).click();
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(0);
});

test('a finished race is back after a reload, lies over another, stands in a table, and its link is played and judged', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const lab = await raced(page);
  const numbers = (await lab.endTable.textContent()) ?? '';
  // packing what is said of samples takes a moment
  await expect(page.getByRole('button', { name: /^Runs 2/ })).toBeVisible();
  await page.reload();
  await expect(page.getByText('This race has been trained here: Joint and DI-MML')).toBeVisible();
  // of the encoders trained alone the numbers are kept, and not whether they were still learning
  await expect(lab.endTable).toHaveText(numbers.replace('alone not finished learning', 'alone'));
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(6);
  await expect(page.getByRole('heading', { name: 'How they train' })).toBeVisible();
  await lab.ready();
  expect(await lab.epoch()).toBe(0);

  await openShelf(page);
  const press = (name: string | RegExp) => shelf(page).getByRole('button', { name }).click();
  await press('Name and note Joint, seed 1');
  await shelf(page).getByLabel('Name').fill('Base');
  await shelf(page).getByLabel('Tags').fill('talk');
  await press('Keep');
  await press(/^Lay over Base, seed 1/);
  await press('As a table');
  await shelf(page).getByRole('searchbox').fill('talk');
  await expect(shelf(page).getByText('1 of 2 runs')).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await lab.seed.fill('2');
  await lab.seed.press('Enter');
  const laid = page.getByRole('list', { name: 'Runs laid over these curves' });
  await expect(laid).toContainText('seed 1 (here 2)');
  await expect(lab.curves('Fusion accuracy')).toHaveCount(1);

  await page.reload();
  await openShelf(page);
  await expect(shelf(page).getByRole('row', { name: /Base.*talk/ })).toBeVisible();
  await shelf(page).getByRole('searchbox').fill('');
  await press(/^More on Base/);
  await press(/^Use these settings/);
  await expect(lab.seed).toHaveValue('1');
  await press(/^Copy link/);
  await expect(shelf(page).getByText('The link is copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('This link carries the end numbers of its 2 runs')).toBeVisible();
  await lab.play.click();
  await expect(page.getByText('Reproduced: same to the digit.')).toBeVisible({ timeout: 30_000 });
  expect(page.url()).toContain('&n=');
});

test('runs leave as a file and as tables and come back; a bad file is named', async ({ page }) => {
  await raced(page);
  await openShelf(page);
  const saved = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      shelf(page).getByRole('button', { name }).click(),
    ]);
    return { name: download.suggestedFilename(), path: await download.path() };
  };
  const whole = await saved('Export all');
  expect(whole.name).toBe('modality-lab-2-runs.zip');
  const tables = await openZip(
    new Uint8Array(await readFile((await saved('CSV DI-MML, seed 1')).path)),
    'tables.zip',
  );
  expect(tables.files.map(({ path }) => path)).toEqual([
    'epochs.csv',
    'ends.csv',
    'summary.csv',
    'columns.csv',
  ]);
  const epochs = new TextDecoder().decode(await tables.files[0]?.bytes());
  expect(epochs.split('\r\n')[0]).toContain('accuracy.unimodal.sound');
  for (const name of ['Joint', 'DI-MML']) {
    await shelf(page)
      .getByRole('button', { name: `Delete ${name}, seed 1` })
      .click();
  }
  await expect(shelf(page).getByText(/Every finished run will appear here/)).toBeVisible();
  const field = page.locator('input[type="file"][accept*="json"]');
  await field.setInputFiles({ name: 'x.json', mimeType: '', buffer: Buffer.from('{}') });
  await expect(page.getByRole('alert')).toContainText('x.json is no file of runs');
  await field.setInputFiles({
    name: 'cut.zip',
    mimeType: '',
    buffer: (await readFile(whole.path)).subarray(0, 2000),
  });
  await expect(page.getByRole('alert')).toContainText('cut.zip is cut off or damaged');
  await field.setInputFiles(whole.path);
  await expect(shelf(page).getByRole('heading', { level: 3 })).toHaveCount(2);
});

test('a browser that keeps nothing says so, and the shelf works until the page is closed', async ({
  page,
}) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await raced(page);
  await openShelf(page);
  await expect(page.getByText(/^This browser keeps nothing for this page/)).toBeVisible();
  await expect(shelf(page).getByRole('heading', { level: 3 })).toHaveCount(2);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to fix on the open shelf and a page of the past, ${colorScheme}`, async ({
    page,
  }, info) => {
    await page.emulateMedia({ colorScheme });
    await raced(page);
    await openShelf(page);
    await shelf(page).getByRole('button', { name: 'Compare Joint, seed 1' }).click();
    await shelf(page).getByRole('button', { name: 'Compare DI-MML, seed 1' }).click();
    await shelf(page).getByRole('button', { name: 'Show again DI-MML, seed 1' }).click();
    await slider(page).focus();
    await page.keyboard.press('Home');
    expect(await complaints(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`shelf-${colorScheme}.png`) });
    await page.setViewportSize({ width: 390, height: 844 });
    // charts take a moment to follow the window
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(390);
    await page.screenshot({ path: info.outputPath(`shelf-narrow-${colorScheme}.png`) });
  });
}
