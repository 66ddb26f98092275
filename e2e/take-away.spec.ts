/** What leaves the page to stand in a paper: figures as files by keys alone, and tables as text. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { complaints } from './pages/complaints';
import { raced } from './pages/lab-page';

test('a chart and a drawing of lanes leave as PDF, SVG and PNG in the dark, by keys; a table is copied', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.emulateMedia({ colorScheme: 'dark' });
  await raced(page);
  const sheet = page.getByRole('dialog', { name: /^Save figure/ });
  const saved = async (format: string) => {
    await sheet.getByRole('radio', { name: format }).press('Space');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      sheet.getByRole('button', { name: 'Save', exact: true }).press('Enter'),
    ]);
    await expect(sheet.getByRole('status')).toContainText('is saved');
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  await page.getByRole('button', { name: /^Save figure Unimodal accuracy/ }).press('Enter');
  await sheet.getByRole('checkbox', { name: /Caption/ }).press('Space');
  expect(await complaints(page)).toEqual([]);
  const svg = await saved('SVG');
  const text = svg.bytes.toString();
  expect(svg.name).toBe('modality-lab-unimodal-accuracy-85mm.svg');
  expect(text).toContain('width="85mm"');
  // light ground, the colours of light ground, dashes, and names as text
  expect(text).toMatch(/<rect [^>]*fill="#ffffff"\/>/);
  expect(text).toContain('stroke="#0072b2"');
  expect(text).toContain('stroke-dasharray="6 4"');
  expect(text).toMatch(/<text [^>]*font-size="12"[^>]*>picture, Joint \d+<\/text>/);
  expect(text).toContain('<lab:settings>{&quot;format&quot;:');
  expect(text).not.toMatch(/var\(|class=/);
  const pdf = await saved('PDF');
  expect(pdf.bytes.toString('latin1')).toContain('/Type /Metadata');
  expect(pdf.bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 240\.9/);
  const png = await saved('PNG 3');
  expect(png.bytes.readUInt32BE(16)).toBe(1239);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('button', { name: /^Save figure Unimodal accuracy/ })).toBeFocused();

  await page.getByRole('button', { name: /^Save figure Lanes of Joint/ }).press('Enter');
  expect((await saved('SVG')).bytes.toString()).toMatch(/>encoder<\/text>/);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Copy table End numbers/ }).press('Enter');
  await page.getByRole('button', { name: /^as TSV/ }).click();
  await expect(page.getByText('Copied as TSV.')).toBeVisible();
  const rows = (await page.evaluate(() => navigator.clipboard.readText())).trim().split('\n');
  expect(rows[0]).toContain('Method\tFusion (%)\t');
  expect(rows).toHaveLength(4);
});
