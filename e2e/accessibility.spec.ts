/** The whole lab for those who use keys, hear it, enlarge it, or force colours of their own; and the help for everybody. */
import { expect, type Page, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, LONG, raced } from './pages/lab-page';

test('the first Tab leads past everything to the charts', async ({ page }) => {
  await raced(page);
  await page.getByRole('heading', { level: 1 }).click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.reload();
  await new LabPage(page).ready();
  const before = page.url();
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the charts' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'What happens' })).toBeFocused();
  expect(page.url()).toBe(before);
});

test('a chart is walked along by keys, which say epoch and values and step no training', async ({
  page,
}) => {
  const lab = await raced(page);
  const epoch = await lab.epoch();
  const slider = page.getByRole('slider', { name: 'Unimodal accuracy, epoch' });
  await slider.focus();
  await expect(slider).toHaveAttribute('aria-valuetext', /^epoch 6: Picture, DI-MML \d+.%/);
  await page.keyboard.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /^epoch 1: Picture, Joint \d+.%; Sound/);
  await page.keyboard.press('ArrowRight');
  await expect(slider).toHaveAttribute('aria-valuetext', /^epoch 2: /);
  const figure = page.getByRole('figure', { name: 'Unimodal accuracy' });
  const circles = figure.locator('[class*="cursor"] circle');
  expect(await circles.count()).toBeGreaterThan(3);
  await page.keyboard.press('Tab');
  await expect(circles).toHaveCount(0);
  expect(await lab.epoch()).toBe(epoch);
});

test('the end of a race is spoken at once, and a long race about every ten seconds', async ({
  page,
}) => {
  const lab = await raced(page);
  const spoken = page.getByRole('status', { name: 'The race' });
  await expect(spoken).toHaveText(/^The race has ended\. /);
  // far longer than ten seconds, however fast it trains
  await lab.open({ ...LONG, samples: { train: 2000, test: 64 } });
  await lab.ready();
  await lab.play.click();
  await lab.reachEpoch(1);
  await expect(spoken).toHaveText('');
  await expect(spoken).toHaveText(/^Epoch \d+ of 5002: /, { timeout: 30_000 });
});

/** Parts of the page that are nothing but a bar or a line, and whether each differs from what is under it. */
function unseenBars(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const bars = [
      '[class*="ClassBars__bar"] > span',
      '[class*="TimeBar__line"]',
      '[class*="TimeBar__done"]',
      '[class*="TimeBar__thumb"]',
      '[class*="Range__line"]',
      '[class*="Range__filled"]',
    ];
    return bars.filter((selector) => {
      const found = [...document.querySelectorAll(selector)];
      const isSeen = (element: Element) => {
        const { backgroundColor, borderTopColor, borderTopWidth } = getComputedStyle(element);
        const hasBorder = borderTopWidth !== '0px' && borderTopColor !== ground;
        return hasBorder || (backgroundColor !== ground && backgroundColor !== 'rgba(0, 0, 0, 0)');
      };
      return found.length === 0 || !found.every(isSeen);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`where colours are forced, ${colorScheme}, sliders, bars and dashes stay to be seen`, async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const lab = await raced(page);
    expect(await unseenBars(page)).toEqual([]);
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const strokes = await lab
      .curves('Fusion accuracy')
      .evaluateAll((paths) => paths.map((path) => getComputedStyle(path).stroke));
    expect(strokes.length).toBeGreaterThan(1);
    for (const stroke of strokes) expect(stroke).not.toBe(ground);
    const dashes = page.locator('[class*="LaneSvg__dashes"][data-there="true"]');
    expect(await dashes.count()).toBeGreaterThan(1);
    expect(await complaints(page)).toEqual([]);
  });
}

test('at 200 % zoom a curve is in sight', async ({ browser }) => {
  const context = await browser.newContext({
    viewport: { width: 720, height: 450 },
    deviceScaleFactor: 2,
  });
  const page = await context.newPage();
  const lab = await raced(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  const lines = await lab
    .curves('Unimodal accuracy')
    .evaluateAll((paths) => paths.map((path) => path.getBoundingClientRect()));
  const dock = await page.evaluate(() => {
    const bar = document.querySelector('footer');
    const isOver = bar !== null && getComputedStyle(bar).position === 'sticky';
    return isOver ? bar.getBoundingClientRect().top : window.innerHeight;
  });
  expect(lines.some(({ top, bottom }) => top >= 0 && bottom <= dock)).toBe(true);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(720);
  expect(await complaints(page)).toEqual([]);
  await context.close();
});

test('Help says what the page is, explains its words, and finds them', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  await lab.ready();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByText(/that is modality competition\./)).toBeVisible();
  expect(await complaints(page)).toEqual([]);
  await help.getByRole('tab', { name: 'Words' }).click();
  await expect(help.getByText('Unimodal accuracy', { exact: true })).toBeAttached();
  await help.getByRole('searchbox', { name: 'Look up' }).fill('encoder');
  await expect(help.getByRole('status')).toHaveText(/^\d+ of \d+ words$/);
  await expect(help.getByRole('term').first()).toHaveText('Encoder');
  expect(await complaints(page)).toEqual([]);
  await help.getByRole('searchbox').fill('xyzzy');
  await expect(help.getByRole('status')).toContainText('Another spelling');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Help' })).toBeFocused();
});

for (const size of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`the tour of ten stops goes by keys, marks what it speaks of and is left by Escape, ${size.width}`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const lab = new LabPage(page);
    await lab.open();
    await lab.ready();
    const help = page.getByRole('button', { name: 'Help' });
    await help.click();
    await page.getByRole('button', { name: 'Take the tour' }).click();
    const words = page.getByRole('dialog');
    for (let stop = 1; stop <= 10; stop += 1) {
      await expect(words.getByText(`${stop} of 10`, { exact: true })).toBeVisible();
      await expect(words.getByRole('heading')).toBeFocused();
      await expect(words).toBeInViewport({ ratio: 1 });
      await expect(page.locator('[data-toured]')).toHaveCount(1);
      await expect(page.locator('[data-toured]')).toBeInViewport();
      if (stop === 1 || stop === 6) expect(await complaints(page)).toEqual([]);
      if (stop < 10) await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowLeft');
    await expect(words.getByText('9 of 10', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(words).toHaveCount(0);
    await expect(page.locator('[data-toured]')).toHaveCount(0);
    await expect(help).toBeFocused();
    await help.click();
    await page.getByRole('button', { name: 'Take the tour' }).click();
    await page.getByRole('button', { name: 'Leave the tour' }).click();
    await expect(words).toHaveCount(0);
  });
}
