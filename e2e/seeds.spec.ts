/** Several seeds in one press: the table, other baselines, stopping and going on, a tab out of sight, a reload. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, TINY } from './pages/lab-page';

const SHORT = { ...TINY, epochs: 2 };

const seeds = (page: Page) => page.getByRole('region', { name: 'Several seeds' });
const means = (page: Page) => seeds(page).getByRole('table', { name: 'Means over the seeds' });
const differences = (page: Page) =>
  seeds(page).getByRole('table', { name: 'Differences to the baseline' });
const run = (page: Page, count: number) =>
  page.getByRole('banner').getByRole('button', { name: `Run ${count} seeds` });

async function want(page: Page, count: number) {
  const field = seeds(page).getByRole('spinbutton', { name: 'how many' });
  await field.fill(String(count));
  await field.press('Enter');
}

/** Waits until so many seeds stand in the table and none is being trained. */
async function done(page: Page, count: number) {
  await expect(page.getByRole('radio', { name: `All ${count} seeds` })).toBeVisible({
    timeout: 120_000,
  });
  await expect(run(page, count)).toBeVisible({ timeout: 30_000 });
}

/** How many threads may train, as this browser keeps it. */
const allow = (page: Page, threads: number) =>
  page.addInitScript((most) => localStorage.setItem('modality-lab.threads', String(most)), threads);

// one after the other, whatever this computer has
test.beforeEach(({ page }) => allow(page, 1));

test('where there are processors for it, seeds train side by side', async ({ page }) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  await allow(page, 2);
  await lab.open({ ...SHORT, epochs: 60 });
  await lab.ready();
  await want(page, 4);
  await expect(seeds(page).getByText(/^2 seeds train at a time/)).toBeVisible();
  await run(page, 4).click();
  await expect(seeds(page).getByText(/^Seed 1 \(1 of 4\).*; beside it 2/)).toBeVisible();
  await done(page, 4);
  await expect(seeds(page).getByText('4 seeds stand on the shelf')).toBeVisible();
});

test('one press trains the seeds: means, differences, verdicts, charts with bands and one sentence', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  await lab.open(SHORT);
  await lab.ready();
  await want(page, 6);
  await run(page, 6).click();
  await expect(seeds(page).getByText(/^Seed \d+ \(\d of 6\): /)).toBeVisible();
  await done(page, 6);
  await expect(lab.seed).toHaveValue('6');
  const joint = means(page).getByRole('row', { name: /^Joint/ });
  await expect(joint.getByText(/\d+\.\d ± \d+\.\d\s%/).first()).toBeVisible();
  await expect(joint.getByText(/^\d+\.\d to \d+\.\d$/).first()).toBeVisible();
  await expect(seeds(page).getByText(/95\s% interval of the mean \(bootstrap\)/)).toBeVisible();
  // with two methods six seeds are enough to say something, whatever it is
  const verdicts = /better|worse|these 6 seeds cannot tell/;
  await expect(differences(page).getByRole('row', { name: /^DI-MML/ })).toContainText(verdicts);
  await expect(page.getByText(/^Over 6 seeds, with all modalities: /)).toBeVisible();

  const unimodal = page.getByRole('figure', { name: 'Unimodal accuracy' });
  await expect(unimodal).toContainText('mean of 6 seeds, band ± one standard deviation');
  await expect(unimodal.locator('path[data-band]')).toHaveCount(4);
  await expect(lab.chart('Unimodal accuracy').getByRole('cell').first()).toHaveText(
    /^\d+\s%, \d+\s% to \d+\s%$/,
  );
  await page.getByRole('radio', { name: 'Seed 6' }).click();
  await expect(unimodal.locator('path[data-band]')).toHaveCount(0);
  await expect(page.getByText(/^Over 6 seeds/)).toBeHidden();
});

