/**
 * The stage from the guess to the next scene: by mouse, by keys, by touch; what little stands on its first screen; what
 * is kept over a reload; links that ask for what there is not; the whole lab and back.
 */
import { expect, type Page, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { StagePage } from './pages/stage-page';
import { typeInSight, type Written, wordsOf } from './pages/type-in-sight';

// one race of scene 1, and some of them twice
test.setTimeout(240_000);

async function opened(page: Page, fragment = '', search = ''): Promise<StagePage> {
  const stage = new StagePage(page);
  await stage.open(fragment, search);
  return stage;
}

/** The name of everything that the Tab key comes to, outside the bar of scenes. */
async function controlsByTab(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur());
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const here = document.activeElement;
      if (!here || here === document.body) return null;
      const isScene = here.closest('nav[aria-label="Scenes"]') !== null;
      return isScene ? '' : (here.getAttribute('aria-label') ?? here.textContent ?? '?');
    });
    if (at === null) return found;
    if (at !== '') found.push(at);
  }
  throw new Error('Tab never left the page.');
}

const PROJECTOR = { width: 1920, height: 1080 };

/** The same scene on the projector, in the dark as in the light: what is written there. */
async function projected(page: Page): Promise<readonly Written[]> {
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.setViewportSize(PROJECTOR);
  await page.keyboard.press('p');
  await expect(page.locator(':root[data-view="projector"]')).toBeAttached();
  return typeInSight(page);
}

/** Nothing under 2 % of the screen's height, and every contrast at least 7:1. */
function expectForTheLastRow(written: readonly Written[]): void {
  expect(written.length).toBeGreaterThan(10);
  expect(written.filter(({ size }) => size < 0.0195 * PROJECTOR.height)).toEqual([]);
  expect(written.filter(({ contrast }) => contrast < 7)).toEqual([]);
}

/** Words and controls that a scene's first screen may have besides the bar of scenes: what its guess needs, no more. */
const FIRST_SCREENS = {
  'it-starves': { words: 60, controls: 5 },
  why: { words: 75, controls: 3 },
  'the-victim': { words: 90, controls: 7 },
  'the-cure': { words: 60, controls: 5 },
  'the-arrows': { words: 75, controls: 3 },
  'when-joint-wins': { words: 90, controls: 8 },
  'worse-than-alone': { words: 60, controls: 5 },
} as const;

for (const [scene, most] of Object.entries(FIRST_SCREENS)) {
  test(`the first screen of ${scene} has at most ${most.words} words and ${most.controls} controls besides the scenes`, async ({
    page,
  }, info) => {
    const stage = await opened(page, `#scene=${scene}`);
    await expect(stage.question).toHaveText(/\?$/);
    const words = wordsOf(await typeInSight(page));
    const controls = await controlsByTab(page);
    info.annotations.push(
      { type: 'words', description: `${words.length}: ${words.join(' ')}` },
      { type: 'controls', description: `${controls.length}: ${controls.join(' | ')}` },
    );
    expect(words.length).toBeGreaterThan(20);
    expect(words.length).toBeLessThanOrEqual(most.words);
    expect(controls).toContain('Play');
    expect(controls.length).toBeLessThanOrEqual(most.controls);
    expectForTheLastRow(await projected(page));
  });
}

