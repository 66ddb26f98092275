/**
 * The lab's page as a person finds it: by role and name, never by class. Journeys speak through this.
 */
import { expect, type Locator, type Page } from '@playwright/test';
import type { SettingsInput } from '../../src/protocol/settings';

/** A race of seconds: few samples, narrow nets, four epochs of encoders and two of the fusion head. */
export const TINY: SettingsInput = {
  epochs: 4,
  samples: { train: 128, test: 64 },
  encoders: { '*': { hidden: [16], featureDim: 8 } },
  methods: { joint: {}, 'di-mml': { fusionEpochs: 2, duc: { warmupEpochs: 1 } } },
};

/** The same, long enough to be paused, reset or cut off in the middle. */
export const LONG: SettingsInput = { ...TINY, epochs: 5000 };

export type ChartTitle = 'Unimodal accuracy' | 'Fusion accuracy' | 'DUC alignment';

export class LabPage {
  readonly page: Page;
  readonly play: Locator;
  readonly pause: Locator;
  readonly step: Locator;
  readonly reset: Locator;
  readonly newSeed: Locator;
  readonly seed: Locator;
  readonly badge: Locator;
  readonly alert: Locator;
  readonly endTable: Locator;

  constructor(page: Page) {
    this.page = page;
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    this.play = button('Play');
    this.pause = button('Pause');
    this.step = button('Step');
    this.reset = button('Reset');
    this.newSeed = button('New seed');
    this.seed = page.getByRole('textbox', { name: 'seed' });
    this.badge = page.getByRole('button', { name: /^Back end:/ });
    this.alert = page.getByRole('alert');
    this.endTable = page.getByRole('table', { name: 'End numbers' });
  }

  /** Opens the whole lab, or the view that `search` names; it begins with `?` where it is given. */
  async open(settings?: unknown, search = ''): Promise<void> {
    const fragment =
      settings === undefined ? '' : `#s=${encodeURIComponent(JSON.stringify(settings))}`;
    const view = /[?&]view=/.test(search) ? '' : `${search === '' ? '?' : '&'}view=lab`;
    await this.page.goto(`./${search}${view}${fragment}`);
  }

  /** Waits until a back end runs and the data are there. */
  async ready(): Promise<void> {
    await expect(this.badge).toHaveAccessibleName(/WebGPU|WebAssembly|JavaScript/, {
      timeout: 30_000,
    });
    await expect(this.page.getByRole('heading', { name: /samples$/i }).first()).toBeVisible();
    await expect(this.page.getByRole('list', { name: 'Samples per class' })).toBeVisible();
  }

  /** The numbers of a chart, as a screen reader hears them. */
  chart(title: ChartTitle): Locator {
    return this.page.getByRole('table', { name: new RegExp(`^${title}`) });
  }

  /** The curves of a chart that have been drawn. */
  curves(title: ChartTitle): Locator {
    return this.page.getByRole('figure', { name: title }).locator('path[data-line]');
  }

  /** Epochs completed, from the counter. */
  async epoch(): Promise<number> {
    const text = await this.page
      .getByRole('banner')
      .getByText(/^epoch \d+( of|, batch)/)
      .textContent();
    return Number(/\d+/.exec(text ?? '')?.[0]);
  }

  async reachEpoch(epoch: number, timeout = 30_000): Promise<void> {
    await expect.poll(() => this.epoch(), { timeout }).toBeGreaterThanOrEqual(epoch);
  }

  /** Waits until the race in progress is in the browser's database, so that it could go on. */
  async isWrittenDown(): Promise<void> {
    const count = () =>
      this.page.evaluate(
        () =>
          new Promise<number>((resolve, reject) => {
            const opening = indexedDB.open('modality-lab-unfinished');
            opening.onerror = reject;
            opening.onsuccess = () => {
              const database = opening.result;
              const counting = database.transaction('races').objectStore('races').count();
              counting.onsuccess = () => {
                database.close();
                resolve(counting.result);
              };
            };
          }),
      );
    await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(0);
  }

  /** Waits for the end of the race: Play offers itself again. */
  async ended(timeout = 60_000): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Play again' })).toBeVisible({ timeout });
  }

  /** What the badge says when pressed. */
  async badgeCard(): Promise<Locator> {
    await this.badge.click();
    return this.page.getByRole('dialog');
  }
}

/** A page whose race has run to its end; `search` begins with `?` where it is given. */
export async function raced(page: Page, settings: unknown = TINY, search = ''): Promise<LabPage> {
  const lab = new LabPage(page);
  await lab.open(settings, search);
  await lab.play.click();
  await lab.ended();
  return lab;
}
