/** The sentence, the table and the charts from the same hand-made race. */
import { expect, test } from 'vitest';
import { defaultSettings } from '../data/starting-settings';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { EpochEnded, RunEvent } from '../protocol/events';
import { fakeCatalogue, fakeSummary } from '../testing/fake-lab-data';
import { type EpochParts, epochOf } from '../testing/measured-epoch';
import { raceCharts } from './charts/race-charts';
import { endRows } from './end-numbers';
import { projectedCharts } from './projector/projected-charts';
import { recordAfter, waitingRuns } from './race-record';
import { tellRace } from './tell-race';

const LABELS: Record<string, string> = {
  joint: 'Joint',
  'di-mml': 'DI-MML',
  [REFERENCE_RUN]: 'Unimodal',
};
const settings = defaultSettings();
const summary = fakeSummary(settings);

const epochEnded = (run: string, epoch: number, sound: number, rest: EpochParts = {}): EpochEnded =>
  epochOf(run, epoch, {
    accuracy: { fusion: 0.8, unimodal: { picture: 0.79, sound }, readouts: {} },
    ...rest,
  });

const started = (run: string, epochs = 40): RunEvent => ({
  kind: 'run-started',
  run,
  seq: 1,
  label: LABELS[run] ?? run,
  backend: 'cpu',
  adapter: '',
  epochs,
  stepsPerEpoch: 1,
});

const ended = (run: string, fusion: number | null, sound: number): RunEvent => ({
  kind: 'run-ended',
  run,
  seq: 1,
  label: LABELS[run] ?? run,
  accuracy: { fusion, unimodal: { picture: 0.79, sound }, readouts: {} },
  ridge: { picture: 0.79, sound },
  durationMs: 1,
});

const race = (names: readonly string[], events: readonly RunEvent[]) =>
  recordAfter(waitingRuns(names), [...names.map((name) => started(name)), ...events]);

const ALL = ['joint', 'di-mml', REFERENCE_RUN];
const tell = (record: ReturnType<typeof race>, isOver = false, counts = summary.counts) =>
  tellRace({
    record,
    levels: null,
    summary: { ...summary, counts },
    catalogue: fakeCatalogue,
    ended: isOver,
  })?.replaceAll('\u00A0', ' ');

test('while the reference still trains the sentence holds each run against what it has reached by then', () => {
  const record = race(ALL, [epochEnded('joint', 3, 0.3), epochEnded(REFERENCE_RUN, 3, 0.6)]);
  expect(tell(record)).toBe(
    'Epoch 3: picture stands at 79.0 % alone and 79.0 % under joint training; sound stands at 60.0 % alone and 30.0 % under joint training.',
  );
});

test('without a reference the sentence gives numbers and compares nothing', () => {
  const record = race(
    ['joint', 'di-mml'],
    [epochEnded('joint', 3, 0.3), epochEnded('di-mml', 3, 0.6)],
  );
  expect(tell(record)).toBe(
    'Epoch 3: picture stands at 79.0 % under joint training and 79.0 % under DI-MML; sound stands at 30.0 % under joint training and 60.0 % under DI-MML; how far each gets alone is not known yet.',
  );
});

const finished = (jointFusion: number, diFusion: number, sound = 0.45) =>
  race(ALL, [
    epochEnded('joint', 40, sound),
    epochEnded('di-mml', 40, 0.74),
    epochEnded(REFERENCE_RUN, 40, 0.74),
    ended('joint', jointFusion, sound),
    ended('di-mml', diFusion, 0.74),
    ended(REFERENCE_RUN, null, 0.75),
  ]);

test('before the first epoch there is nothing to tell', () => {
  expect(tell(race(ALL, []))).toBeUndefined();
});

test('the table gives the competition gap by the logistic probe, once both numbers stand', () => {
  const rows = endRows({ record: finished(0.82, 0.92), levels: null }, summary);
  expect(rows.map(({ label }) => label)).toEqual(['Joint', 'DI-MML', 'Each trained alone']);
  expect(rows[0]?.cells[1]?.gap).toBeCloseTo(0.3);
  expect(rows[2]?.cells[1]).toEqual({
    modality: 'sound',
    accuracy: 0.75,
    gap: null,
    verdict: null,
  });
});

test('a reference known from an earlier race fills its row and draws its whole curve without training', () => {
  const said = (sound: number) => ({ accuracy: { sound }, right: null });
  const levels = {
    alone: [
      { epoch: 1, ...said(0.4) },
      { epoch: 2, ...said(0.71) },
    ],
    end: said(0.75),
    untrained: { sound: 0.3 },
  };
  const record = race(['joint'], [epochEnded('joint', 40, 0.45), ended('joint', 0.8, 0.45)]);
  expect(endRows({ record, levels }, summary).at(-1)?.cells[1]?.accuracy).toBe(0.75);
  const [unimodal] = raceCharts({
    record,
    levels,
    summary,
    settings,
    catalogue: fakeCatalogue,
    measures: measureCatalogue,
  });
  const { points, label } = unimodal.lines.find(({ key }) => key === 'alone.sound') ?? {};
  expect(label).toBe('sound alone');
  expect(points).toEqual([
    { epoch: 1, value: 0.4 },
    { epoch: 2, value: 0.71 },
  ]);
  expect(unimodal.levels.map(({ key, value }) => [key, value])).toContainEqual([
    'untrained.sound',
    0.3,
  ]);
});