test('another baseline and another measure are chosen by keys alone; single values leave as CSV', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const lab = new LabPage(page);
  await lab.open(SHORT);
  await lab.ready();
  await want(page, 2);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('m');
  await done(page, 2);
  await expect(differences(page).getByRole('row', { name: /^DI-MML/ })).toContainText(
    'too few: 6 are the least',
  );
  const choose = async (name: string, option: string) => {
    await seeds(page).getByRole('combobox', { name }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option', { name: option })).toBeVisible();
    // the list is walked from what was chosen before
    const focused = page.locator('[role="option"]:focus');
    for (let i = 0; i < 4; i += 1) {
      const chosen = await focused.textContent();
      if (chosen === null || chosen === option) break;
      await page.keyboard.press('ArrowDown');
      // the list moves the focus in a task of its own, and two presses before it would be one step
      await expect(focused).not.toHaveText(chosen);
    }
    await page.keyboard.press('Enter');
  };
  await choose('Compared with', 'DI-MML');
  await expect(differences(page).getByRole('row', { name: /^Joint/ })).toBeVisible();
  await choose('In', 'Sound, by its probe');
  await choose('Compared with', 'Each trained alone');
  // against training alone both methods have a row
  await expect(differences(page).getByRole('row')).toHaveCount(3);

  await seeds(page).locator('summary', { hasText: 'Single values' }).click();
  const values = seeds(page).getByRole('table', { name: 'Single values' });
  await expect(values.getByRole('row', { name: /^1 Joint/ })).toContainText(/\d+\.\d\s%/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    seeds(page).getByRole('button', { name: 'Save the single values as CSV' }).click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  const [heading, ...rows] = csv.trim().split('\r\n');
  expect(heading).toContain('accuracy.fusion');
  expect(heading).toContain('gap.sound');
  expect(rows).toHaveLength(4);
});

test('stopped, the seeds keep what is done and go on with the rest; a reload keeps it too', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const lab = new LabPage(page);
  await lab.open({ ...TINY, epochs: 400 });
  await lab.ready();
  await want(page, 3);
  await run(page, 3).click();
  await expect(seeds(page).getByText(/^Seed 2 \(2 of 3\): epoch/)).toBeVisible({
    timeout: 120_000,
  });
  await page.getByRole('banner').getByRole('button', { name: 'Stop seeds' }).click();
  await expect(seeds(page).getByText(/^Stopped at seed 2 of 3/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Runs 2/ })).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Go on: seeds' }).click();
  await done(page, 3);
  // what is shown at its end is kept a little later
  await expect(page.getByRole('button', { name: /^Runs 6/ })).toBeVisible();
  await page.reload();
  await lab.ready();
  await expect(
    seeds(page).getByText('3 seeds stand on the shelf with these settings'),
  ).toBeVisible();
  await expect(means(page).getByRole('row', { name: /^DI-MML/ })).toBeVisible();
  await want(page, 3);
  await expect(run(page, 3)).toHaveAttribute('aria-disabled', 'true');
});

test('a tab out of sight trains on: without frames and without timers', async ({ page }) => {
  test.setTimeout(180_000);
  // what a browser does to a hidden tab, only more strictly: no frame comes, and no timer, until it is seen again
  await page.addInitScript(() => {
    const { requestAnimationFrame, cancelAnimationFrame, clearTimeout, setTimeout } = window;
    // what has come while hidden waits by its number, and can be called off as long as it waits
    const frames = new Map<number, () => void>();
    const timers = new Map<number, () => void>();
    let hidden = false;
    Object.defineProperty(document, 'visibilityState', {
      get: () => (hidden ? 'hidden' : 'visible'),
    });
    Object.defineProperty(document, 'hidden', { get: () => hidden });
    const orLater = (waiting: Map<number, () => void>, id: number, task: () => void) => {
      if (hidden) waiting.set(id, task);
      else task();
    };
    window.requestAnimationFrame = (task) => {
      const id = requestAnimationFrame((time) => orLater(frames, id, () => task(time)));
      return id;
    };
    window.cancelAnimationFrame = (id) => {
      frames.delete(id);
      cancelAnimationFrame(id);
    };
    window.setTimeout = ((task: () => void, ms?: number, ...rest: unknown[]) => {
      const due = () => (task as (...given: unknown[]) => void)(...rest);
      const id = setTimeout(() => orLater(timers, id, due), ms) as unknown as number;
      return id;
    }) as typeof setTimeout;
    window.clearTimeout = (id) => {
      timers.delete(Number(id));
      clearTimeout(id);
    };
    Object.assign(window, {
      hideTab(hide: boolean) {
        hidden = hide;
        document.dispatchEvent(new Event('visibilitychange'));
        if (hide) return;
        for (const waiting of [frames, timers]) {
          for (const [id, task] of waiting) {
            setTimeout(() => {
              // the one before may have called this one off
              if (waiting.delete(id)) task();
            }, 0);
          }
        }
      },
    });
  });
  const hide = (hidden: boolean) =>
    page.evaluate((value) => {
      (window as unknown as { hideTab(hide: boolean): void }).hideTab(value);
    }, hidden);
  const lab = new LabPage(page);
  await lab.open({ ...TINY, epochs: 6 });
  await lab.ready();
  await want(page, 4);
  await run(page, 4).click();
  // whichever it is by now
  await expect(seeds(page).getByText(/^Seed \d \(\d of 4\)/)).toBeVisible();
  await hide(true);
  const kept = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('modality-lab');
          opening.onerror = reject;
          opening.onsuccess = () => {
            const counting = opening.result.transaction('cards').objectStore('cards').count();
            counting.onsuccess = () => {
              opening.result.close();
              resolve(counting.result);
            };
          };
        }),
    );
  await expect.poll(kept, { timeout: 120_000, intervals: [500] }).toBe(8);
  await hide(false);
  await done(page, 4);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing to fix on the table of seeds, ${colorScheme}`, async ({ page }, info) => {
    test.setTimeout(120_000);
    await page.emulateMedia({ colorScheme });
    const lab = new LabPage(page);
    await lab.open(SHORT);
    await lab.ready();
    await want(page, 3);
    await run(page, 3).click();
    await done(page, 3);
    await seeds(page).locator('summary', { hasText: 'Single values' }).click();
    expect(await complaints(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`seeds-${colorScheme}.png`), fullPage: true });
    await page.setViewportSize({ width: 390, height: 844 });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(390);
    expect(await complaints(page)).toEqual([]);
  });
}
