/**
 * What it takes to add something. In a copy of the project one thing of every kind is added as docs/adding.md says, in
 * no more files than its table promises. Then the copy must pass its checks, and command, README, page and gallery
 * must show what was added, without another word anywhere.
 */
import { expect, type Page, test } from '@playwright/test';
import { build, createServer, type InlineConfig, preview } from 'vite';
import { ADDITIONS, SEEN } from './adding/additions';
import { Copy, filesNamed } from './adding/copy';
import { LabPage } from './pages/lab-page';

const PAGE_PORT = 4183;
const GALLERY_PORT = 4184;

/** How many files each kind of thing takes, its test apart, from the table in docs/adding.md. */
function promised(copy: Copy): Map<string, number> {
  const rows = copy.read('docs/adding.md').matchAll(/^\| (.+?) \| (\d+)/gm);
  return new Map(
    [...rows].flatMap(([, what = '', files = '']) =>
      [...what.matchAll(/\[([^\]]+)\]/g)].map(([, row = '']) => [row, Number(files)] as const),
    ),
  );
}

/** A race of seconds in which everything that was added takes part. */
const RACE = {
  epochs: 3,
  samples: { train: 96, test: 64 },
  encoders: { '*': { kind: 'dummy', featureDim: 4 } },
  methods: { 'dummy-method': { strength: 5 }, 'dummy-with-loss': {} },
};

/** Vite on the copy; what it prepares lies in the copy, for the packages are shared. */
const viteIn = (root: string, port: number): InlineConfig => ({
  root,
  configFile: `${root}/vite.config.ts`,
  cacheDir: `${root}/.vite`,
  logLevel: 'error',
  server: { port, strictPort: true, fs: { strict: false } },
  preview: { port, strictPort: true },
});

test.describe.configure({ mode: 'serial' });

let copy: Copy;
test.beforeAll(() => {
  copy = new Copy();
});
test.afterAll(() => copy.remove());

test('each takes the files that docs/adding.md says, and no more', () => {
  const table = promised(copy);
  for (const addition of ADDITIONS) {
    copy.add(addition);
    const named = filesNamed(addition);
    test.info().annotations.push({
      type: addition.row,
      description: `${named.length}: ${named.join(', ')}`,
    });
    const counted = named.filter((file) => !file.endsWith('.test.ts'));
    expect(counted.length, `${addition.row}: ${counted.join(', ')}`).toBe(table.get(addition.row));
  }
});

test('the copy passes its checks with them', () => {
  test.setTimeout(300_000);
  copy.run('tsc', '--noEmit');
  copy.run('depcruise', '--config', '.dependency-cruiser.cjs', 'src');
  const tests = ADDITIONS.flatMap(filesNamed).filter((file) => file.endsWith('.test.ts'));
  copy.run('vitest', 'run', '--project', 'unit', ...tests);
  // what holds for everything in a list holds for what joins it
  copy.run(
    ...(['vitest', 'run', '--project', 'unit', 'src/engine/encoders/catalogue.test.ts'] as const),
    ...['src/ui/happens/tabs.test.ts', 'src/method/measures/catalogue.test.ts'],
  );
});

test('the command trains with them, on a file that only the new reader reads', () => {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const kind = i % 2;
    return `${kind + (i % 7) / 10}$${1 - kind + (i % 5) / 10}$${kind ? 'cat' : 'dog'}`;
  });
  const file = copy.write('pets.dummy', ['left$right$kind', ...rows].join('\n'));
  const lines = copy
    .run(
      ...(['tsx', 'src/headless/main.ts', '--data', file, '--methods'] as const),
      ...['dummy-method,dummy-with-loss', '--set', 'epochs=2', '--set', 'encoders.*.kind=dummy'],
      ...['--set', 'encoders.*.featureDim=4', '--set', 'data.label=kind'],
    )
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ended = lines.filter(({ kind }) => kind === 'epoch-ended');
  expect(ended).toHaveLength(4);
  for (const epoch of ended) expect(epoch.dummyMeasure).toBe(8);
  expect(ended.filter(({ losses }) => 'whole:dummyLoss' in losses)).toHaveLength(2);
  expect(lines.at(-1)).toMatchObject({
    kind: 'race-ended',
    runs: [{ label: SEEN.method }, { label: SEEN.methodWithLoss }],
  });
});

