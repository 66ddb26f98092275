/** What the tabs say of hand-made epochs: every number can be checked by eye. */
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { settingsFrom } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { epochRecord } from '../../protocol/epoch-record';
import type { NumbersDescription } from '../../protocol/measure';
import { epochOf, sourceOf } from '../../testing/measured-epoch';
import type { ChartSource } from '../charts/chart-frame';
import type { RunRecord } from '../race-record';
import { withCostly } from './costly';
import { dialAngle, dialOf } from './dial';
import { endTable } from './end-table';
import { failureTable } from './failure-table';
import { bytesText, heldNow } from './held';
import { lossChart } from './loss-charts';
import { measureCharts } from './measure-charts';
import { chosenRun, measuredText, momentText, runOptions, separatedText } from './measure-source';
import { pairRows } from './pair-rows';
import { reliabilities } from './reliability';
import { spectrumOf } from './spectrum';
import { describedMeasure, explained, whyNot } from './why-not';

const { summary } = sourceOf([], []);
/** The chart of this name among those of its tab. */
const chartOf = (title: string, source: ChartSource, run: RunRecord | null = null) => {
  const tab = source.measures.find(({ label }) => label === title)?.tab ?? '';
  const found = measureCharts(tab, source, run).find((chart) => chart.title === title);
  if (!found) throw new Error(`There is no chart ${title}.`);
  return found;
};
const labels = (chart: { lines: readonly { label: string }[] }) =>
  chart.lines.map(({ label }) => label);

test('losses are named by what they are on, and sums that say nothing new are left out', () => {
  const losses = {
    picture: 0.5,
    sound: 1.8,
    'shared.sound': 1.6,
    'duc.picture>sound': 3.4,
    duc: 3.4,
    total: 7.3,
  };
  const source = sourceOf(
    ['joint', 'di-mml'],
    [
      epochOf('joint', 1, { losses: { fusion: 0.9, total: 0.9 } }),
      epochOf('di-mml', 1, { losses }),
    ],
    { catalogue },
  );
  expect(labels(lossChart(source, chosenRun(source, 'di-mml')))).toEqual([
    'picture head',
    'sound head',
    'sound, shared head',
    'DUC, picture to sound',
    'all together',
  ]);
  expect(labels(lossChart(source, chosenRun(source, 'joint')))).toEqual(['fused features']);
});

test('what modalities teach each other has the word of its method, and its sum no line beside it', () => {
  const [method] = catalogue.filter(({ id }) => id === 'di-mml');
  const [lesson] = method?.losses.filter(({ on }) => on === 'paired-features') ?? [];
  if (!method || !lesson) throw new Error('DI-MML has no loss between modalities.');
  const { word: _, ...bare } = { ...lesson, id: 'mutual', label: 'Mutual agreement' };
  const losses = { 'mutual.picture>sound': 3.4, 'whole:mutual': 3.4 };
  const said = (loss: typeof bare) => {
    const source = sourceOf(['di-mml'], [epochOf('di-mml', 1, { losses })], {
      catalogue: [{ ...method, losses: [loss] }],
    });
    return labels(lossChart(source, chosenRun(source, 'di-mml')));
  };
  expect(said({ ...bare, ...{ word: 'KL' } })).toEqual(['KL, picture to sound']);
  // as in descriptions of before losses had words
  expect(said(bare)).toEqual(['Mutual agreement, picture to sound']);
});

test('a loss of zero leaves a gap on the log axis', () => {
  const source = sourceOf(
    ['joint'],
    [
      epochOf('joint', 1, { losses: { fusion: 0 } }),
      epochOf('joint', 2, { losses: { fusion: 0.5 } }),
    ],
  );
  const [line] = lossChart(source, chosenRun(source, null)).lines;
  expect(line?.points.map(({ value }) => value)).toEqual([null, 0.5]);
});