test('by mouse: a guess, a race at its pace, what came, and the next scene', async ({ page }) => {
  const stage = await opened(page);
  await expect(stage.curves()).toHaveCount(0);
  const ring = await stage.ring.boundingBox();
  if (!ring) throw new Error('There is no ring.');
  const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 80, { steps: 8 });
  await page.mouse.up();
  const guess = Number(await stage.ring.getAttribute('aria-valuenow'));
  expect(guess).toBeGreaterThan(55);
  await expect(stage.ring).toHaveAttribute('aria-valuetext', `your guess: ${guess} %`);
  await expect(stage.chart).toContainText(`your guess ${guess}`);

  await stage.play.click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  // slow enough to be watched, and the caption speaks of a part that is marked
  await expect(page.getByText('Epoch 2', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-part="lanes"]')).toHaveAttribute('data-marked', 'true');
  await expect(stage.ring).toHaveCount(0);
  await stage.faster.click();
  await stage.ended();
  await expect(page.locator('[data-part="lanes"]')).toHaveAttribute('data-marked', 'false');

  await expect(stage.question).toHaveText(/^The sound ends at [\d.]+\s%\. Alone it reaches/);
  await expect(page.getByText(new RegExp(`^You guessed ${guess}\\s%; it came to`))).toBeVisible();
  await expect(stage.chart).toContainText(`your guess ${guess}`);
  await expect(stage.scene(/^Scene 1: It starves, done$/)).toBeVisible();
  const numbers = (await projected(page)).filter(({ text }) => /^\d\d\.\d$/.test(text));
  expect(numbers.length).toBeGreaterThan(2);
  for (const { size } of numbers) expect(size).toBeCloseTo(0.09 * PROJECTOR.height, 0);
  expectForTheLastRow(await typeInSight(page));
  await page.keyboard.press('p');
  await stage.hearAll();
  await page.getByRole('button', { name: 'Next: Why' }).last().click();
  await expect(page).toHaveURL(/#scene=why$/);
  await expect(stage.question).toHaveText(/Whose pull/);
  await expect(stage.curves()).toHaveCount(0);
});

test('by keys alone, and a reload keeps guess and tick', async ({ page }) => {
  const stage = await opened(page);
  await stage.tabTo(stage.ring);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowUp');
  await expect(stage.ring).toHaveAttribute('aria-valuenow', '61');
  await page.keyboard.press('Home');
  await expect(stage.ring).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('PageDown');
  await expect(stage.ring).toHaveAttribute('aria-valuetext', 'your guess: 80 %');
  await stage.tabTo(stage.play);
  await page.keyboard.press('Enter');
  await stage.tabTo(stage.faster);
  await page.keyboard.press('Enter');
  await stage.ended();
  await expect(page.getByRole('status').filter({ hasText: 'You guessed 80' })).toBeAttached();
  await stage.tabTo(stage.goOn);
  const next = page.getByRole('main').getByRole('button', { name: /^Next: / });
  for (let i = 0; i < 6 && !(await next.isVisible()); i += 1) await page.keyboard.press('Enter');
  await expect(next).toBeFocused();

  await page.reload();
  await stage.ready();
  await expect(stage.scene(/^Scene 1: .*done$/)).toBeVisible();
  await expect(stage.ring).toHaveAttribute('aria-valuetext', 'your guess: 80 %');
  await expect(stage.curves()).toHaveCount(0);
});

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('by touch: the ring follows the finger, and the page does not scroll away', async ({
    page,
  }) => {
    const stage = await opened(page);
    await stage.ring.scrollIntoViewIfNeeded();
    const ring = await stage.ring.boundingBox();
    if (!ring) throw new Error('There is no ring.');
    expect(Math.min(ring.width, ring.height)).toBeGreaterThanOrEqual(44);
    const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
    const scrolled = await page.evaluate(() => scrollY);
    const fingers = await page.context().newCDPSession(page);
    // The finger stops before it is lifted, by the events' own clock: else the browser takes the end for a fling, and
    // whatever is touched while a fling lasts stops the fling and is no tap.
    const began = Date.now() / 1000 - 2;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', seconds: number, at?: number) =>
      fingers.send('Input.dispatchTouchEvent', {
        type,
        timestamp: began + seconds,
        touchPoints: at === undefined ? [] : [{ x, y: at }],
      });
    await touch('touchStart', 0, y);
    for (let step = 1; step <= 5; step += 1) await touch('touchMove', step / 10, y + 10 * step);
    await touch('touchMove', 1, y + 50);
    await touch('touchEnd', 1.5);
    await expect(stage.ring).toHaveAttribute('aria-valuetext', /^your guess: (2|3)\d %$/);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await stage.play.tap();
    await stage.faster.tap();
    await expect(stage.curves()).not.toHaveCount(0, { timeout: 60_000 });
    await page.getByRole('button', { name: 'Pause' }).tap();
    await stage.bar.getByRole('button', { name: /^Next: / }).tap();
    await expect(stage.question).toHaveText(/Whose pull/);
  });
});

for (const size of [
  { width: 1024, height: 600 },
  { width: 1366, height: 768 },
]) {
  test(`${size.width} by ${size.height}: question, picture and chart are in sight without scrolling`, async ({
    page,
  }) => {
    await page.setViewportSize(size);
    const stage = await opened(page);
    for (const part of [stage.question, stage.lanes, stage.chart, stage.play]) {
      await expect(part).toBeInViewport({ ratio: 1 });
    }
    const { width, height } = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      height: document.documentElement.scrollHeight,
    }));
    expect(width).toBeLessThanOrEqual(size.width);
    expect(height).toBeLessThanOrEqual(size.height);
    // whatever is written is large enough
    const small = (await typeInSight(page)).filter(({ size }) => size < 13.99);
    expect(small).toEqual([]);
  });
}

