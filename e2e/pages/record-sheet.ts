/** The sheet for recording as a person finds it, and the microphone that Chromium plays from a file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { wavFile } from '../../src/testing/import-fixtures';
import { launchOptions } from '../../src/tools/find-chromium.mjs';

/** Read anew whenever the page opens the microphone. */
const MICROPHONE = join(import.meta.dirname, '..', '.results', 'microphone.wav');

const { args, ...browser } = launchOptions({ webgpu: false });

/** A Chromium with a camera and a microphone of its own; whether a page may use them is up to the journey. */
export const WITH_DEVICES = {
  ...browser,
  args: [
    ...args,
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${MICROPHONE}`,
  ],
};

/** What the microphone hears from its next opening on. */
export function playIntoMicrophone(hz: number): void {
  const rate = 48_000;
  const wave = Array.from(
    { length: rate },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / rate),
  );
  mkdirSync(dirname(MICROPHONE), { recursive: true });
  writeFileSync(MICROPHONE, wavFile(wave, rate));
}

export class RecordSheet {
  readonly page: Page;
  readonly sheet: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sheet = page.getByRole('dialog', { name: 'Record here' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Record here' }).click();
    await expect(this.sheet).toBeVisible();
  }

  async close(): Promise<void> {
    await this.sheet.getByRole('button', { name: 'Close' }).click();
  }

  holdButton(name: string): Locator {
    return this.sheet.getByRole('button', {
      name: new RegExp(`(record|Recording|\\.\\.\\.): ${name}$`),
    });
  }

  samples(name: string): Locator {
    return this.sheet.getByRole('list', { name: `Recorded of ${name}` }).getByRole('listitem');
  }

  /** Holds the button by keys until there are so many samples at least. */
  async record(name: string, count: number): Promise<void> {
    const hold = this.holdButton(name);
    await expect(hold).toHaveAttribute('aria-disabled', 'false');
    await hold.focus();
    await this.page.keyboard.down('Space');
    await expect(this.samples(name).nth(count - 1)).toBeVisible({ timeout: (count + 10) * 1000 });
    await this.page.keyboard.up('Space');
    await expect(hold).toHaveText('Hold to record');
  }

  get look(): Locator {
    return this.sheet.getByRole('button', { name: /^Look at these/ });
  }
}
