/**
 * What a person does in the soak, and what happens to their browser: by role and name. Each act waits until the page has
 * answered, and throws with what it waited for where it does not.
 */
import type { Page } from 'playwright';
import type { SettingsInput } from '../../protocol/settings';
import type { FileToOpen } from './files';

/** For an answer of the page, on a busy machine. */
const ANSWER_MS = 90_000;
/** Two small nets; long enough to be there when something happens. */
export const RACE: SettingsInput = {
  epochs: 120,
  samples: { train: 128, test: 64 },
  encoders: { '*': { hidden: [16], featureDim: 8 } },
  methods: { joint: {}, 'di-mml': { fusionEpochs: 2, duc: { warmupEpochs: 1 } } },
};

/** The whole lab with these settings. */
export function addressOf(base: string, settings: SettingsInput, search = ''): string {
  return `${base}?view=lab${search}#s=${encodeURIComponent(JSON.stringify(settings))}`;
}

export class Person {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(ANSWER_MS);
  }

  private button(name: string | RegExp) {
    return this.page.getByRole(
      'button',
      typeof name === 'string' ? { name, exact: true } : { name },
    );
  }

  private get badge() {
    return this.button(/^Back end:/);
  }

  /** Epochs completed, from the counter. */
  async epoch(): Promise<number> {
    const counter = this.page.getByRole('banner').getByText(/^epoch \d+( of|, batch)/);
    return Number(/\d+/.exec((await counter.textContent()) ?? '')?.[0]);
  }

  /** What the page says in an alert; empty where it says nothing. */
  async alert(): Promise<string> {
    const texts = await this.page.getByRole('alert').allInnerTexts();
    return texts.filter(Boolean).join(' ');
  }

  /** Opens the page and waits for a back end and data. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.hasBackEnd();
    await this.page.getByRole('list', { name: 'Samples per class' }).waitFor();
  }

  private async hasBackEnd(): Promise<void> {
    await this.button(/^Back end: .*(WebGPU|WebAssembly|JavaScript)/).waitFor();
  }

  /** What the badge says of the back end. */
  async backEnd(): Promise<string> {
    return (await this.badge.getAttribute('aria-label')) ?? '';
  }

  /** Starts a race where none trains, with a new seed where one is over. @returns whether one was started. */
  async race(): Promise<boolean> {
    if (await this.button('Pause').isVisible()) return false;
    if (await this.button('Play again').isVisible()) await this.button('New seed').click();
    await this.button('Play').click();
    await this.button('Pause').or(this.button('Play again')).first().waitFor();
    return true;
  }

  /** Waits until so many epochs are done. */
  async reachEpoch(epoch: number): Promise<void> {
    const until = Date.now() + ANSWER_MS;
    while (!((await this.epoch()) >= epoch)) {
      if (Date.now() > until) throw new Error(`The race has not reached epoch ${epoch}.`);
      await this.page.waitForTimeout(300);
    }
  }

  /** Opens a file as a person does; what is damaged must be refused in words. @returns what the page says of it. */
  async importFile({ isDamaged, ...file }: FileToOpen): Promise<string> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.button('Open files on this computer').click();
    await (await choosing).setFiles(file);
    const sheet = this.page.getByRole('dialog');
    const use = sheet.getByRole('button', { name: /^Use / });
    const close = sheet.getByRole('button', { name: 'Close' });
    await (isDamaged ? sheet.getByRole('alert').or(use) : use).first().waitFor();
    const said = ((await sheet.textContent()) ?? '').slice(0, 160);
    if (!isDamaged) {
      await use.click();
      await sheet.waitFor({ state: 'hidden' });
      await this.race();
    } else {
      if (await use.isVisible()) throw new Error(`A damaged file is offered for use: ${said}`);
      await close.first().click();
      await sheet.waitFor({ state: 'hidden' });
    }
    return said;
  }

  /** Drags the time bar to a place, and lets go of the past again. @param share 0..1 of its length. */
  async scrub(share: number): Promise<boolean> {
    const bar = this.page.getByRole('slider', { name: 'Epoch shown' });
    if (!(await bar.isVisible())) return false;
    await bar.focus();
    await this.page.keyboard.press('Home');
    for (let press = Math.floor(share * 12); press > 0; press--) {
      await this.page.keyboard.press('ArrowRight');
    }
    const live = this.button('Back to live');
    if (await live.isVisible()) await live.click();
    return true;
  }

  /** Takes the device away and goes on as a person does: by Play. @returns the back end it goes on with. */
  async loseDevice(): Promise<string> {
    await this.race();
    const browser = await this.page.context().browser()?.newBrowserCDPSession();
    // the answer dies with the process it crashes
    browser?.send('Browser.crashGpuProcess').catch(() => undefined);
    await this.button('Back end: no device').waitFor();
    await this.race();
    await this.hasBackEnd();
    return this.backEnd();
  }

  /** Turns to another tab for so long. @returns whether the page was hidden meanwhile. */
  async hide(ms: number): Promise<boolean> {
    const other = await this.page.context().newPage();
    try {
      await other.bringToFront();
      await other.waitForTimeout(ms);
      return await this.page.evaluate(() => document.visibilityState === 'hidden');
    } finally {
      await other.close();
      await this.page.bringToFront();
    }
  }

  /** Waits until the race in progress is in the browser's database, so that it could go on. */
  async isWrittenDown(): Promise<void> {
    const until = Date.now() + ANSWER_MS;
    while (Date.now() < until) {
      const count = await this.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open('modality-lab-unfinished');
            opening.onsuccess = () => {
              const counting = opening.result.transaction('races').objectStore('races').count();
              counting.onsuccess = () => {
                opening.result.close();
                resolve(counting.result);
              };
            };
          }),
      );
      if (count > 0) return;
      await this.page.waitForTimeout(300);
    }
    throw new Error('No race in progress is in the database.');
  }
}
