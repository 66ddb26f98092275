/**
 * The notebook's numbers beside the lab's, where this computer has Python with PyTorch: a tiny race of several methods,
 * after every epoch to within a test sample; and a notebook one of whose update lines is taken out, which must differ.
 */
import { expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { catalogue } from '../method/catalogue';
import { parseSettings, runNames, type SettingsInput } from '../protocol/settings';
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
  },
};

it('trains in PyTorch to the lab’s numbers, and to others without its updates', {
  timeout: 60_000,
}, async ({ skip }) => {
  const python = pythonWithTorch();
  if (python === null) return skip('This computer has no Python with numpy and PyTorch.');
  const settings = parseSettings(RACE);
  const dataSet = generateDataSet(settings);
  const { text } = await writeNotebook({ settings, catalogue, dataSet, name: 'race' });
  const code = (JSON.parse(text).cells as { cell_type: string; source: string[] }[])
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => source.join(''))
    .join('\n\n');
  const told = 'import json\nprint("TOLD" + json.dumps([HISTORY, ENDS]))';
  const update = '                optimizer.step()\n';
  expect(code).toContain(update);
  // both in one process: most of its time goes into loading PyTorch
  const both = `FIRST = r'''${code}\n${told}'''\nexec(FIRST, {})\nexec(FIRST.replace(${JSON.stringify(update)}, ""), {})`;
  const printed = await runPython(python, both);
  const [right, still] = [...printed.matchAll(/^TOLD(.*)$/gm)].map(([, line = '']) =>
    JSON.parse(line),
  ) as [Told, Told];
  const [history, ends] = right;

  const { lab, events } = await openTinyLab('wasm');
  lab.send({ kind: 'start-race', settings: RACE, withReference: false, paused: false });
  await lab.settled();
  await lab.closed();
  const sample = 1.001 / dataSet.split.test.length;
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
    for (const [key, value] of Object.entries(lab)) {
      const where = `${event.run}, ${event.kind === 'run-ended' ? 'end' : `epoch ${event.epoch}`}: ${key}`;
      expect(Math.abs((own?.[key] ?? Number.NaN) - Number(value)), where).toBeLessThan(sample);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(100);
  expect(printed).toMatch(/^\| run \| fusion /m);

  const [unmoved] = still;
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
