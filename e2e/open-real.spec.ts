/** Real files in their original layouts, opened in the page; nothing of them is kept here, and without them this skips. */
import { statSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { realData } from '../src/testing/real-data';
import { LabPage } from './pages/lab-page';

const CASES = [
  { path: 'tabular/penguins.csv', samples: '344', modalities: ['Other', 'Bill'] },
  {
    path: 'mfeat/uci-layout',
    samples: '2,000',
    modalities: ['Fac', 'Fou', 'Kar', 'Mor', 'Pix', 'Zer'],
  },
  { path: 'psb-views/labeleddb19', samples: '380', modalities: ['Front view', 'Rear view'] },
  { path: 'esc50-mini', samples: '50', modalities: ['Low tones', 'High tones'] },
  { path: 'ave-mini/av_clips', samples: '9', modalities: ['Picture', 'Sound'] },
  { path: 'modelnet-mini', samples: '15', modalities: ['Front view', 'Rear view'] },
] as const;

for (const { path, samples, modalities } of CASES) {
  // says on stderr what it skips
  const full = realData(path);
  if (full === null) continue;
  test(`real files can be opened: ${path}`, async ({ page }) => {
    const lab = new LabPage(page);
    await lab.open();
    await lab.ready();
    const isFolder = statSync(full).isDirectory();
    await page.getByLabel(isFolder ? 'Folder to open' : 'Files to open').setInputFiles(full);
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText(new RegExp(`^${samples} samples, read as`))).toBeVisible({
      timeout: 40_000,
    });
    const listed = sheet.getByRole('list', { name: 'Modalities' }).getByRole('listitem');
    await expect(listed).toHaveText(modalities.map((name) => new RegExp(`^${name}`)));
    await expect(sheet.getByRole('button', { name: /^Use / })).toBeVisible();
  });
}
