/** The stage as a pupil finds it: by role and name, never by class. */
import { expect, type Locator, type Page } from '@playwright/test';

/** A race of scene 1, its slow epochs left out, on a busy machine. */
const LONGEST_RACE_MS = 120_000;

export class StagePage {
  readonly page: Page;
  readonly question: Locator;
  readonly ring: Locator;
  readonly play: Locator;
  readonly faster: Locator;
  readonly goOn: Locator;
  readonly bar: Locator;
  readonly chart: Locator;
  readonly lanes: Locator;

  constructor(page: Page) {
    this.page = page;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    this.question = page.getByRole('heading', { level: 1 });
    this.ring = page.getByRole('slider', { name: /Drag the ring/ });
    this.play = button('Play');
    this.faster = button('Faster');
    this.goOn = button('Go on');
    this.bar = page.getByRole('navigation', { name: 'Scenes' });
    this.chart = page.getByRole('figure', { name: /^Right answers/ });
    this.lanes = page.getByRole('img', { name: /the wall is/ });
  }

  /** @param fragment begins with `#`, @param search with `?`, where they are given. */
  async open(fragment = '', search = ''): Promise<void> {
    await this.page.goto(`./${search}${fragment}`);
    await this.ready();
  }

  /** Waits until device and data are there, so that the picture of the method is drawn. */
  async ready(): Promise<void> {
    await expect(this.lanes).toBeVisible({ timeout: 30_000 });
  }

  scene(name: RegExp): Locator {
    return this.bar.getByRole('button', { name });
  }

  /** Curves that have been drawn. */
  curves(): Locator {
    return this.chart.locator('path[data-line]');
  }

  /** Waits until the race is over. */
  async ended(): Promise<void> {
    await expect(this.goOn).toBeVisible({ timeout: LONGEST_RACE_MS });
  }

  /** Hears every sentence, until there is something to try. */
  async hearAll(): Promise<void> {
    while (await this.goOn.isVisible()) await this.goOn.click();
  }

  /** Presses Tab until this has the focus. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let i = 0; i < 60; i += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error('Tab never came there.');
  }
}
