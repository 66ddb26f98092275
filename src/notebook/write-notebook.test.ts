/** The text of the notebook: a valid file, no result in it, the same for the same race, and refusals by name. */
import { describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { withoutTaken } from '../data/missing';
import { catalogue } from '../method/catalogue';
import type { DataSet } from '../protocol/data-set';
import { ENCODER_KINDS } from '../protocol/encoders';
import { parseSettings, type SettingsInput } from '../protocol/settings';
import { ENCODER_PARTS } from './encoders/catalogue';
import { METHOD_PARTS } from './methods/catalogue';
import { MOST_EMBEDDED } from './own-data';
import { pythonLiteral } from './python-literal';
import { writeNotebook } from './write-notebook';

const SMALL: SettingsInput = { samples: { train: 40, test: 20 }, generator: { classes: 3 } };
const written = async (input: SettingsInput = {}, given?: DataSet) => {
  const settings = parseSettings({ ...SMALL, ...input });
  const dataSet = given ?? generateDataSet(settings);
  return writeNotebook({ settings, catalogue, dataSet, name: 'race' });
};
const filesSettings: SettingsInput = { data: { source: 'files', id: 'mine' } };
const cellsOf = ({ text }: { text: string }) =>
  JSON.parse(text).cells as {
    cell_type: string;
    id: string;
    source: string[];
    outputs?: unknown[];
    execution_count?: unknown;
  }[];
const codeOf = (notebook: { text: string }) =>
  cellsOf(notebook)
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n\n');

describe('a race as a notebook', () => {
  it('is a file that Jupyter opens: nbformat 4.5, ids of their own, nothing that was run', async () => {
    const notebook = await written();
    const { nbformat, nbformat_minor, metadata } = JSON.parse(notebook.text);
    expect([nbformat, nbformat_minor]).toEqual([4, 5]);
    expect(metadata.kernelspec).toMatchObject({ name: 'python3', language: 'python' });
    const cells = cellsOf(notebook);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    for (const { cell_type, id, source, outputs, execution_count } of cells) {
      expect(id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(source.slice(0, -1).every((line) => line.endsWith('\n'))).toBe(true);
      const isCode = cell_type === 'code';
      expect([outputs, execution_count]).toEqual(isCode ? [[], null] : [undefined, undefined]);
    }
  });

  it('is the same for the same race, and follows its settings', async () => {
    expect(await written()).toEqual(await written());
    const other = codeOf(await written({ seed: 7, optimizer: { kind: 'adam' } }));
    expect(other).toContain('SEED = 7');
    expect(other).toContain('"kind": "adam"');
  });

  it('imports PyTorch, numpy and what Python has, and reads nothing where data are drawn', async () => {
    const methods = Object.fromEntries([...METHOD_PARTS.keys()].map((id) => [id, {}]));
    const { text, file } = await written({ methods });
    const code = codeOf({ text });
    const imported = [...code.matchAll(/^\s*(?:import|from) ([\w.]+)/gm)].map(([, name]) => name);
    expect(new Set(imported)).toEqual(new Set(['numpy', 'torch', 'torch.nn.functional']));
    expect(code).not.toMatch(/\bopen\(|np\.load|urllib|https?:/);
    expect(file).toBeNull();
  });

  it('has the text of each method that is raced, and of no other', async () => {
    for (const [id, { name }] of METHOD_PARTS) {
      const code = codeOf(await written({ methods: { [id]: {} } }));
      expect(code).toContain(`class ${name}(`);
      expect(code).toContain(`("${id}", ${name}, `);
    }
    expect(codeOf(await written({ methods: { unimodal: {} } }))).not.toContain('class Joint(');
  });

  it('has the text of each kind of encoder that a modality has, and of no other', async () => {
    for (const kind of ENCODER_KINDS) {
      const asked = written({ encoders: { picture: { kind } } });
      const part = ENCODER_PARTS.get(kind);
      if (part) expect(codeOf(await asked)).toContain(`"make": ${part.name},`);
      else await expect(asked).rejects.toThrow('has no text for a notebook yet');
    }
    expect(codeOf(await written())).not.toContain('BatchNorm');
  });

  it('trains small nets on one core, and large ones on as many as there are', async () => {
    const withWidth = (width: number) =>
      written({ encoders: { picture: { kind: 'resnet18', width } } });
    expect(codeOf(await withWidth(8))).toContain('set_num_threads(1)');
    expect(codeOf(await withWidth(64))).not.toContain('set_num_threads');
  });

  it('refuses a method without a text, by its name', async () => {
    for (const { id, label } of catalogue) {
      const asked = written({ methods: { [id]: {} } });
      if (METHOD_PARTS.has(id)) await expect(asked).resolves.toBeDefined();
      else await expect(asked).rejects.toThrow(`${label} has no text for a notebook yet`);
    }
    const settings = parseSettings({ ...SMALL, methods: { novel: {} } });
    const dataSet = generateDataSet(settings);
    const asked = writeNotebook({ settings, catalogue: [], dataSet, name: 'race' });
    await expect(asked).rejects.toThrow('novel has no text for a notebook yet');
  });

  it('holds small data of one’s own, and says where large ones lie', async () => {
    const dataSet = generateDataSet(parseSettings(SMALL));
    const small = await written(filesSettings, dataSet);
    expect(small.file).toBeNull();
    expect(small.sentences).toEqual([
      expect.stringMatching(/^The data are in the notebook \(\d+ kB\)\.$/),
    ]);
    const sound = dataSet.modalities[1]?.data ?? new Float32Array();
    const big = new Float32Array((MOST_EMBEDDED / dataSet.labels.length) * dataSet.labels.length);
    for (let i = 0; i < big.length; i++) big[i] = Math.sin(i * i) + (sound[i % sound.length] ?? 0);
    const shape = [big.length / dataSet.labels.length];
    const modalities = dataSet.modalities.map((each) => ({ ...each, shape, data: big }));
    const large = await written(filesSettings, { ...dataSet, modalities });
    expect(large.file?.name).toBe('race.npz');
    expect(large.sentences[0]).toMatch(
      /^The data take [\d.]+ MB, too much for a notebook: it reads them from race\.npz, which must lie beside it\.$/,
    );
    expect(large.text.length).toBeLessThan(MOST_EMBEDDED);
  });

  it('holds data of which samples lack a modality, and who has what', async () => {
    const settings = parseSettings({ ...SMALL, data: { missing: { sound: 0.3 } } });
    const dataSet = withoutTaken(generateDataSet(settings), settings.data, settings.seed);
    const { text, sentences } = await written({ data: { missing: { sound: 0.3 } } }, dataSet);
    expect(sentences).toEqual([expect.stringMatching(/^The data are in the notebook/)]);
    const code = codeOf({ text });
    expect(code).not.toContain('GENERATOR');
    const letters = /b64decode\(\n([^)]*)\)/.exec(code)?.[1] ?? '';
    const bytes = Buffer.from(
      [...letters.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join(''),
      'base64',
    );
    // the list of a ZIP's parts stands in it as it is
    expect(bytes.toString('latin1')).toContain('has1.npy');
    expect(bytes.toString('latin1')).not.toContain('has0.npy');
  });
});

it('writes values as Python reads them', () => {
  expect(pythonLiteral({ a: [1, 0.5, true, null], 'b"c': 'd\\' })).toBe(
    '{"a": [1, 0.5, True, None], "b\\"c": "d\\\\"}',
  );
  expect(pythonLiteral(Number.POSITIVE_INFINITY)).toBe('float("inf")');
});
