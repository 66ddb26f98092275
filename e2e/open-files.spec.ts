/** A person's own files: opened, understood, used, trained on; and what happens to those that are broken. */
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { floatBytes, npyFile, wavFile } from '../src/testing/import-fixtures';
import { TINY } from './pages/lab-page';
import { OpenedFiles, writeFiles } from './pages/opened-files';
import { zipFile } from './pages/zip-file';

/** Three kinds of birds that differ in both modalities. */
const birds = (count = 60) =>
  [
    'bill_length,bill_depth,wing_length,wing_width,species,ringer',
    ...Array.from({ length: count }, (_, i) => {
      const kind = i % 3;
      const noise = ((i * 37) % 11) / 11;
      return `${kind + noise},${3 - kind + noise},${10 * kind + 3 * noise},${noise},${['duck', 'owl', 'wren'][kind]},${['ann', 'ben', 'cleo'][i % 5 > 2 ? 2 : i % 2]}`;
    }),
  ].join('\n');

/** Low and high tones with dark and bright pictures, 8 of each. */
function tones(): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (let i = 0; i < 16; i++) {
    const kind = i % 2 ? 'high' : 'low';
    const hz = (i % 2 ? 1500 : 300) + i * 5;
    files[`sound/${kind}/n${i}.wav`] = wavFile(
      Array.from({ length: 1600 }, (_, t) => 0.8 * Math.sin((hz * t * 2 * Math.PI) / 8000)),
    );
    files[`picture/${kind}/n${i}.png`] = encode({
      width: 12,
      height: 12,
      channels: 1,
      depth: 8,
      data: Uint8Array.from({ length: 144 }, (_, p) => (i % 2 ? 140 : 20) + ((p * 7 + i) % 90)),
    });
  }
  return files;
}

test('a table is opened, understood differently, and trained on', async ({ page }) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open({ ...TINY, samples: {} });
  await opened.lab.ready();
  await opened.openText('birds.csv', birds());
  await expect(opened.sheet.getByRole('heading', { name: 'birds.csv' })).toBeVisible();
  await expect(opened.sheet.getByText('60 samples, read as a table')).toBeVisible();
  await expect(opened.sheet.getByLabel('Samples per class')).toContainText('duck');

  // keep one ringer's birds for the test
  await opened.sheet.getByRole('combobox', { name: 'Kept together in one split' }).click();
  await page.getByRole('option', { name: 'ringer' }).click();
  await opened.sheet.getByRole('combobox', { name: 'Held out for the test' }).click();
  await page.getByRole('option', { name: 'ben' }).click();
  await expect(opened.sheet.getByText('The test split is ben')).toBeVisible();
  await opened.use.click();

  await expect(opened.sheet).toBeHidden();
  await expect(page.getByRole('radio', { name: 'Your files: birds.csv' })).toBeChecked();
  await expect(page.getByRole('heading', { name: '60 samples' })).toBeVisible();
  await opened.lab.play.click();
  await opened.lab.reachEpoch(1);

  // the files themselves cannot be kept by an address, and the page says so
  await page.reload();
  await expect(opened.lab.alert).toContainText('the files "birds.csv" of this computer');
  await opened.openText('birds.csv', birds());
  await expect(opened.sheet.getByText('The test split is ben')).toBeVisible();
  await opened.use.click();
  await expect(opened.lab.alert).toBeEmpty();
});

test('arrays from numpy are opened', async ({ page }) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open();
  await opened.lab.ready();
  const rows = Array.from({ length: 40 }, (_, i) => i);
  const npz = await zipFile({
    'front.npy': npyFile('<f4', [40, 3], floatBytes(rows.flatMap((i) => [i % 4, i % 3, -i]))),
    'side.npy': npyFile('<f4', [40, 2], floatBytes(rows.flatMap((i) => [i, (i * 7) % 5]))),
    'labels.npy': npyFile(
      '|u1',
      [40],
      Uint8Array.from(rows, (i) => i % 4),
    ),
  });
  await opened.open({
    name: 'mine.npz',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(npz),
  });
  await expect(opened.sheet.getByText('40 samples, read as NPZ arrays')).toBeVisible();
  await expect(opened.sheet.getByLabel('Modalities')).toContainText('Front');
  await expect(opened.use).toBeVisible();
});

test('a folder of pictures and sounds is paired, shown and heard; damaged files are listed', async ({
  page,
}, info) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open();
  await opened.lab.ready();
  const folder = writeFiles(info, {
    ...tones(),
    'picture/low/n6.png': Uint8Array.from([137, 80, 78, 71, 1, 2, 3]),
    'sound/high/\u202eevil<b>.wav': wavFile([0, 0.5]),
  });
  await opened.openFolder(folder);
  await expect(opened.sheet.getByText('17 samples, read as folders')).toBeVisible();
  const left = opened.sheet.getByRole('table');
  await expect(left).toContainText('picture/low/n6.png is not a whole PNG picture.');
  await expect(left).toContainText('Save the picture again.');
  await expect(opened.sheet).toContainText('2 of 17 samples lack "Picture"');
  const tile = opened.sheet
    .getByRole('list', { name: 'Some of the samples' })
    .getByRole('listitem');
  await expect(tile.first().getByRole('img')).toHaveCount(2);
  await tile.first().getByRole('button', { name: /^Play/ }).click();
  await expect(tile.first().getByRole('button', { name: /^Stop/ })).toBeVisible();
  await opened.sheet.getByRole('button', { name: 'Use the 17 good samples' }).click();
  await expect(page.getByRole('heading', { name: '17 samples' })).toBeVisible();
});

