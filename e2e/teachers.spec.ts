/** The page for teachers in a real browser: what it shows, what it hides, and that each handout is one sheet of A4. */
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { StagePage } from './pages/stage-page';

const SCENES = 7;
/** In points: what a PDF measures in. */
const A4 = { width: 595, height: 842 };

/** The size of each page of a PDF. Chromium writes the tree of pages uncompressed. */
function pagesOf(pdf: Buffer): readonly { readonly width: number; readonly height: number }[] {
  const boxes = pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g);
  return [...boxes].map(([, width, height]) => ({
    width: Math.round(Number(width)),
    height: Math.round(Number(height)),
  }));
}

test('the page for teachers plans the lesson, hides answers, and prints a sheet a scene', async ({
  page,
}) => {
  const stage = new StagePage(page);
  await stage.open();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'For teachers' }).click();
  const teachers = page.getByRole('dialog', { name: 'For teachers' });
  await expect(teachers.getByText('7 scenes fill a lesson of 45 minutes.')).toBeVisible();
  expect(await complaints(page)).toEqual([]);

  // answers to the assignments only where they are asked for
  const answer = teachers.locator('details dd').first();
  await expect(answer).toBeHidden();
  await teachers.locator('summary').first().click();
  await expect(answer).toBeVisible();

  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
    }, theme);
    expect(pagesOf(await page.pdf({ preferCSSPageSize: true })), theme).toEqual(
      Array.from({ length: SCENES }, () => A4),
    );
  }

  // nothing of a sheet is cut off, and nothing is filled
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 680, height: 998 });
  const sheets = page.locator('article');
  for (let i = 0; i < SCENES; i += 1) {
    const sheet = sheets.nth(i);
    expect(await sheet.evaluate((at) => at.scrollHeight - at.clientHeight)).toBe(0);
    const filled = await sheet.evaluate(
      (at) =>
        [at, ...at.querySelectorAll('*')].filter(
          (each) => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)',
        ).length,
    );
    expect(filled).toBe(0);
  }
  await expect(teachers).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.keyboard.press('Escape');
  await expect(teachers).toHaveCount(0);
});