test('the curve trained alone grows while its run trains, and no line of that run is drawn besides', () => {
  const chart = (record: ReturnType<typeof race>) =>
    raceCharts({
      record,
      levels: null,
      summary,
      settings,
      catalogue: fakeCatalogue,
      measures: measureCatalogue,
    })[0];
  const first = [epochEnded('joint', 1, 0.2), epochEnded(REFERENCE_RUN, 1, 0.3)];
  const second = [epochEnded('joint', 2, 0.25), epochEnded(REFERENCE_RUN, 2, 0.5)];
  const grown = (record: ReturnType<typeof race>) =>
    chart(record)
      .lines.filter(({ tone }) => tone === 'modality-2')
      .map(({ key, points }) => [key, points.map(({ value }) => value)]);
  expect(grown(race(ALL, first))).toEqual([
    ['joint.sound', [0.2]],
    ['alone.sound', [0.3]],
  ]);
  expect(grown(race(ALL, [...first, ...second]))).toEqual([
    ['joint.sound', [0.2, 0.25]],
    ['alone.sound', [0.3, 0.5]],
  ]);
});

test('of an old file, which knows only where they ended, the end is a level and no curve', () => {
  const said = { accuracy: { sound: 0.71 }, right: null };
  const [unimodal] = raceCharts({
    record: race(['joint'], [epochEnded('joint', 40, 0.45)]),
    levels: { alone: [{ epoch: 40, ...said }], end: said, untrained: {} },
    summary,
    settings,
    catalogue: fakeCatalogue,
    measures: measureCatalogue,
  });
  expect(unimodal.levels.map(({ key, value }) => [key, value])).toContainEqual([
    'alone.sound',
    0.71,
  ]);
  expect(unimodal.lines.map(({ key }) => key)).not.toContain('alone.sound');
});

test('a run that has failed says after which epoch it stopped, and keeps no end number', () => {
  const failed = { code: 'diverged', message: '', hint: '' };
  const record = race(
    ['joint'],
    [
      epochEnded('joint', 1, 0.2),
      { kind: 'run-failed', run: 'joint', seq: 1, label: 'Joint', failed },
    ],
  );
  expect(endRows({ record, levels: null }, summary)[0]).toMatchObject({
    state: 'stopped after epoch 1',
    fusion: null,
  });
  expect(tell(record)).toContain('Joint stopped after epoch 1; its curves end there.');
});

test('the charts hold a line per modality and run, and name what only stands in for a prediction', () => {
  const record = race(
    ['joint', 'di-mml'],
    [epochEnded('joint', 1, 0.3), epochEnded('di-mml', 1, 0.4, { fusionSource: 'ensemble' })],
  );
  const [unimodal, fusion, alignment] = projectedCharts({
    record,
    levels: null,
    summary,
    settings,
    catalogue: fakeCatalogue,
    measures: measureCatalogue,
  });
  expect(unimodal.lines.map(({ name, dash, tone }) => [name, dash, tone])).toEqual([
    ['Picture, Joint', 'dashed', 'modality-1'],
    ['Sound, Joint', 'dashed', 'modality-2'],
    ['Picture, DI-MML', 'solid', 'modality-1'],
    ['Sound, DI-MML', 'solid', 'modality-2'],
  ]);
  expect(fusion.lines.map(({ name, weight }) => [name, weight])).toEqual([
    ['Joint, its own prediction', 'normal'],
    ['DI-MML, ensemble of private heads', 'thin'],
  ]);
  expect(unimodal.levels).toEqual([
    { key: 'guessing', label: 'guessing', tone: 'quiet', value: 1 / 8 },
  ]);
  expect(alignment?.lines).toEqual([]);
});

test('before a race the epoch axis has the length the settings promise, all stages together', () => {
  const [chart] = raceCharts({
    record: [],
    levels: null,
    summary,
    settings,
    catalogue: fakeCatalogue,
    measures: measureCatalogue,
  });
  expect(chart.lastEpoch).toBe(55);
});

test('a run that still waits counts with what the settings promise of it', () => {
  const lengthAfter = (...events: RunEvent[]) =>
    raceCharts({
      record: recordAfter(waitingRuns(['joint', 'di-mml']), events),
      levels: null,
      summary,
      settings,
      catalogue: fakeCatalogue,
      measures: measureCatalogue,
    })[0].lastEpoch;
  expect(lengthAfter(started('joint'))).toBe(55);
  const failed = { code: 'settings-invalid', message: 'no', hint: '' };
  // one that was refused before its first step adds nothing
  const refused = { kind: 'run-failed', run: 'di-mml', seq: 0, label: 'DI-MML', failed } as const;
  expect(lengthAfter(started('joint'), refused)).toBe(40);
});
