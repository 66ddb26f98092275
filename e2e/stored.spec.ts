/** What this browser keeps, under attack: a full disk, two tabs, damage, a newer page, and a page that cannot be drawn. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { LabPage, LONG, TINY } from './pages/lab-page';

/** Does this with a database of the page, in another page of the same site that runs no script of the lab. */
async function inDatabase(page: Page, name: string, put: [string, string, unknown]) {
  await page.evaluate(
    async ([database, [store, key, value]]) => {
      const open = indexedDB.open(database);
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      const change = open.result.transaction(store, 'readwrite');
      change.objectStore(store).put(value, key);
      await new Promise((resolve) => {
        change.oncomplete = resolve;
      });
      open.result.close();
    },
    [name, put] as const,
  );
}

/** A page that has just been loaded, on a busy machine. */
const LOADED = { timeout: 40_000 };
const runsButton = (page: Page) => page.getByRole('button', { name: /^Runs \d+/ });

test('a full disk, a second tab, a cleared site and damage: each is told with its cause, and runs go on', async ({
  page,
  context,
}) => {
  test.slow();
  const lab = new LabPage(page);
  await lab.open(LONG);
  await lab.ready();
  const browser = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await lab.play.click();
  await expect(page.getByText(/the race in progress is not written down/)).toBeVisible(LOADED);
  await expect(page.getByText(/^Only in this page: the race in progress/)).toBeVisible();
  // a race that trains on takes the time that packing needs
  await lab.pause.click();
  const saving = page.waitForEvent('download', LOADED);
  await page.getByRole('button', { name: 'Save to a file' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^modality-lab-2-runs\.zip$/);
  expect((await readFile(await saved.path())).subarray(0, 2).toString()).toBe('PK');
  await expect(page.getByText(/2 runs could not be kept, not even their numbers/)).toBeVisible(
    LOADED,
  );
  await expect(runsButton(page)).toHaveAccessibleName(/2 not kept/);
  await browser.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByText(/no room left/)).toHaveCount(0, LOADED);
  await lab.isWrittenDown();
  await lab.reset.click();

  // a second tab sees what the first one has, and what it deletes
  const other = await context.newPage();
  const second = new LabPage(other);
  await second.open(TINY);
  await second.ready();
  await expect(runsButton(other)).toHaveAccessibleName(/^Runs 2\b/, LOADED);
  await second.play.click();
  await second.ended();
  await expect(runsButton(page)).toHaveAccessibleName(/^Runs 4\b/, LOADED);
  await inDatabase(other, 'modality-lab', ['cards', 'rotten', 7]);
  await other.reload();
  await expect(other.getByText(/^1 record in this browser is damaged/)).toBeVisible(LOADED);
  await expect(runsButton(other)).toHaveAccessibleName(/^Runs 4\b/, LOADED);
  await other.getByRole('button', { name: 'Remove' }).click();
  await expect(other.getByText(/^1 record in this browser is damaged/)).toBeHidden();
  await other.close();

  // the browser clears the site under the open page
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await expect(page.getByText(/was cleared while it was open\. 4 runs are gone/)).toBeVisible(
    LOADED,
  );
  await expect(runsButton(page)).toHaveAccessibleName(/^Runs 0\b/, LOADED);
  await page.goto('about:blank');
  // a newer page leaves a database that this one cannot open
  await page.goto(`${origin}/favicon.svg`);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        const open = indexedDB.open('modality-lab', 99);
        open.onsuccess = () => {
          open.result.close();
          resolve(null);
        };
      }),
  );
  await lab.open(TINY);
  await expect(page.getByText(/^A newer version of this page has run/)).toBeVisible(LOADED);
});

test('a reload in the moment of the end loses no run, and what cannot be drawn stands in nobody\u2019s way', async ({
  page,
}) => {
  test.slow();
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.ready();
  // at the very end, before anything is packed
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.body.textContent?.includes('Play again')) location.reload();
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await lab.play.click();
  await page.waitForEvent('load');
  await lab.ready();
  // it stands there as it ended, or goes on from a moment before; a Play before that begins another race
  await expect(page.getByText(/^epoch [1-9]/).first()).toBeVisible(LOADED);
  if (!(await page.getByRole('button', { name: 'Play again' }).isVisible())) {
    const count = Number(/\d+/.exec((await runsButton(page).textContent()) ?? '')?.[0]);
    if (count < 2) {
      await lab.play.click();
      await lab.ended();
    }
  }
  await expect(runsButton(page)).toHaveAccessibleName(/^Runs 2\b/, LOADED);

  // one panel fails: the others stand
  await page.addInitScript(() => {
    const Observer = window.ResizeObserver;
    window.ResizeObserver = class extends Observer {
      constructor(hear: ResizeObserverCallback) {
        super(hear);
        if (sessionStorage.getItem('attack') === 'panel') throw new Error('attacked');
      }
    };
    if (sessionStorage.getItem('attack') !== 'page') return;
    if (new URLSearchParams(location.search).has('without')) return;
    window.matchMedia = () => {
      throw new Error('attacked');
    };
  });
  const attack = (what: string) =>
    page.evaluate((word) => sessionStorage.setItem('attack', word), what);
  await attack('panel');
  await page.reload();
  const fallen = page.getByText(/ could not be drawn\./).first();
  await expect(fallen).toBeVisible(LOADED);
  await expect(lab.play).toBeVisible();
  await attack('none');
  for (const button of await page.getByRole('button', { name: 'Draw it again' }).all()) {
    await button.click({ timeout: 2000 }).catch(() => {});
  }
  // the whole page fails: it starts without what is stored, and keeps that
  await attack('page');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'This page could not be drawn' })).toBeVisible(
    LOADED,
  );
  await page.getByRole('button', { name: 'Start without what is stored' }).click();
  await lab.ready();
  await expect(page.getByText(/started without what this browser keeps/)).toBeVisible();
  await expect(runsButton(page)).toHaveAccessibleName(/^Runs 0\b/, LOADED);
  await attack('none');
  await page.getByRole('button', { name: 'Use it again' }).click();
  await expect(runsButton(page)).toHaveAccessibleName(/^Runs 2\b/, LOADED);
});
