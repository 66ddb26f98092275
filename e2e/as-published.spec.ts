/** The paper's scale in the page: a published set offered as published, and a ResNet-18 chosen in the Training form. */
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { LabPage } from './pages/lab-page';
import { OpenedFiles, writeFiles } from './pages/opened-files';

/** Front and rear of eight objects, in the folders and by the names of ModelNet40. */
function views(): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const [label, name] of ['airplane', 'car'].entries()) {
    for (const k of [1, 2, 3, 4]) {
      for (const side of ['001', '007']) {
        const grey = 60 * k + 30 * label;
        files[`${name}/${k > 3 ? 'test' : 'train'}/${name}_000${k}_v${side}.png`] = encode({
          ...{ width: 6, height: 6, channels: 1, depth: 8 },
          data: Uint8Array.from({ length: 36 }, (_, p) => (grey + 5 * p) % 256),
        });
      }
    }
  }
  return files;
}

test('a published set is offered with its price, read and set as published in one press, and undone', async ({
  page,
}, info) => {
  const opened = new OpenedFiles(page);
  await opened.lab.open();
  await opened.lab.ready();
  await opened.openFolder(writeFiles(info, views()));
  const offer = opened.sheet.getByRole('region', { name: 'As DI-MML was published' });
  await expect(offer).toContainText(
    'ResNet-18 of width 64 on pictures of 224 × 224; SGD at 0.001 in batches of 16; 150 epochs and 20 for the fusion head; temperatures 50 (DUC) and 3 (certainty)',
  );
  await expect(offer).toContainText(
    /0\.131 TFLOP an epoch and 1\.6\sGB of memory for each run, and 10\sMB for the samples/,
  );
  await expect(opened.use).toBeVisible();
  await offer.getByRole('button', { name: 'Read them as published' }).focus();
  await page.keyboard.press('Enter');
  await expect(offer).toContainText('They were read so, and will be trained so.');
  await expect(opened.sheet.getByLabel('Modalities')).toContainText('224 × 224 × 3');
  await opened.use.focus();
  await page.keyboard.press('Enter');

  // the pair of pictures of one class does not run into that of the next
  const samples = page.getByRole('region', { name: 'Samples', exact: true }).getByRole('listitem');
  await expect(samples).toHaveCount(2);
  const gap = (items: Element[]) => {
    const edges = items.map((item) =>
      [...item.querySelectorAll('canvas')].map((canvas) => canvas.getBoundingClientRect()),
    );
    const [first = [], second = []] = edges;
    return (
      Math.min(...second.map(({ left }) => left)) - Math.max(...first.map(({ right }) => right))
    );
  };
  expect(await samples.evaluateAll(gap)).toBeGreaterThan(0);

  const training = page.getByRole('region', { name: 'Training' });
  const summary = training.getByRole('button', { name: /epochs, batches of/ });
  await expect(summary).toHaveText(/150 epochs, batches of 16/);
  await summary.focus();
  await page.keyboard.press('Enter');
  await expect(training.getByRole('textbox', { name: 'Learning rate', exact: true })).toHaveValue(
    '0.001',
  );
  const front = training.getByRole('group', { name: 'Encoder of Front' });
  await expect(front.getByRole('combobox', { name: 'Encoder' })).toHaveText('resnet18');
  await expect(front.getByRole('textbox', { name: 'Width' })).toHaveValue('64');
  const methods = page.getByRole('region', { name: /^Methods/ });
  await methods.getByRole('button', { name: 'Settings of DI-MML' }).click();
  await expect(methods.getByRole('textbox', { name: 'DUC temperature' })).toHaveValue('50');
  await expect(methods.getByRole('textbox', { name: 'Epochs of the fusion head' })).toHaveValue(
    '20',
  );

  // what a race takes, measured on this device
  await expect(page.getByRole('banner').getByText(/steps, \d\.\d\sGB$/)).toBeVisible({
    timeout: 50_000,
  });
  await page.keyboard.press('ControlOrMeta+z');
  await expect(summary).toHaveText(/40 epochs, batches of 32/);
  await expect(page.getByRole('radio', { name: /^Pictures and sounds, generated/ })).toBeChecked();
});

test('a ResNet-18 is chosen by keys for spoken and written digits, trains to its end, and its confusions open', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open({
    data: { source: 'builtin', id: 'spoken-digits' },
    epochs: 1,
    samples: { train: 32, test: 20, validation: 0 },
    methods: { joint: {} },
  });
  await lab.ready();
  const training = page.getByRole('region', { name: 'Training' });
  await training.getByRole('button', { name: /epochs?, batches of/ }).click();
  for (const name of ['Encoder of Sound', 'Encoder of Picture']) {
    const form = training.getByRole('group', { name });
    await form.getByRole('combobox', { name: 'Encoder' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'resnet18' }).focus();
    await page.keyboard.press('Enter');
    await form.getByRole('textbox', { name: 'Width' }).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('4');
    await page.keyboard.press('Enter');
    await expect(form.getByRole('textbox', { name: 'Width' })).toHaveValue('4');
  }
  await lab.play.click();
  await lab.ended();
  await page.getByRole('tab', { name: 'Confusion' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Confusion' });
  await expect(panel.getByRole('table').first()).toBeVisible();
});
