/** Bad input and failures: each says what happened and what to do, and the page stays usable. */
import { chromium, expect, test } from '@playwright/test';
import { launchOptions } from '../src/tools/find-chromium.mjs';
import { LabPage, TINY } from './pages/lab-page';

test('a setting out of range is refused by name and the default experiment is ready', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ batchSize: 1 });
  await expect(lab.alert).toContainText('batchSize is 1; it must be from 2 to 1024.');
  await expect(lab.alert).toContainText('The default experiment is ready instead.');
  await lab.ready();
  await expect(lab.play).toBeEnabled();
});

test('an address that is no settings at all is refused with a sentence', async ({ page }) => {
  const lab = new LabPage(page);
  await page.goto('./#s=%7Bbroken');
  await expect(lab.alert).toContainText('What follows #s= cannot be read as settings');
});

test('an address edited while the page is open is read again', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await lab.open({ epochs: 9, methods: { joint: {} } });
  await expect(page.getByText('epoch 0 of 9')).toBeVisible();
  await lab.open({ epochs: 0 });
  await expect(lab.alert).toContainText('epochs is 0; it must be from 1 to 5000.');
});

test('an unknown knob of a method is refused by name when the race starts', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open({ ...TINY, methods: { joint: { speed: 3 } } });
  await lab.ready();
  await lab.play.click();
  await expect(lab.alert).toContainText('methods.joint.speed');
  await expect(lab.play).toBeEnabled();
});

test('an unknown back end in the address is named and the best one is taken', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(undefined, '?backend=metal');
  await expect(lab.alert).toContainText(
    'backend is "metal" in the address; it must be one of webgpu, wasm, cpu.',
  );
  await lab.ready();
});

test('asking for WebGPU where there is none says so and what to do', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(TINY, '?backend=webgpu');
  await expect(lab.badge).not.toHaveAccessibleName(/opening/);
  const card = await lab.badgeCard();
  await expect(card.or(lab.alert).filter({ hasText: 'WebGPU' }).first()).toBeVisible();
});

test('a learning rate that diverges stops with a sentence and the page goes on', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({ ...TINY, epochs: 40, optimizer: { learningRate: 10 } });
  await lab.play.click();
  await expect(lab.alert).toContainText(/is no longer a number|are no longer numbers/, {
    timeout: 30_000,
  });
  await expect(lab.alert).toContainText(/learning rate/i);
  await expect(lab.endTable.getByText(/stopped/).first()).toBeVisible();
  await lab.reset.click();
  await expect(lab.alert).toBeEmpty();
});

test('without WebAssembly the lab trains in JavaScript and the badge says why', async ({
  baseURL,
}) => {
  test.setTimeout(120_000);
  // an engine without a compiler has no WebAssembly, in pages and in workers alike
  const options = launchOptions({ webgpu: false });
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, '--js-flags=--jitless'],
  });
  try {
    const page = await browser.newPage(baseURL === undefined ? {} : { baseURL });
    const lab = new LabPage(page);
    await lab.open({ ...TINY, epochs: 2 });
    await lab.ready();
    await expect(lab.badge).toHaveAccessibleName(/JavaScript/);
    await expect(await lab.badgeCard()).toContainText('WebAssembly');
    await page.keyboard.press('Escape');
    await lab.play.click();
    await lab.ended(100_000);
  } finally {
    await browser.close();
  }
});