test('losses of which one falls below zero stand on a linear axis, zeros too', () => {
  const source = sourceOf(
    ['tcmax'],
    [
      epochOf('tcmax', 1, { losses: { fusion: 0 } }),
      epochOf('tcmax', 2, { losses: { fusion: -0.5 } }),
    ],
  );
  const { lines, unit, subtitle } = lossChart(source, chosenRun(source, null));
  expect(unit).toBe('amount');
  expect(subtitle).toContain('linear axis');
  expect(lines[0]?.points.map(({ value }) => value)).toEqual([0, -0.5]);
});

test('gradients of all runs stand in one chart, an encoder at rest has no line', () => {
  const source = sourceOf(
    ['joint', 'di-mml'],
    [
      epochOf('joint', 1, { gradientNorm: { picture: 0.1, sound: 0.02 } }),
      epochOf('di-mml', 1, { gradientNorm: { picture: null, sound: 0.3 } }),
    ],
  );
  expect(labels(chartOf('Relative gradient norm', source))).toEqual([
    'picture, Joint',
    'sound, Joint',
    'sound, DI-MML',
  ]);
});

test('a costly measure that was not due leaves no gap in its line, one that is not defined does, and the chart says how often', () => {
  const at = (epoch: number, isDue: boolean, cka: number | null) =>
    epochOf('joint', epoch, { costly: { every: 2, isDue }, cka });
  const epochs = [at(1, true, 0.1), at(2, true, null), at(3, false, null), at(4, true, 0.4)];
  const source = sourceOf(['joint'], epochs);
  const chart = chartOf('Likeness of the features', source);
  expect(chart.subtitle).toContain('every 2nd epoch');
  expect(chart.lines[0]?.points).toEqual([
    { epoch: 1, value: 0.1 },
    { epoch: 2, value: null },
    { epoch: 4, value: 0.4 },
  ]);
  expect(chartOf('DUC alignment', source).subtitle).not.toContain('epoch');
  const always = sourceOf(['joint'], [epochOf('joint', 1, { cka: 0.1 })]);
  expect(chartOf('Likeness of the features', always).subtitle).not.toContain('epoch');
});

test('what is costly is shown as it was measured last, and says when that was', () => {
  const at = (epoch: number, isDue: boolean) =>
    epochOf('joint', epoch, { costly: { every: 4, isDue } });
  const source = sourceOf(['joint'], [at(1, true), at(4, true), at(5, false), at(6, false)]);
  const run = chosenRun(source, null);
  const shown = run?.epochs.at(-1) ?? null;
  const stands = withCostly(run, shown);
  expect(stands?.epoch).toBe(4);
  if (!stands || !shown) throw new Error('There is no epoch.');
  expect(momentText(stands, shown)).toBe(
    'epoch 4, for this is measured every 4th epoch \u00B7 held-out: test split',
  );
  expect(withCostly(run, stands)).toBe(stands);
  expect(momentText(stands)).toBe('epoch 4 \u00B7 held-out: test split');
  expect(measuredText(stands, stands)).toBe(
    'epoch 4 \u00B7 held-out: test split, at most 512 samples, drawn by seed',
  );
  expect(separatedText(stands, stands)).toBe(
    'epoch 4 \u00B7 training split, at most 2,000 samples, drawn by seed',
  );
});

test('the dial stands on its head at balance and rests at its ends beyond them', () => {
  expect(dialAngle(1)).toBe(0);
  expect(dialAngle(4)).toBeCloseTo(45);
  expect(dialAngle(1 / 4)).toBeCloseTo(-45);
  expect(dialAngle(1000)).toBe(90);
});

