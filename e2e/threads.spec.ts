/**
 * Runs of a race on workers of their own: the same numbers to the bit as on one, and what happens when one of them
 * dies. The page is told of four processors, whatever this computer has.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openZip } from '../src/data/import/archive/open-zip';
import { LabPage, LONG, TINY } from './pages/lab-page';

const SETTINGS = { ...TINY, methods: { ...TINY.methods, 'late-ensemble': {}, ogm: {} } };

const shelf = (page: Page) => page.getByRole('region', { name: 'Finished runs' });

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 }),
  );
});

async function chooseThreads(lab: LabPage, page: Page, threads: number): Promise<void> {
  const card = await lab.badgeCard();
  const slider = card.getByRole('slider', { name: 'Threads, from the next race on' });
  await slider.focus();
  await page.keyboard.press('Home');
  for (let more = 1; more < threads; more += 1) await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', `${threads} of 4 processors`);
  await page.keyboard.press('Escape');
}

interface FileOfRun {
  readonly stored: { readonly run: { readonly name: string } };
}

/** Of every finished run a digest of all its numbers, but for the clock and for what else lay on the device. */
async function digests(page: Page): Promise<readonly string[]> {
  await page.getByRole('button', { name: /^Runs \d+/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    shelf(page).getByRole('button', { name: 'Export all' }).click(),
  ]);
  const { files } = await openZip(new Uint8Array(await readFile(await download.path())), 'a.zip');
  const runs = await Promise.all(
    files
      .filter(({ path }) => path.startsWith('runs/') && path.endsWith('.json'))
      .map(async (file): Promise<FileOfRun> => {
        return JSON.parse(new TextDecoder().decode(await file.bytes()));
      }),
  );
  return runs
    .map(({ stored }) => {
      const text = JSON.stringify(stored, (key, value: unknown) =>
        /Ms$|At$|^(id|seq|cost|race)$/.test(key) ? undefined : value,
      );
      return `${stored.run.name} ${createHash('sha256').update(text).digest('hex')}`;
    })
    .sort();
}

async function racedOn(page: Page, threads: number) {
  const lab = new LabPage(page);
  await lab.open(SETTINGS);
  await lab.ready();
  await chooseThreads(lab, page, threads);
  await lab.play.click();
  await lab.ended();
  const workers = page.workers().length;
  return { workers, runs: await digests(page) };
}

test('a race on several workers has the numbers it has on one, to the bit', async ({ browser }) => {
  const on = async (threads: number) => {
    const context = await browser.newContext({ acceptDownloads: true });
    const page = await context.newPage();
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 4 }),
    );
    const raced = await racedOn(page, threads);
    await context.close();
    return raced;
  };
  const one = await on(1);
  const four = await on(4);
  expect(one.workers).toBe(1);
  expect(four.workers).toBe(4);
  expect(four.runs).toHaveLength(4);
  expect(four.runs).toEqual(one.runs);
});

test('a worker that dies is one failed run; the others go on, and Play goes on with it', async ({
  page,
}) => {
  // a limit against hanging: the race is written down after three seconds, so it takes longer than that
  test.setTimeout(240_000);
  const lab = new LabPage(page);
  // long enough to be written down, short enough to end
  await lab.open({ ...LONG, epochs: 1500, methods: { joint: {}, ogm: {} } });
  await lab.ready();
  await chooseThreads(lab, page, 3);
  await lab.play.click();
  await lab.isWrittenDown();
  expect(page.workers()).toHaveLength(3);
  // it says nothing: only its lock tells
  await page.workers()[2]?.evaluate(() => self.close());
  await expect(lab.alert).toContainText(
    /The thread that trained (Joint|OGM) ended: the browser ended it/,
  );
  await expect(lab.play).toBeVisible({ timeout: 120_000 });
  await lab.play.click();
  await lab.ended(120_000);
  // the heading, two runs and each modality alone
  await expect(lab.endTable.getByRole('row')).toHaveCount(4);
  await expect(lab.endTable.getByText('failed')).toHaveCount(0);
  await expect(lab.alert).toBeHidden();
});

test('the page is isolated by the headers of its server, so threads share memory', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // each thread as well, or what is shared could not be sent to it
  const [thread] = page.workers();
  expect(await thread?.evaluate(() => crossOriginIsolated)).toBe(true);
});