test('what can be opened is told before anything is', async ({ page }) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open(TINY);
  await page.getByRole('button', { name: 'What can be opened?' }).click();
  const section = (title: string) =>
    opened.sheet.locator('section').filter({ has: page.getByRole('heading', { name: title }) });
  await expect(section('Tables').getByRole('listitem')).toContainText([
    /^CSV and TSV \(\.csv \.tsv\)/,
  ]);
  await expect(section('Arrays from Python and MATLAB')).toContainText('np.savez("mine.npz"');
  await expect(section('Published data sets')).toContainText('CREMA-D');
});

test('a file that cannot be used says why, and the data set in use stays', async ({ page }) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open({ data: { source: 'builtin', id: 'penguins' } });
  await opened.lab.ready();
  const before = page.url();
  await opened.open({ name: 'scan.pt', mimeType: '', buffer: Buffer.from('numbers') });
  await expect(opened.sheet.getByRole('alert')).toContainText('scan.pt is a PyTorch file.');
  await expect(opened.sheet.getByRole('alert')).toContainText('Save the arrays as NPZ');
  await expect(opened.use).toBeHidden();
  await opened.sheet.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('radio', { name: /Palmer penguins/ })).toBeChecked();
  expect(page.url()).toBe(before);
});

test('reading can be cancelled, and nothing has changed', async ({ page }, info) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open({ data: { source: 'builtin', id: 'penguins' } });
  await opened.lab.ready();
  const [picture] = Object.values(tones()).slice(1);
  const many = Object.fromEntries(
    Array.from({ length: 2000 }, (_, i) => [
      `set/${i % 2 ? 'a' : 'b'}/${i}.png`,
      picture as Uint8Array,
    ]),
  );
  await opened.openFolder(writeFiles(info, many));
  await expect(opened.sheet.getByText(/^Decoding sample [\d,]+ of 2,000/)).toBeVisible();
  await opened.sheet.getByRole('button', { name: 'Cancel' }).click();
  await expect(opened.sheet).toBeHidden();
  await expect(page.getByRole('radio', { name: /Palmer penguins/ })).toBeChecked();
  await expect(opened.lab.play).toBeEnabled();
});

test('files can be dropped anywhere, and a table pasted', async ({ page }) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open();
  await opened.lab.ready();
  const transfer = await page.evaluateHandle((text) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
    return carried;
  }, birds());
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop to open. Nothing leaves this tab.')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(opened.sheet.getByRole('heading', { name: 'dropped.csv' })).toBeVisible();
  await expect(opened.use).toBeVisible();
  await opened.sheet.getByRole('button', { name: 'Discard' }).click();

  await page.evaluate(
    (text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    birds().replaceAll(',', '\t'),
  );
  await expect(opened.sheet.getByRole('heading', { name: 'Pasted table' })).toBeVisible();
  await expect(opened.sheet.getByText('60 samples, read as a table')).toBeVisible();
});

test('a doubt is asked before the files can be used, and can be answered either way', async ({
  page,
}, info) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open(TINY);
  await opened.lab.ready();
  const tone = (hz: number) =>
    wavFile(Array.from({ length: 800 }, (_, t) => 0.8 * Math.sin((hz * t * 2 * Math.PI) / 8000)));
  const files = Object.fromEntries(
    ['ann', 'bob', 'cy'].flatMap((who, w) =>
      ['yes', 'no'].flatMap((word, k) =>
        Array.from({ length: 4 }, (_, i) => [
          `${who}/${word}/${i}.wav`,
          tone(300 + 500 * k + 40 * w + 5 * i),
        ]),
      ),
    ),
  );
  await opened.openFolder(writeFiles(info, files));
  await expect(opened.sheet.getByText('Which folders are the classes?')).toBeVisible();
  await expect(opened.use).toBeHidden();
  await expect(opened.sheet.getByText('ann/no/0.wav: no')).toBeVisible();

  // the likelier one: words are classes, people are kept apart
  await opened.sheet
    .getByRole('button', { name: /^Classes are the folders no, yes .*likelier/ })
    .click();
  await expect(opened.use).toBeVisible();
  await expect(opened.sheet.getByText('The class is folder level 2: 2 classes')).toBeVisible();
  await expect(
    opened.sheet.getByText(/whose the samples are \(3 groups\), and no group is in two splits/),
  ).toBeVisible();

  // and the other way round, from the form
  await opened.sheet.getByRole('combobox', { name: 'Class' }).click();
  await page.getByRole('option', { name: 'folder level 1' }).click();
  await expect(opened.sheet.getByText('The class is folder level 1: 3 classes')).toBeVisible();
});