test('the dial names who leads, or that nobody does', () => {
  const lead = epochOf('joint', 1, {
    discrepancyRatio: { picture: 4, sound: 0.25 },
    discrepancyRatioTraining: { picture: 5, sound: 0.2 },
  });
  expect(dialOf(lead, summary)?.told).toBe(
    'The picture is 4.0 times as sure of the right class as the sound.',
  );
  expect(dialOf(lead, summary)?.needles[0]).toMatchObject({ heldOut: 4, training: 5 });
  // a ratio near 1 is read as it is, and called neither level nor a lead
  const near = epochOf('joint', 1, { discrepancyRatio: { picture: 0.92, sound: 1.08 } });
  expect(dialOf(near, summary)?.told).toBe(
    'The sound is 1.1 times as sure of the right class as the picture.',
  );
  const even = epochOf('joint', 1, { discrepancyRatio: { picture: 1.04, sound: 0.96 } });
  expect(dialOf(even, summary)?.told).toBe(
    'The picture is as sure of the right class as the sound, to one decimal.',
  );
  expect(dialOf(epochOf('joint', 1), summary)).toBeNull();
});

test('training accuracy is a line for each run that says it, and files without it still open', () => {
  const epochs = [
    epochOf('joint', 1, { trainingAccuracy: { fusion: 0.5 } }),
    epochOf('joint', 2, { trainingAccuracy: { fusion: 0.98 } }),
    epochOf('di-mml', 1),
  ];
  const chart = chartOf('Training accuracy', sourceOf(['joint', 'di-mml'], epochs));
  expect(labels(chart)).toEqual(['Joint']);
  expect(chart.lines[0]?.points.map(({ value }) => value)).toEqual([0.5, 0.98]);
  for (const epoch of epochs) expect(v.parse(epochRecord, epoch)).toEqual(epoch);
});

test('the ratio is drawn on held-out and on training samples around balance', () => {
  const source = sourceOf(
    ['joint'],
    [
      epochOf('joint', 1, {
        discrepancyRatio: { picture: 2, sound: 0.5 },
        discrepancyRatioTraining: { picture: 3, sound: 0.3 },
      }),
    ],
  );
  const chart = chartOf('Discrepancy ratio by epoch', source, chosenRun(source, null));
  expect(labels(chart)).toEqual([
    'picture, held-out',
    'sound, held-out',
    'picture, training',
    'sound, training',
  ]);
  expect(chart.levels).toMatchObject([{ label: 'balance', value: 1 }]);
});

const SPECTRUM = {
  separability: { picture: [0.9, 0.2, 0.8, 0.1], sound: [0.7, 0.6, 0.1, 0.2] },
  mean: { picture: 0.5, sound: 0.4 },
  sizes: { both: 1, only: { picture: 1, sound: 1 }, neither: 1 },
  drift: [{ teacher: 'picture', student: 'sound', jaccard: 0.5 }],
};
const PAIR = {
  teacher: 'picture',
  student: 'sound',
  dimensions: [2],
  paired: null,
  shuffled: null,
  shuffledWithinClass: null,
  retrieval: 0.25,
  retrievalChance: 0.1,
  nats: 0.3,
  transferGain: 0.05,
};
const spectral = epochOf('di-mml', 8, {
  dimensionSpectrum: SPECTRUM,
  pairAlignments: [PAIR],
  setsFixed: true,
});

test('dimensions are sorted by separability and coloured by who finds them effective', () => {
  const spectrum = spectrumOf(spectral, summary);
  const [picture, sound] = spectrum?.strips ?? [];
  expect(picture?.bars.map(({ dimension, tone }) => [dimension, tone])).toEqual([
    [0, 'fusion'],
    [2, 'modality-1'],
    [1, 'modality-2'],
    [3, 'quiet'],
  ]);
  expect(picture?.bars.find(({ teaches }) => teaches)?.dimension).toBe(2);
  expect(sound?.bars.find(({ learns }) => learns)?.dimension).toBe(2);
  expect(spectrum?.keys?.map(({ label, count }) => `${label} ${count}`)).toEqual([
    'only picture 1',
    'only sound 1',
    'both 1',
    'neither 1',
  ]);
});