test('README and docs name them', () => {
  copy.run('tsx', 'src/tools/docs/main.ts');
  const readme = copy.read('README.md');
  const { method, methodWithLoss, measure, tab, encoder, reader, set, preset } = SEEN;
  for (const word of [method, methodWithLoss, measure, tab, encoder, reader, set, preset]) {
    expect(readme).toContain(word);
  }
  expect(copy.read('docs/settings.md')).toContain('| `dummySetting` |');
  expect(copy.read('docs/method.md')).toContain('| `dummy-method` | `strength` |');
});

test('the built page shows them', async ({ browser }) => {
  test.setTimeout(300_000);
  const config = viteIn(copy.root, PAGE_PORT);
  await build(config);
  const server = await preview(config);
  const page = await browser.newPage({ baseURL: `http://localhost:${PAGE_PORT}/` });
  try {
    await walk(page);
  } finally {
    await page.close();
    await server.close();
  }
});

async function walk(page: Page): Promise<void> {
  const lab = new LabPage(page);
  await lab.open(RACE);
  await lab.ready();
  await test.step('the method and its knob', async () => {
    const methods = page.getByRole('region', { name: /^Methods/ });
    await expect(methods.getByRole('heading', { name: SEEN.methodWithLoss })).toBeVisible();
    await methods.getByRole('button', { name: `Settings of ${SEEN.method}` }).click();
    await expect(methods.getByLabel(SEEN.knob, { exact: true })).toHaveValue('5');
    await page.screenshot({ path: test.info().outputPath('methods.png') });
  });
  await test.step('the setting, and the encoder among the kinds of the Training form', async () => {
    const training = page.getByRole('region', { name: 'Training' });
    await training.getByRole('button', { name: /epochs, batches of/ }).click();
    await expect(training.getByLabel(SEEN.setting, { exact: true })).toHaveValue('4');
    const picture = training.getByRole('group', { name: 'Encoder of Picture' });
    await picture.getByRole('combobox', { name: 'Encoder' }).click();
    await expect(page.getByRole('option', { name: 'dummy' })).toBeVisible();
    await page.keyboard.press('Escape');
  });
  await test.step('the reader and the set in the guide to files', async () => {
    await page.getByRole('button', { name: 'What can be opened?' }).click();
    const guide = page.getByRole('dialog');
    await expect(guide).toContainText(SEEN.reader);
    await expect(guide).toContainText(SEEN.set);
    await page.keyboard.press('Escape');
  });
  await test.step('the preset among the presets', async () => {
    await page.getByRole('combobox', { name: 'Preset' }).click();
    await expect(page.getByRole('option', { name: SEEN.preset })).toBeVisible();
    await page.keyboard.press('Escape');
  });
  await test.step('the view, by its key and back', async () => {
    // on a closed list of presets a letter chooses the one that begins with it
    await expect(page.getByRole('option', { name: SEEN.preset })).toBeHidden();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('d');
    await expect(page.getByRole('heading', { name: SEEN.view })).toBeVisible();
    await page.keyboard.press('d');
    await expect(lab.play).toBeVisible();
  });
  await lab.play.click();
  await lab.ended();
  await test.step('the end numbers', async () => {
    await expect(lab.endTable.getByRole('row', { name: SEEN.method })).toBeVisible();
  });
  await test.step('the chart of the measure, with its numbers', async () => {
    await page.getByRole('tab', { name: 'Geometry' }).click();
    await expect(page.getByRole('figure', { name: SEEN.measure })).toBeVisible();
    await expect(
      page
        .getByRole('table', { name: new RegExp(`^${SEEN.measure}`) })
        .getByText('8')
        .first(),
    ).toBeAttached();
  });
  await test.step('the loss among the losses', async () => {
    await page.getByRole('tab', { name: 'Losses' }).click();
    await expect(page.getByRole('table', { name: /^Losses/ })).toContainText(/dummy/i);
  });
  await test.step('the tab', async () => {
    await page.getByRole('tab', { name: SEEN.tab }).click();
    await expect(page.getByRole('heading', { name: SEEN.picture })).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('tab.png') });
  });
}

test('the gallery shows them', async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await createServer(viteIn(copy.root, GALLERY_PORT));
  await server.listen();
  const page = await browser.newPage();
  try {
    await page.goto(`http://localhost:${GALLERY_PORT}/gallery.html`);
    const panel = (name: string) => page.locator(`[data-panel="${name}"]`);
    await expect(panel(SEEN.tab)).toContainText(SEEN.picture, { timeout: 60_000 });
    await panel('Methods')
      .getByText(/^Other methods/)
      .click();
    await expect(panel('Methods')).toContainText(SEEN.method);
    await expect(panel('Geometry')).toContainText(SEEN.measure);
  } finally {
    await page.close();
    await server.close();
  }
});
