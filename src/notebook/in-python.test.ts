/**
 * The notebook's numbers beside the lab's, where this computer has Python with PyTorch: a tiny race of several methods,
 * after every epoch to within a test sample; and notebooks with a line taken out or changed, which must differ.
 */
import { expect, it } from 'vitest';
import { openDataSet } from '../data/open';
import { catalogue } from '../method/catalogue';
import type { LabEvent } from '../protocol/messages';
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

/** Batch norms, and methods that send more through an encoder than the batch that trains it; a single sample is left over. */
const BATCH_NORMS: SettingsInput = {
  ...RACE,
  epochs: 2,
  optimizer: { learningRate: 0.002 },
  samples: { train: 33, validation: 24, test: 40 },
  encoders: { picture: { kind: 'resnet18', width: 4 }, sound: { hidden: [12], featureDim: 32 } },
  methodDefaults: { '*': { fusionEpochs: 1, teacherEpochs: 1 } },
  methods: {
    'di-mml': { duc: { warmupEpochs: 1 } },
    umt: {},
    agm: {},
    'g-blend': { superEpoch: 1 },
  },
};

/** Statistics of a batch and running ones confused, everywhere or by one method: lines, what they become, and whom it meets. */
const CONFUSED: readonly {
  readonly changes: readonly (readonly [from: string, to: string])[];
  readonly meets: readonly string[];
}[] = [
  {
    changes: [['        self.encoders.eval()\n', '']],
    meets: ['agm', 'di-mml', 'g-blend', 'umt'],
  },
  {
    changes: [['        self.encoders.train()\n', '']],
    meets: ['agm', 'di-mml', 'g-blend', 'umt'],
  },
  {
    changes: [
      ['in features], self.read)', 'in features], self.encode)'],
      [
        'self.models.features(split)',
        'torch.no_grad()(self.models.encode)(split["x"], split["has"])',
      ],
      ['[*parameters, *self.encoders.buffers()]', 'parameters'],
    ],
    meets: ['agm', 'g-blend', 'umt'],
  },
];

const told = 'import json\nprint("TOLD" + json.dumps([HISTORY, ENDS]))';

async function codeOf(settings: Settings): Promise<string> {
  const dataSet = await openDataSet(settings, () => Promise.reject(new Error('no assets here')));
  const { text } = await writeNotebook({ settings, catalogue, dataSet, name: 'race' });
  return (JSON.parse(text).cells as { cell_type: string; source: string[] }[])
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n\n');
}

/** What the lab says of a race. */
async function trained(input: SettingsInput): Promise<readonly LabEvent[]> {
  const { lab, events } = await openTinyLab('wasm');
  lab.send({ kind: 'start-race', settings: input, withReference: false, paused: false });
  await lab.settled();
  await lab.closed();
  for (const event of events) {
    if (event.kind === 'run-failed') throw new Error(event.failed.message);
  }
  return events;
}

/** Holds every accuracy of the lab's race against what Python told. @returns how many there were, and which are apart. */
function compare(
  input: SettingsInput,
  events: readonly LabEvent[],
  [history, ends]: Told,
): { compared: number; apart: readonly { run: string; where: string; off: number }[] } {
  const apart: { run: string; where: string; off: number }[] = [];
  let compared = 0;
  for (const event of events) {
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
      const where = `${event.kind === 'run-ended' ? 'end' : `epoch ${event.epoch}`}: ${key}`;
      const off = Math.abs((own?.[key] ?? Number.NaN) - Number(value));
      if (!(off < 1.001 / fewest)) apart.push({ run: event.run, where, off });
      compared += 1;
    }
  }
  return { compared, apart };
}

it('trains in PyTorch to the lab’s numbers, to others without its updates, and where samples lack a modality', {
  timeout: 120_000,
}, async ({ skip }) => {
  const python = pythonWithTorch();
  if (python === null) return skip('This computer has no Python with numpy and PyTorch.');
  const settings = parseSettings(RACE);
  const [code, gaps] = [await codeOf(settings), await codeOf(parseSettings(GAPS))];
  const norms = await codeOf(parseSettings(BATCH_NORMS));
  const confused = CONFUSED.map(({ changes }) => changes.reduce(changed, norms));
  const update = '                    optimizer.step()\n';
  // all in one process: most of its time goes into loading PyTorch
  const all = [code, changed(code, [update, '']), gaps, norms, ...confused];
  const printed = await runPython(
    python,
    all.map((text) => `exec(r'''${text}\n${told}''', {})`).join('\n'),
  );
  const [right, still, there, normed, ...mistaken] = [...printed.matchAll(/^TOLD(.*)$/gm)].map(
    ([, line = '']) => JSON.parse(line),
  ) as [Told, Told, Told, Told, ...Told[]];
  expect(compare(RACE, await trained(RACE), right)).toEqual({
    compared: expect.toSatisfy((count) => count > 100),
    apart: [],
  });
  expect(printed).toMatch(/^\| run \| fusion /m);
  expect(compare(GAPS, await trained(GAPS), there)).toEqual({
    compared: expect.toSatisfy((count) => count > 150),
    apart: [],
  });
  const batchNorms = await trained(BATCH_NORMS);
  expect(compare(BATCH_NORMS, batchNorms, normed)).toEqual({
    compared: expect.toSatisfy((count) => count > 50),
    apart: [],
  });
  const met = mistaken.map((mistake) => {
    const { apart } = compare(BATCH_NORMS, batchNorms, mistake);
    return [...new Set(apart.map(({ run }) => run))].sort();
  });
  expect(met).toEqual(CONFUSED.map(({ meets }) => meets));

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

/** A text with another in the place of one that it holds. */
function changed(text: string, [from, to]: readonly [string, string]): string {
  expect(text).toContain(from);
  return text.replaceAll(from, to);
}

const prefixed = (word: string, record: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [`${word}.${key}`, value]));
