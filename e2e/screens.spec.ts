/** The lab on the screens that people have: what stands side by side, what is in sight, what has its room. */
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './pages/lab-page';

/** Plots have at least this share of their chart's width. */
const LEAST_PLOT = 0.6;

/** In pixels of the window, at the page's top. */
const measured = (page: Page) =>
  page.evaluate(() => {
    const box = (element: Element | null | undefined) => {
      const { x, y, right, bottom, width, height } =
        element?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, right, bottom, width, height };
    };
    const plots = [...document.querySelectorAll('figure[data-chart] svg')].map((svg) => {
      const lines = [...svg.querySelectorAll('line')].filter(
        (line) => line.getAttribute('y1') === line.getAttribute('y2'),
      );
      const widths = lines.map(({ x1, x2 }) => x2.baseVal.value - x1.baseVal.value);
      return Math.max(...widths) / svg.getBoundingClientRect().width;
    });
    const lanes = [...document.querySelectorAll('[data-tour="lanes"] svg[role="img"]')]
      .map(box)
      .filter(({ width }) => width > 100);
    // what lies beside the window, and in nothing that scrolls or shows that it cuts
    const clipped = [...document.querySelectorAll('main *, header *, footer *')].filter((each) => {
      const { width, right, left } = each.getBoundingClientRect();
      if (width === 0 || (right <= innerWidth + 1 && left >= -1)) return false;
      for (let up: Element | null = each; up; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible' || up.matches('.unseen')) return false;
      }
      return true;
    });
    return {
      plots,
      lanes,
      clipped: clipped.map((each) => each.outerHTML.slice(0, 80)),
      tabs: [...document.querySelectorAll('[role="tab"]')].map((tab) => box(tab).y),
      told: box(document.querySelector('[data-tour="told"]')),
      dock: box(document.querySelector('footer')),
      overflow: document.documentElement.scrollWidth - innerWidth,
    };
  });

const LAPTOPS = [
  { width: 1280, height: 720 },
  { width: 1366, height: 768 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];

test('three lanes side by side, tabs on one line, plots with their room, the sentence in sight; a telephone keeps Play', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open();
  await expect(page.getByText(/A recording, made on/)).toBeVisible();
  for (const size of LAPTOPS) {
    await page.setViewportSize(size);
    const name = `${size.width}x${size.height}`;
    // drawings take a moment to follow the window
    await expect
      .poll(async () => new Set((await measured(page)).lanes.map(({ y }) => y)).size, name)
      .toBe(1);
    await expect
      .poll(async () => Math.min(...(await measured(page)).plots), name)
      .toBeGreaterThanOrEqual(LEAST_PLOT - 0.005);
    const { lanes, tabs, told, dock, overflow, clipped } = await measured(page);
    expect(lanes, name).toHaveLength(3);
    expect(
      lanes.every(({ right }, i) => right <= (lanes[i + 1]?.x ?? right)),
      name,
    ).toBe(true);
    expect(new Set(tabs).size, name).toBe(1);
    expect(told.height, name).toBeGreaterThan(0);
    expect(told.bottom, name).toBeLessThanOrEqual(dock.y);
    expect([overflow, clipped], name).toEqual([0, []]);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(async () => Math.min(...(await measured(page)).plots))
    .toBeGreaterThanOrEqual(LEAST_PLOT - 0.005);
  for (const tab of ['Confusion', 'Map']) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel').getByRole('heading').first()).toBeVisible();
    expect((await measured(page)).clipped, tab).toEqual([]);
    const tables = await page
      .getByRole('tabpanel')
      .getByRole('table')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().right));
    expect(Math.max(0, ...tables), tab).toBeLessThanOrEqual(390);
  }
  const legend = page.getByRole('list', { name: 'Classes on the maps' });
  await expect(legend.getByRole('listitem')).toHaveCount(8);
  const colours = await page
    .getByRole('application')
    .first()
    .locator('circle')
    .evaluateAll((points) => new Set(points.map((each) => getComputedStyle(each).color)).size);
  expect(colours).toBeGreaterThan(3);
  await page.getByRole('heading', { name: 'End numbers' }).scrollIntoViewIfNeeded();
  await expect(lab.play).toBeInViewport({ ratio: 1 });
  expect((await measured(page)).overflow).toBe(0);
});