test('features of different lengths are each held against their own mean line', () => {
  const uneven = epochOf('joint', 1, {
    dimensionSpectrum: {
      separability: { picture: [0.9, 0.1], sound: [0.9] },
      mean: { picture: 0.5, sound: 0.9 },
      sizes: null,
      drift: null,
    },
  });
  const spectrum = spectrumOf(uneven, summary);
  expect(spectrum?.keys).toBeNull();
  expect(spectrum?.strips[0]?.bars[0]?.tone).toBe('modality-1');
});

test('a pair says how many dimensions it has and how much of its set is unchanged', () => {
  expect(pairRows(spectral, summary)).toMatchObject([
    { teacher: { word: 'picture' }, student: { word: 'sound' }, size: 1, unchanged: 0.5 },
  ]);
});

test('the table of who is right gives weights and accuracies, own heads first, the prediction last', () => {
  const epoch = epochOf('di-mml', 9, {
    certaintyByFailure: [
      {
        right: ['picture', 'sound'],
        count: 24,
        weights: { fusionHead: 0.7, picture: 0.3 },
        accuracy: { fusion: 1, picture: 1, 'shared.sound': 0.5 },
      },
      { right: ['picture'], count: 0, weights: null, accuracy: null },
      {
        right: ['sound'],
        count: 9,
        weights: { fusionHead: 0.6, picture: 0.4 },
        accuracy: { fusion: 0.2, picture: 0, 'shared.sound': 0.6 },
      },
      {
        right: [],
        count: 3,
        weights: { fusionHead: 0.5, picture: 0.5 },
        accuracy: { fusion: 0, picture: 0, 'shared.sound': 0 },
      },
    ],
  });
  const table = failureTable(epoch, summary);
  expect(table?.columns.map(({ label, count }) => `${label} ${count}`)).toEqual([
    'both 24',
    'only picture 0',
    'only sound 9',
    'neither 3',
  ]);
  expect(table?.weights.map(({ label }) => label)).toEqual(['picture head', 'fusion head']);
  expect(table?.weights[0]?.cells).toEqual([0.3, null, 0.4, 0.5]);
  expect(table?.accuracy.map(({ label }) => label)).toEqual([
    'picture head',
    'sound, shared head',
    'prediction',
  ]);
});

test('of the many groups that four modalities make only those with samples have a column', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const certaintyByFailure = Array.from({ length: 2 ** ids.length }, (_, group) => {
    const isThere = group === 0 || group === 9;
    return {
      right: ids.filter((_, m) => ((group >> m) & 1) === 0),
      count: isThere ? 5 : 0,
      weights: null,
      accuracy: isThere ? { fusion: 1 } : null,
    };
  });
  const table = failureTable(epochOf('joint', 1, { certaintyByFailure }), summary);
  expect(table?.columns.map(({ count }) => count)).toEqual([5, 5]);
  expect(table?.leftOut).toBe(14);
  expect(table?.accuracy.map(({ cells }) => cells)).toEqual([[1, 1]]);
});

test('a head that is surer than right is called so, and empty bins draw no dot', () => {
  const calibration = {
    sound: { error: 0.3, count: [0, 4], confidence: [null, 0.9], accuracy: [null, 0.6] },
  };
  const [head] = reliabilities(epochOf('joint', 1, { calibration }), summary);
  expect(head).toMatchObject({ label: 'sound head', error: 0.3, told: 'surer than right' });
  expect(head?.dots).toEqual([{ confidence: 0.9, accuracy: 0.6, count: 4, share: 1 }]);
});

