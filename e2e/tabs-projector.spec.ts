/** Looking closer and looking from afar: the measures behind tabs, the projector, and an address to share. */
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { LabPage, raced, TINY } from './pages/lab-page';

const TABS = [
  'Losses and gradients',
  'Competition',
  'Dimensions',
  'Certainty',
  'Geometry and cost',
] as const;

test('every tab shows its measures of the chosen run, and axe finds nothing to fix', async ({
  page,
}) => {
  await raced(page);
  const tab = async (name: string) => {
    await page.getByRole('tab', { name }).click();
    return page.getByRole('tabpanel', { name });
  };
  const losses = await tab('Losses and gradients');
  await expect(losses.getByRole('figure', { name: 'Losses of Joint' })).toBeVisible();
  await losses.getByRole('radio', { name: 'DI-MML' }).click();
  await expect(losses.getByRole('columnheader', { name: 'picture, shared head' })).toHaveCount(1);
  const competition = await tab('Competition');
  await expect(competition.getByRole('radio', { name: 'DI-MML' })).toBeChecked();
  await expect(
    competition.getByRole('img', { name: /times as sure of the right class/ }),
  ).toBeVisible();
  await competition.getByText(/^What this run does not have/).click();
  await expect(competition.getByText(/Under DI-MML no fused loss reaches/)).toBeVisible();
  const dimensions = await tab('Dimensions');
  await expect(dimensions.getByRole('img', { name: /^sound: 8 dimensions/ })).toBeVisible();
  await expect(dimensions.getByText('the sets in use, chosen once')).toBeVisible();
  const certainty = await tab('Certainty');
  await expect(certainty.getByRole('columnheader', { name: /^only picture ?\d+/ })).toBeVisible();
  await expect(certainty.getByRole('img', { name: /^prediction: .*ECE/ })).toBeVisible();
  const geometry = await tab('Geometry and cost');
  await expect(geometry.getByRole('figure', { name: 'Modality gap' })).toBeVisible();
  const across = page.getByRole('radiogroup', { name: 'Curves across' });
  for (const name of TABS) {
    const [charts, words] = [await (await tab(name)).boundingBox(), await across.boundingBox()];
    // what scrolls does not pass under it
    expect((words?.y ?? 0) + (words?.height ?? 0), name).toBeLessThanOrEqual(charts?.y ?? 0);
    expect(await complaints(page)).toEqual([]);
  }
});

test('without heavy measures the tabs say so instead of standing empty', async ({ page }) => {
  await raced(page, { ...TINY, measures: { heavy: false } });
  for (const name of ['Dimensions', 'Certainty'] as const) {
    await page.getByRole('tab', { name }).click();
    await expect(page.getByText(/measures\.heavy is off/).first()).toBeVisible();
  }
});

test('a term explains itself on focus', async ({ page }) => {
  await new LabPage(page).open(TINY);
  await page.getByRole('button', { name: 'DUC alignment', exact: true }).focus();
  await expect(page.getByRole('tooltip')).toContainText('complementary dimensions');
});

for (const size of [
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
]) {
  test(`the projector fills ${size.width} by ${size.height} without scrolling and is large enough`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: 'dark' });
    await raced(page, TINY, '?view=projector');
    const seen = await page.evaluate(() => {
      /** Of type in a picture, as large as the picture makes it. */
      const sizeOf = (element: Element): number => {
        const size = Number.parseFloat(getComputedStyle(element).fontSize);
        const picture = element.closest('svg');
        const units = picture?.viewBox.baseVal.width ?? 0;
        if (!picture || units === 0) return size;
        return (size * picture.getBoundingClientRect().width) / units;
      };
      const root = document.documentElement;
      const leaves = [...document.querySelectorAll('body *')].filter((element) => {
        const own = [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
        );
        return own && element.closest('.unseen') === null && element.tagName !== 'STYLE';
      });
      const sizes = leaves.map(sizeOf);
      const bar = document.querySelector('[role="slider"][aria-label="Epoch shown"]');
      return {
        scrolls: root.scrollHeight > root.clientHeight || root.scrollWidth > root.clientWidth,
        smallest: Math.min(...sizes),
        largest: Math.max(...sizes),
        ground: getComputedStyle(document.body).backgroundColor,
        barBottom: bar?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY,
        told: document.querySelector('[role="status"]')?.getBoundingClientRect().top ?? 0,
        lanes: [
          ...document.querySelectorAll('[aria-label="How they train"] [class*="drawing"]'),
        ].map((lane) => lane.getBoundingClientRect().bottom),
      };
    });
    expect(seen.scrolls).toBe(false);
    expect(seen.smallest).toBeGreaterThanOrEqual(0.02 * size.height);
    expect(seen.largest).toBeGreaterThanOrEqual(0.09 * size.height - 1);
    expect(seen.ground).toBe('rgb(255, 255, 255)');
    await expect(page.locator('dl dd')).toHaveCount(3);
    expect(seen.barBottom).toBeLessThanOrEqual(size.height);
    expect(seen.lanes).toHaveLength(2);
    // a picture has some air at its foot
    for (const bottom of seen.lanes) expect(bottom).toBeLessThanOrEqual(seen.told + 12);
    expect(await complaints(page)).toEqual([]);
  });
}

test('each projected chart has its own numbers and its own sentence', async ({ page }) => {
  await raced(page, TINY, '?view=projector');
  const numbers = page.locator('dl dt');
  const told = page.getByRole('main').getByRole('status').first();
  await expect(numbers.first()).toContainText(/picture|sound/);
  await expect(told).not.toContainText('With all modalities');
  await page.keyboard.press('2');
  await expect(numbers.filter({ hasText: /^(Joint|DI-MML)$/ })).toHaveCount(2);
  await expect(told).toContainText('With all modalities');
  await page.keyboard.press('3');
  await expect(told).toContainText(/^Epoch \d+: /);
  await expect(told).not.toContainText('With all modalities');
});

test('P leads to the projector and back, keys choose the chart, and nothing is reset', async ({
  page,
}) => {
  const lab = await raced(page);
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\?view=projector#s=/);
  await expect(page.getByRole('figure', { name: 'Unimodal accuracy' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.getByRole('figure', { name: 'Fusion accuracy' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reset' })).toBeVisible();
  expect(await lab.epoch()).toBe(6);
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/view=lab/);
  await expect(lab.curves('Unimodal accuracy')).toHaveCount(6);
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
});

test('Share copies an address that brings the experiment back', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const lab = new LabPage(page);
  await lab.open({ ...TINY, seed: 7 });
  await lab.ready();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Share' })).toContainText('The address is copied.');
  const address = await page.evaluate(() => navigator.clipboard.readText());
  const other = await context.newPage();
  await other.goto(address);
  await expect(new LabPage(other).seed).toHaveValue('7');
});

test('where the clipboard is refused, Share holds the address in a field', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  const lab = new LabPage(page);
  await lab.open({ ...TINY, seed: 7 });
  await lab.ready();
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveValue(/#s=.*seed/);
});
