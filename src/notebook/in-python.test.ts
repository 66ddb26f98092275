/**
 * The notebook's numbers beside the lab's, where this computer has Python with PyTorch: a tiny race of several methods,
 * after every epoch to within a test sample; and a notebook one of whose update lines is taken out, which must differ.
 */
import { expect, it } from 'vitest';
import { openDataSet } from '../data/open';
import { catalogue } from '../method/catalogue';
import { parseSettings, runNames, type Settings, type SettingsInput } from '../protocol/settings';
import { openTinyLab } from '../testing/tiny-lab';
import { pythonWithTorch, runPython } from '../testing/torch-python';
import { writeNotebook } from './write-notebook';

const EPOCHS = 3;
/** One of each family, each with what it does besides; every kind of encoder that reads these data. */
const RACE: SettingsInput = {
  epochs: EPOCHS,
  batchSize: 16,
  optimizer: { learningRate: 0.05 },
  samples: { train: 80, test: 50 },
  generator: { classes: 4 },
  encoders: {
    '*': { hidden: [12], featureDim: 6 },
    picture: { kind: 'cnn', channels: [3, 4] },
  },
  methodDefaults: { '*': { fusionEpochs: 1, teacherEpochs: 2 } },
  methods: {
    joint: { fusion: 'film' },
    'di-mml': { duc: { warmupEpochs: 1 } },
    'late-ensemble': { average: 'certainty' },
    'ogm-ge': { fusion: 'sum' },
    agm: { rule: 'released' },
    pmr: {},
    mmpareto: {},
    umt: {},
    mmcosine: { scale: 7 },
    g2d: { temperature: 2, freezeUntil: 0 },
    reconboost: { boostEpochs: 1, jointEpochs: 1, start: 'unimodal' },
    aug: { every: 1 },
    valuation: { warmupEpochs: 1 },
    remix: { warmupEpochs: 1 },
    'remix@mixed': { warmupEpochs: 1, rule: 'released', interleave: true },
    'valuation@modality': { level: 'modality', warmupEpochs: 1, valued: 1, alpha: 3 },
    mcr: { mode: 'independent', rounds: 2, gameWeight: 1 },
    lfm: {},
    'lfm@released': { rule: 'released' },
    tcmax: {},
    mla: { projection: 'normalised', turns: 'drawn' },
    'mla@released': { rule: 'released', prediction: 'static' },
  },
};

/** Methods that train on what is there, each with its own way, and one that trains on complete samples. */
const GAPS: SettingsInput = {
  ...RACE,
  samples: { train: 90, validation: 40, test: 50 },
  data: { missing: { picture: 0.2, sound: 0.3 } },
  encoders: { '*': { hidden: [12], featureDim: 6 } },
  methods: {
    joint: {},
    dgl: {},
    'multi-loss': {},
    'frozen-fusion': {},
    'di-mml': { duc: { warmupEpochs: 1 }, certainty: { temperature: 'auto' } },
    'late-ensemble': { average: 'certainty' },
    mslr: { accuracyOn: 'training' },
    pmr: {},
    mmcosine: {},
    'g-blend': { superEpoch: 2 },
    inforeg: { beta: { picture: 2, sound: 0.5 }, window: 2 },
    relearn: { every: 1, resetMomentum: true },
    lfm: {},
    mla: { projection: 'paper' },
  },
};

const told = 'import json\nprint("TOLD" + json.dumps([HISTORY, ENDS]))';

async function codeOf(settings: Settings): Promise<string> {
  const dataSet = await openDataSet(settings, () => Promise.reject(new Error('no assets here')));
  const { text } = await writeNotebook({ settings, catalogue, dataSet, name: 'race' });
  return (JSON.parse(text).cells as { cell_type: string; source: string[] }[])
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n\n');
}

/** Holds every accuracy of the lab's race against what Python told. @returns how many there were. */
async function compare(input: SettingsInput, [history, ends]: Told): Promise<number> {
  const { lab, events } = await openTinyLab('wasm');
  lab.send({ kind: 'start-race', settings: input, withReference: false, paused: false });
  await lab.settled();
  await lab.closed();
  let compared = 0;
  for (const event of events) {
    if (event.kind === 'run-failed') throw new Error(event.failed.message);
    if (event.kind !== 'epoch-ended' && event.kind !== 'run-ended') continue;
    const { fusion, readouts, unimodal } = event.accuracy;
    const own =
      event.kind === 'run-ended' ? ends[event.run] : history[event.run]?.[event.epoch - 1];
    const lab = {
      fusion,
      ...prefixed('readouts', readouts),
      ...prefixed('unimodal', unimodal),
    };
    const { test = 1, validation = 0 } = input.samples ?? {};
    const isLive = event.kind === 'epoch-ended' && validation > 0;
    const fewest = Math.min(isLive ? validation : test, ...Object.values(event.scoredOn ?? {}));
    for (const [key, value] of Object.entries(lab)) {
      // unimodal makes none
      if (value === null) continue;
      const where = `${event.run}, ${event.kind === 'run-ended' ? 'end' : `epoch ${event.epoch}`}: ${key}`;
      const off = Math.abs((own?.[key] ?? Number.NaN) - Number(value));
      expect(off, where).toBeLessThan(1.001 / fewest);
      compared += 1;
    }
  }
  return compared;
}

it('trains in PyTorch to the lab’s numbers, to others without its updates, and where samples lack a modality', {
  timeout: 120_000,
}, async ({ skip }) => {
  const python = pythonWithTorch();
  if (python === null) return skip('This computer has no Python with numpy and PyTorch.');
  const settings = parseSettings(RACE);
  const [code, gaps] = [await codeOf(settings), await codeOf(parseSettings(GAPS))];
  const update = '                    optimizer.step()\n';
  expect(code).toContain(update);
  // all in one process: most of its time goes into loading PyTorch
  const all = `FIRST = r'''${code}\n${told}'''\nexec(FIRST, {})\nexec(FIRST.replace(${JSON.stringify(update)}, ""), {})\nexec(r'''${gaps}\n${told}''', {})`;
  const printed = await runPython(python, all);
  const [right, still, there] = [...printed.matchAll(/^TOLD(.*)$/gm)].map(([, line = '']) =>
    JSON.parse(line),
  ) as [Told, Told, Told];
  expect(await compare(RACE, right)).toBeGreaterThan(100);
  expect(printed).toMatch(/^\| run \| fusion /m);
  expect(await compare(GAPS, there)).toBeGreaterThan(150);

  const [[history], [unmoved]] = [right, still];
  for (const run of runNames(settings)) {
    expect(unmoved[run], run).not.toEqual(history[run]);
    // nets that never move are measured alike after every epoch of a stage
    expect(unmoved[run]?.[1]?.['unimodal.sound']).toBe(unmoved[run]?.[0]?.['unimodal.sound']);
  }
});

type Told = readonly [
  Record<string, Record<string, number>[]>,
  Record<string, Record<string, number>>,
];

const prefixed = (word: string, record: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [`${word}.${key}`, value]));