test('geometry and cost have a line per run, with the dash the run has everywhere', () => {
  const source = sourceOf(
    ['joint', 'di-mml'],
    [
      epochOf('joint', 1, { modalityGap: 0.7, cka: 0.1 }),
      epochOf('di-mml', 1, { modalityGap: 0.6, cka: 0.2 }),
    ],
  );
  const charts = measureCharts('geometry', source, null);
  const titled = (title: string) => charts.find((chart) => chart.title === title);
  const [gap, perStep] = [titled('Modality gap'), titled('Time per step')];
  expect(gap?.lines.map(({ name, dash }) => [name, dash])).toEqual([
    ['Joint', 'dashed'],
    ['DI-MML', 'solid'],
  ]);
  expect(perStep?.lines).toHaveLength(2);
  expect(heldNow(source.record)).toEqual({ arrays: 40, bytes: 4_700_000 });
  expect([bytesText(12), bytesText(4_700_000)]).toEqual(['12\u00A0bytes', '4.7\u00A0MB']);
});

test('what is missing says why: heavy measures off, not yet, or not defined for this method', () => {
  const ended = [epochOf('joint', 1, { discrepancyRatio: null, gradientCosine: null })];
  const off = sourceOf(['joint'], ended, {
    settings: settingsFrom({ measures: { heavy: false } }),
  });
  expect(chartOf('Contribution to the prediction', off, chosenRun(off, null)).empty).toContain(
    'measures.heavy is off',
  );
  expect(
    whyNot(describedMeasure(measureCatalogue, 'discrepancyRatio'), off, chosenRun(off, null)),
  ).toBe('Joint has no readout of one modality alone, so there is no ratio.');
  const on = sourceOf(['joint'], ended);
  expect(chartOf('Gradient cosine', on, chosenRun(on, null)).empty).toContain(
    'no fused loss reaches',
  );
  expect(
    whyNot(describedMeasure(measureCatalogue, 'dimensionSpectrum'), sourceOf(['joint'], []), null),
  ).toContain('will appear here');
});

test('a run that is not in the race gives way to the first', () => {
  const source = sourceOf(['joint', 'di-mml'], []);
  expect(chosenRun(source, 'ogm')?.name).toBe('joint');
  expect(runOptions(source).map(({ dash }) => dash)).toEqual(['dashed', 'solid']);
});

const NEW: NumbersDescription = {
  id: 'surprise',
  label: 'Surprise',
  explanation: 'How surprised it is.',
  per: 'head',
  unit: 'magnitude',
  subtitle: 'of {split}',
  shows: 'chosen-run',
  heavy: false,
  tab: 'somewhere',
  waiting: 'Surprise will show here.',
  absent: '{run} is never surprised.',
};
const withNew = (change: Partial<NumbersDescription>, epochs: Parameters<typeof sourceOf>[1]) =>
  sourceOf(['joint', 'di-mml'], epochs, { measures: [...measureCatalogue, { ...NEW, ...change }] });

test('a measure that nobody has heard of has its chart from its description alone', () => {
  const surprise = { fusion: 2, 'shared.sound': 3, sound: 0, picture: 1 };
  const source = withNew({}, [epochOf('joint', 1, { surprise })]);
  const [chart] = measureCharts('somewhere', source, chosenRun(source, 'joint'));
  expect(chart).toMatchObject({
    id: 'surprise',
    title: 'Surprise',
    explanation: 'How surprised it is.',
    subtitle: 'of test',
    unit: 'magnitude',
  });
  // a log axis cannot show the sound's zero
  expect(chart?.lines.map(({ label, tone, key }) => [label, tone, key])).toEqual([
    ['picture head, Joint', 'modality-1', 'joint.surprise.picture'],
    ['sound, shared head, Joint', 'modality-2', 'joint.surprise.shared.sound'],
    ['prediction, Joint', 'fusion', 'joint.surprise.fusion'],
  ]);
  const other = measureCharts('somewhere', source, chosenRun(source, 'di-mml'))[0];
  expect(other).toMatchObject({ empty: 'Surprise will show here.', isAbsent: false });
});