test('at 200 % zoom everything is reached by scrolling down only', async ({ page }) => {
  // what a 1366x768 screen leaves a page at 200 %
  await page.setViewportSize({ width: 683, height: 384 });
  const stage = await opened(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(683);
  await stage.chart.scrollIntoViewIfNeeded();
  await expect(stage.ring).toBeInViewport();
  await stage.play.scrollIntoViewIfNeeded();
  await expect(stage.play).toBeInViewport();
});

test('the wall is a switch: it changes the picture and nothing else', async ({ page }) => {
  const stage = await opened(page, '#scene=the-cure');
  const wall = page.getByRole('switch', { name: 'Shut the wall' });
  await expect(wall).not.toBeChecked();
  await expect(page.getByRole('img', { name: /the wall is open/ })).toBeVisible();
  await wall.click();
  await expect(wall).toBeChecked();
  await expect(page.getByRole('img', { name: /the wall is shut/ })).toBeVisible();
  await expect(stage.play).toBeVisible();
});

test('a link that asks for what there is not says so, and the rest of it holds', async ({
  page,
}) => {
  await opened(page, '#scene=the-moon&show=lanes,stars&lock');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('The link asks for the scene "the-moon"; there is none');
  await expect(alert).toContainText('The link shows "stars"; a scene has no such part.');
  await expect(page.getByRole('button', { name: 'Open the whole lab' })).toHaveCount(0);
  await expect(page.getByRole('figure', { name: /^Right answers/ })).toHaveCount(0);
});

test('where a scene and settings stand together the scene wins and says so', async ({ page }) => {
  await opened(page, `#scene=it-starves&s=${encodeURIComponent('{"seed":5}')}`);
  await expect(page.getByRole('alert')).toContainText('The scene is open.');
});

test('a browser that keeps nothing says so once somebody has guessed', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
  const stage = await opened(page);
  const said = page.getByText('This browser does not let the page keep guesses and ticks.');
  await expect(said).toHaveCount(0);
  await stage.ring.focus();
  await page.keyboard.press('ArrowUp');
  await expect(said).toBeVisible();
  await expect(stage.ring).toHaveAttribute('aria-valuetext', 'your guess: 51 %');
});

test('the whole lab and back keep the race, and the choice is remembered', async ({ page }) => {
  const stage = await opened(page);
  await stage.play.click();
  await stage.faster.click();
  await stage.ended();
  await stage.goOn.click();
  const said = await page.getByRole('main').locator('footer').textContent();
  await page.getByRole('button', { name: 'Open the whole lab' }).click();
  await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
  await expect(page).toHaveURL(/\?view=lab#s=/);
  await page.getByRole('button', { name: 'Stage', exact: true }).click();
  await expect(page).toHaveURL(/\/#scene=it-starves$/);
  await expect(page.getByRole('main').locator('footer')).toHaveText(said ?? '');

  await page.getByRole('button', { name: 'Open the whole lab' }).click();
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Stage', exact: true })).toBeVisible();
  // a projector alone looks at the room that was left last
  await page.goto('./?view=projector');
  await expect(page.getByRole('group', { name: 'Chart' })).toBeVisible();
});

test('the browser’s Back leads from scene to scene and out of the whole lab, Forward again', async ({
  page,
}) => {
  const stage = await opened(page);
  const first = await stage.question.textContent();
  await stage.scene(/^Scene 4/).click();
  await expect(page).toHaveURL(/#scene=the-cure$/);
  await page.getByRole('button', { name: 'Open the whole lab' }).click();
  await expect(page).toHaveURL(/\?view=lab/);
  await page.goBack();
  await expect(page).toHaveURL(/\/#scene=the-cure$/);
  await expect(page.getByRole('switch', { name: 'Shut the wall' })).toBeVisible();
  await page.goBack();
  await expect(stage.question).toHaveText(first ?? '');
  await page.goForward();
  await expect(page).toHaveURL(/#scene=the-cure$/);
  // a person may still edit the address
  await page.evaluate(() => {
    location.hash = '#scene=why';
  });
  await expect(stage.question).toHaveText(/Whose pull/);
});

test('P shows the same scene larger, and leads back', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  const stage = await opened(page);
  const size = () =>
    stage.question.evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize));
  const small = await size();
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\?view=projector#scene=it-starves$/);
  await expect.poll(size).toBeGreaterThan(small);
  await expect(stage.ring).toBeVisible();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  expect(height).toBeLessThanOrEqual(1080);
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/#scene=it-starves$/);
});

test('axe finds nothing to fix before and after the race, in the light and in the dark', async ({
  page,
}) => {
  const stage = await opened(page);
  const dark = async () => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click();
  };
  expect(await complaints(page)).toEqual([]);
  await dark();
  expect(await complaints(page)).toEqual([]);
  await stage.ring.focus();
  await page.keyboard.press('ArrowUp');
  await stage.play.click();
  await stage.faster.click();
  await stage.ended();
  expect(await complaints(page)).toEqual([]);
  await dark();
  expect(await complaints(page)).toEqual([]);
});
