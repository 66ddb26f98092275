/**
 * In aeroplane mode after one visit: the page, its data sets, the recording and training are there; what was never
 * used says so; a new version waits to be asked. The only journeys with a service worker.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, type TestInfo, test } from '@playwright/test';
import { serveBuild } from './pages/build-server';
import { LabPage, LONG, TINY } from './pages/lab-page';

test.use({ serviceWorkers: 'allow' });

/** What a school's tablet is asked to spare. */
const MOST_BYTES = 4_000_000;

const BUILT_IN = [
  'Written and spoken digits',
  'Handwritten digits, two halves',
  'Palmer penguins',
  'Italian wines',
  'Breast cancer cells',
];

/** Opens the page and waits until it says that it is kept. */
async function visited(page: Page, settings?: unknown): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open(settings);
  await lab.ready();
  await kept(page);
  return lab;
}

async function kept(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByText('it also works without a network.')).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('Escape');
}

/** Addresses whose requests failed from now on. */
function failures(page: Page): string[] {
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  return failed;
}

/** Files kept in this browser, with the bytes that each takes. */
const keptFiles = (page: Page) =>
  page.evaluate(async () => {
    const files: { readonly path: string; readonly bytes: number }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const answer = await cache.match(request);
        const bytes = (await answer?.blob())?.size ?? 0;
        files.push({ path: new URL(request.url).pathname, bytes });
      }
    }
    return files;
  });

test('after one visit the lab needs no network: recording, race, built-in sets, tabs', async ({
  page,
  context,
}, info) => {
  await visited(page);
  await context.setOffline(true);
  const failed = failures(page);

  await page.reload();
  const lab = new LabPage(page);
  await lab.ready();
  await expect(page.getByText(/^A recording, made on /)).toBeVisible();
  await expect(lab.badge).toHaveAccessibleName(/WebAssembly/);

  await lab.open(TINY, '?backend=wasm');
  await lab.ready();
  await lab.play.click();
  await lab.ended();
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(page.getByText('The tab is being fetched.')).toHaveCount(0);
  }
  // its code is kept packed
  await page.getByRole('button', { name: 'Report, notebook, nets, data' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Notebook (PyTorch)' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ipynb$/);
  for (const name of BUILT_IN) {
    await page.getByRole('radio', { name }).click();
    await expect(page.getByRole('radio', { name })).toBeChecked();
    await expect(page.getByRole('list', { name: 'Samples per class' })).toBeVisible();
    await lab.step.click();
    await lab.reachEpoch(1);
  }
  const canPlay = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const player = new Audio('data/speech/07.ogg');
        player.addEventListener('canplaythrough', () => resolve(player.duration > 0));
        player.addEventListener('error', () => resolve(false));
      }),
  );
  expect(canPlay).toBe(true);
  expect(failed).toEqual([]);
  await expect(lab.alert).toBeEmpty();

  const files = await keptFiles(page);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const binaries = files.filter(({ path }) => path.endsWith('.wasm'));
  info.annotations.push({
    type: 'kept',
    description: `${files.length} files, ${bytes} bytes; ${binaries.map(({ path }) => path).join(', ')}`,
  });
  // what trains, and what fits probes
  expect(binaries).toHaveLength(2);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

/** A folder of meshes in two classes: tetrahedra, flat and tall. */
function meshes(info: TestInfo): string {
  const folder = info.outputPath('solids');
  for (const [k, name] of ['flat', 'tall'].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let i = 0; i < 8; i += 1) {
      const height = 1 + 4 * k + i / 8;
      writeFileSync(
        join(folder, name, `${i}.off`),
        `OFF\n4 4 6\n0 0 0\n1 0 0\n0 1 0\n0 0 ${height}\n3 0 2 1\n3 0 1 3\n3 1 2 3\n3 0 3 2\n`,
      );
    }
  }
  return folder;
}

async function openFolder(page: Page, folder: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'a folder', exact: true }).click();
  await (await choosing).setFiles(folder);
}

test('a browser finds nothing that stands against installing the page', async ({ page }) => {
  await visited(page);
  const devtools = await page.context().newCDPSession(page);
  const { errors, data } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '')).toMatchObject({ name: 'Modality Lab', display: 'standalone' });
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // the tests' browser has a profile that is thrown away, in which nothing can be installed
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});

test('a reader of rare files says that it was never loaded, and is kept once it was used', async ({
  page,
  context,
}, info) => {
  await visited(page);
  const folder = meshes(info);
  const sheet = page.getByRole('dialog');
  await context.setOffline(true);
  await openFolder(page, folder);
  await expect(sheet).toContainText(
    'The reader of meshes was never loaded on this computer, and it cannot be fetched now. Go online once and open such a file; from then on the reader is kept.',
  );
  await page.keyboard.press('Escape');

  await context.setOffline(false);
  await openFolder(page, folder);
  await expect(sheet.getByRole('button', { name: /^Use / })).toBeEnabled();
  await page.keyboard.press('Escape');

  await context.setOffline(true);
  await page.reload();
  await openFolder(page, folder);
  await expect(sheet.getByRole('button', { name: /^Use / })).toBeEnabled();
});

test('in a folder of any server, a new version waits until a page asks for it, and the race goes on', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const server = await serveBuild();
  const settings = `#s=${encodeURIComponent(JSON.stringify(LONG))}`;
  await page.goto(server.address + settings);
  const lab = new LabPage(page);
  await lab.ready();
  await kept(page);
  await lab.play.click();
  await lab.isWrittenDown();

  server.publish('The next lab');
  const other = await context.newPage();
  await other.goto(server.address);
  // both pages are of the old version, and stay so
  for (const each of [other, page]) {
    await expect(each.getByText('A new version of this page is ready.')).toBeVisible({
      // browsers look for a new version when they find the time
      timeout: 60_000,
    });
    await expect(each).toHaveTitle('Modality Lab');
  }
  const epoch = await lab.epoch();
  await lab.reachEpoch(epoch + 2);

  await page.getByRole('button', { name: 'Use the new version' }).click();
  await expect(page).toHaveTitle('The next lab');
  await expect(page.getByText('The page was closed while this race was training.')).toBeVisible();
  await lab.ready();
  await lab.play.click();
  const found = await lab.epoch();
  await lab.reachEpoch(found + 2);
  await expect(page.getByText('A new version of this page is ready.')).toHaveCount(0);

  // the other tab was not taken along
  await expect(other).toHaveTitle('Modality Lab');
  await other.getByRole('button', { name: 'Use the new version' }).click();
  await expect(other).toHaveTitle('The next lab');
  await server.close();
});

test('on a server without headers the service worker isolates the page from the second visit on', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const server = await serveBuild();
  const settings = `#s=${encodeURIComponent(JSON.stringify(TINY))}`;
  const failed = failures(page);
  await page.goto(server.address + settings);
  const lab = new LabPage(page);
  await lab.ready();
  await kept(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  await page.reload();
  await lab.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const [thread] = page.workers();
  expect(await thread?.evaluate(() => crossOriginIsolated)).toBe(true);
  // type, WebAssembly, workers and the recording come as before
  expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true);
  await expect(lab.badge).toHaveAccessibleName(/WebAssembly/);
  await lab.play.click();
  await lab.ended();
  expect(failed).toEqual([]);
  await server.close();
});