test('a table of the end names the split that its numbers are of, as a chart does', () => {
  const source = withNew({ per: 'run', when: 'end' }, [epochOf('joint', 1, { surprise: 2 })]);
  expect(endTable('somewhere', source)?.groups.map(({ subtitle }) => subtitle)).toEqual([
    'of test',
  ]);
});

test('a measure of pairs has the colour of who learns, and one of every run its dashes', () => {
  const surprise = { 'pair.picture>sound': 1, 'pair.sound>picture': 2 };
  const source = withNew({ per: 'pair', shows: 'every-run' }, [
    epochOf('joint', 1, { surprise }),
    epochOf('di-mml', 1, { surprise }),
  ]);
  const [chart] = measureCharts('somewhere', source, null);
  expect(chart?.lines.map(({ label, tone, dash }) => [label, tone, dash])).toEqual([
    ['picture to sound, Joint', 'modality-2', 'dashed'],
    ['sound to picture, Joint', 'modality-1', 'dashed'],
    ['picture to sound, DI-MML', 'modality-2', 'solid'],
    ['sound to picture, DI-MML', 'modality-1', 'solid'],
  ]);
});

test('an old epoch that lacks a measure, or has nonsense in its place, leaves a gap', () => {
  const source = withNew({ per: 'modality' }, [
    epochOf('joint', 1),
    epochOf('joint', 2, { surprise: [1, 2] }),
    epochOf('joint', 3, { surprise: { sound: 4 } }),
  ]);
  const [chart] = measureCharts('somewhere', source, chosenRun(source, 'joint'));
  expect(
    chart?.lines.map(({ label, points }) => [label, points.map(({ value }) => value)]),
  ).toEqual([['sound, Joint', [null, null, 4]]]);
  const none = withNew({ per: 'modality' }, [epochOf('joint', 1, { surprise: null })]);
  expect(measureCharts('somewhere', none, chosenRun(none, 'joint'))[0]).toMatchObject({
    empty: 'Joint is never surprised.',
    isAbsent: true,
  });
  // the run's version did not look, so nothing may be said of its method
  const before = withNew({ per: 'modality' }, [epochOf('joint', 1)]);
  expect(measureCharts('somewhere', before, chosenRun(before, 'joint'))[0]).toMatchObject({
    empty: expect.stringContaining('kept by a version of the lab that did not measure it yet'),
    isAbsent: true,
  });
});

test('before the lab has said what it measures, nothing is explained and nothing is drawn', () => {
  const source = sourceOf(['joint'], [epochOf('joint', 1, { cka: 0.2 })], { measures: [] });
  expect(measureCharts('geometry', source, null)).toEqual([]);
  expect(explained(source.measures, 'pairAlignments', 'nats')).toBeUndefined();
  expect(whyNot(undefined, source, null)).toBe(
    'What is measured will appear here once the lab is open.',
  );
});

test('what is measured once stands in a table, run by run, and a missing value says why', () => {
  const source = sourceOf(
    ['joint', 'unimodal'],
    [
      epochOf('joint', 1, {}),
      epochOf('joint', 2, { interaction: -0.004, perceptualScore: { picture: 0.5, sound: 0.021 } }),
      epochOf('unimodal', 2, {}),
    ],
    { catalogue, measures: measureCatalogue },
  );
  const table = endTable('competition', source);
  expect(
    table?.groups.map(({ label, columns }) => [label, columns.map((each) => each.label)]),
  ).toEqual([
    ['Right answers that hang on a modality', ['picture', 'sound']],
    ['Worth of the interaction', ['prediction']],
  ]);
  expect(table?.rows.map(({ cells }) => cells)).toEqual([
    ['+50.0', '+2.1', '−0.4'],
    [null, null, null],
  ]);
  expect(endTable('losses', source)).toBeNull();
  // a chart of one point would say nothing
  expect(measureCharts('competition', source, null).map(({ id }) => id)).not.toContain(
    'interaction',
  );
});
