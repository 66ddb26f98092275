/** The class picture as a teacher finds it: by role and name, never by class. */
import { expect, type Locator, type Page } from '@playwright/test';

export class ClassPage {
  readonly page: Page;
  readonly sheet: Locator;
  readonly text: Locator;
  readonly read: Locator;
  readonly files: Locator;
  readonly notCounted: Locator;
  readonly means: Locator;

  constructor(page: Page) {
    this.page = page;
    this.sheet = page.getByRole('dialog', { name: 'Class picture' });
    this.text = this.sheet.getByRole('textbox', { name: /^Paste the chat/ });
    this.read = this.sheet.getByRole('button', { name: 'Read codes' });
    this.files = this.sheet.getByLabel('Files with codes');
    this.notCounted = this.sheet.getByRole('region', { name: 'Not counted' });
    this.means = this.sheet.getByRole('region', { name: 'Means' });
  }

  /** Opens the stage at a scene, and the class picture over it. */
  async open(fragment = '#scene=it-starves'): Promise<void> {
    await this.page.goto(`./${fragment}`);
    await this.openHere();
  }

  async openHere(): Promise<void> {
    await this.page.getByRole('button', { name: 'More' }).click();
    await this.page.getByRole('menuitem', { name: 'Class picture' }).click();
    await expect(this.text).toBeVisible();
  }

  async paste(text: string): Promise<void> {
    await this.text.fill(text);
    await this.read.click();
  }

  async expectCodes(count: number): Promise<void> {
    const word = count === 1 ? 'code counts' : 'codes count';
    await expect(this.sheet.getByRole('heading', { name: `${count}\u00A0${word}` })).toBeVisible();
  }

  /** Mean ± standard deviation of a number, as it stands there. */
  meanOf(label: string): Locator {
    return this.means.getByRole('row').filter({ hasText: label }).getByRole('strong');
  }
}
