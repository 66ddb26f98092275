/** Opening one's own files as a person does, and the sheet that says what was read. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { LabPage } from './lab-page';

export class OpenedFiles {
  readonly page: Page;
  readonly lab: LabPage;

  constructor(page: Page) {
    this.page = page;
    this.lab = new LabPage(page);
  }

  get sheet() {
    return this.page.getByRole('dialog');
  }

  get use() {
    return this.sheet.getByRole('button', { name: /^Use / });
  }

  /** Opens files as a person does: by the button and the system's dialogue. */
  async open(files: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open files on this computer' }).click();
    await (await choosing).setFiles(files);
  }

  async openFolder(folder: string): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'a folder', exact: true }).click();
    await (await choosing).setFiles(folder);
  }

  async openText(name: string, text: string): Promise<void> {
    await this.open({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  }
}

/** @returns the folder that holds them. */
export function writeFiles(
  info: TestInfo,
  files: Readonly<Record<string, Uint8Array | string>>,
): string {
  const folder = info.outputPath('opened');
  for (const [path, content] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, content);
  }
  return folder;
}
