/** What leaves for other programs: each says beforehand where there is none yet, then each kind as a file. */
import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { openZip } from '../src/data/import/archive/open-zip';
import { LabPage, TINY } from './pages/lab-page';

const part = (page: Page) => page.getByRole('region', { name: 'For other programs' });

async function taken(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    part(page).getByRole('button', { name, exact: true }).press('Enter'),
  ]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

const pathsIn = async (bytes: Uint8Array) =>
  (await openZip(bytes, 'taken.zip')).files.map(({ path }) => path);

test('report, notebook, nets, data and features leave as files', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open(TINY);
  await lab.ready();
  await part(page).getByRole('button', { name: 'Report, notebook, nets, data' }).press('Enter');
  const nothing =
    /No net of this race is here: none has trained an epoch in this tab. Press Play first\.$/;
  const ofNets = part(page).getByRole('button', { name: 'Trained nets' });
  await expect(ofNets).toHaveAccessibleDescription(nothing);
  const notebook = await taken(page, 'Notebook (PyTorch)');
  expect(notebook.name).toMatch(/^modality-lab-.*-seed-1\.ipynb$/);
  expect(notebook.bytes.toString()).toContain('class DiMml(Frozen):');
  await lab.play.click();
  await lab.ended();
  // the runs may have trained in threads of their own
  await expect(ofNets).not.toHaveAccessibleDescription(nothing);
  const nets = await pathsIn((await taken(page, 'Trained nets')).bytes);
  for (const run of Object.keys(TINY.methods ?? {})) expect(nets).toContain(`${run}/model.onnx`);
  expect(await pathsIn((await taken(page, 'Data (NPZ)')).bytes)).toContain('split.npy');
  const features = await pathsIn((await taken(page, 'Features (NPZ)')).bytes);
  expect(features).toEqual(expect.arrayContaining(['joint/epoch_4/sound.npy', 'rows.npy']));
  await expect(part(page).getByRole('alert')).toBeHidden();
  await readReport(page);
});

/** The page's own numbers, curves and lanes, in a page that needs nothing; and the lab itself on paper. */
async function readReport(page: Page) {
  const ends = page.getByRole('table', { name: 'End numbers' });
  const cells = await ends.getByRole('cell').allInnerTexts();
  const curves = await page.locator('figure[data-chart]').count();
  const { name, bytes } = await taken(page, 'Report (HTML)');
  expect(name).toMatch(/^modality-lab-.*-seed-1-report\.html$/);
  await expect(part(page).getByText(`${name} is saved.`)).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toBeHidden();
  await expect(ends).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  const reader = await page.context().newPage();
  const requests: string[] = [];
  reader.on('request', (request) => requests.push(request.url()));
  await reader.setContent(bytes.toString());
  const told = reader.getByRole('table', { name: 'End numbers' });
  const flat = (text: string) => text.replaceAll(/\s+/g, '');
  const written = (await told.getByRole('cell').allInnerTexts()).map(flat);
  expect(written).toEqual(cells.map(flat));
  // every figure has something in it
  const figures = reader.locator('figure');
  expect(await figures.count()).toBeGreaterThanOrEqual(curves + 2);
  for (const figure of await figures.all()) {
    expect(await figure.locator('path').count()).toBeGreaterThan(2);
  }
  expect(await reader.locator('script').count()).toBe(0);
  expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
}
