/** Run files of old versions open: what they hold is all there, and what this lab measures besides is null. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import type { EpochEnded } from '../../protocol/events';
import { type MeasuredValue, measured } from '../../protocol/measure';
import type { ReferenceLevels } from '../../protocol/reference-levels';
import { unpackSnapshots } from './pack-snapshots';
import { readRunFile, writeRunFile } from './run-file';
import { pastRaceOf } from './show-run';

const FOLDER = new URL('../../testing/run-files/', import.meta.url);
/** Its modalities are called like numbers of the whole, which format 1 could not tell apart. */
const AWKWARD = 'format-1-names.json';
const all = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const files = all.filter((name) => name !== AWKWARD);
const textOf = (name: string) => readFileSync(new URL(name, FOLDER), 'utf8');

interface RawRun {
  readonly stored: {
    readonly run: {
      readonly name: string;
      readonly epochs: readonly { readonly accuracy: { readonly unimodal: object } }[];
      readonly end: object;
    };
    readonly settings: object;
    readonly levels: {
      readonly alone: Readonly<Record<string, { readonly logistic: number }>>;
    };
  };
  readonly snapshots: { readonly taken: readonly object[] };
}
/** Until format 2 live numbers were of another probe; the end of the encoders trained alone is as it is today. */
function aloneOf({ levels }: RawRun['stored']): ReferenceLevels {
  const accuracy = Object.fromEntries(
    Object.entries(levels.alone).map(([id, { logistic }]) => [id, logistic]),
  );
  return { alone: [], end: { accuracy, right: null }, untrained: {} };
}

/** Their live numbers stand under the name of their probe. */
const epochsOf = ({ run }: RawRun['stored']) =>
  run.epochs.map((epoch) => ({
    ...epoch,
    accuracy: { ...epoch.accuracy, unimodal: {} },
    ridge: epoch.accuracy.unimodal,
  }));

const rawRuns = (name: string): readonly RawRun[] => JSON.parse(textOf(name)).runs;

test('there is a file of every version, each small enough to be kept for ever', () => {
  expect(all).toContain('format-1.json');
  expect(all).toContain('format-2.json');
  expect(all).toContain(AWKWARD);
  for (const name of all) expect(textOf(name).length, name).toBeLessThan(60_000);
});

test.each(files)('%s opens with nothing lost', (name) => {
  const { runs, repairs } = readRunFile(name, textOf(name));
  expect(repairs).toEqual([]);
  rawRuns(name).forEach(({ stored, snapshots }, i) => {
    const read = runs[i];
    expect(read?.stored.run.epochs).toMatchObject(epochsOf(stored));
    expect(read?.stored.run.end).toEqual(stored.run.end);
    expect(read?.stored.levels).toEqual(aloneOf(stored));
    // what those settings did not say: a smaller last batch was left out
    const today = { ...stored.settings, format: 2, dropLast: true };
    expect(read?.stored.settings).toMatchObject(today);
    expect(unpackSnapshots(read?.snapshots ?? null)).toHaveLength(snapshots.taken.length);
  });
  expect(pastRaceOf(runs, { kind: 'shelf', id: '', title: '' })?.record).toHaveLength(runs.length);
});

test.each(files)(
  'of %s every measure has a value or is null, also one that was not taken yet',
  (name) => {
    const { runs } = readRunFile(name, textOf(name));
    const values = (id: string): readonly MeasuredValue[] =>
      runs.flatMap(({ stored }) => stored.run.epochs.map((epoch) => measured(epoch, id)));
    for (const { id, per } of measureCatalogue) {
      if (per === 'structure') continue;
      for (const value of values(id)) expect(value, id).not.toBeUndefined();
    }
    expect(values('cka').every((value) => typeof value === 'number')).toBe(true);
    expect(values('notMeasuredYet').every((value) => value === null)).toBe(true);
  },
);

test.each(files)('%s without any one field of its epochs still opens, that field blank', (name) => {
  const essential = new Set(['kind', 'run', 'epoch']);
  const fields = Object.keys(rawRuns(name)[0]?.stored.run.epochs[0] ?? {});
  expect(fields.length).toBeGreaterThan(20);
  for (const field of fields.filter((each) => !essential.has(each))) {
    const file = JSON.parse(textOf(name)) as { runs: readonly RawRun[] };
    for (const { stored } of file.runs) {
      for (const epoch of stored.run.epochs) delete (epoch as Record<string, unknown>)[field];
    }
    const { runs, repairs } = readRunFile(name, JSON.stringify(file));
    expect(repairs, field).toEqual([]);
    const [first] = epochsOf((rawRuns(name)[0] as RawRun).stored);
    // live numbers of the probe go with the accuracies among which they stood
    const gone = field === 'accuracy' ? ['accuracy', 'ridge'] : [field];
    const others = Object.fromEntries(
      Object.entries(first ?? {}).filter(([key]) => !gone.includes(key)),
    );
    expect(runs[0]?.stored.run.epochs[0], field).toMatchObject(others);
  }
});

test('modalities called total and fusion keep what is surely theirs, and the rest is said', () => {
  const { runs, repairs } = readRunFile(AWKWARD, textOf(AWKWARD));
  const [unimodal, diMml] = runs.map(({ stored }) => stored.run);
  const [rawUnimodal, rawDiMml] = rawRuns(AWKWARD).map(({ stored }) => stored.run) as unknown as {
    readonly epochs: readonly EpochEnded[];
  }[];

  // no prediction, so no fused loss: it was the modality's; the sum was written over the other's
  const [before] = rawUnimodal?.epochs ?? [];
  expect(before?.losses['fusion']).toBeCloseTo(1.1453, 4);
  expect(unimodal?.epochs[0]?.losses).toEqual({
    'modality:fusion': before?.losses['fusion'],
    total: before?.losses['total'],
  });
  expect(unimodal?.epochs[0]?.accuracy.readouts).toEqual({
    'modality:total': before?.accuracy.readouts['total'],
    'modality:fusion': before?.accuracy.readouts['fusion'],
  });

  // a private head's loss in the first stage, the fusion head's in the second: a key alone does not say
  for (const [e, epoch] of (diMml?.epochs ?? []).entries()) {
    const old = rawDiMml?.epochs[e];
    expect(old?.losses).toHaveProperty('fusion');
    expect(epoch.losses).not.toHaveProperty('fusion');
    expect(epoch.losses).not.toHaveProperty('modality:fusion');
    expect(epoch.losses['total']).toBe(old?.losses['total']);
    expect(epoch.losses['shared.total']).toBe(old?.losses['shared.total']);
    expect(epoch.accuracy.fusion).toBe(old?.accuracy.fusion);
    expect(epoch.accuracy.readouts['modality:fusion']).toBe(old?.accuracy.readouts['fusion']);
    expect(measured(epoch, 'ridge')).toEqual(old?.accuracy.unimodal);
    expect(epoch.calibration?.['modality:total']).toEqual(old?.calibration?.['total']);
    expect(epoch.calibration?.['fusion']).toEqual(old?.calibration?.['fusion']);
  }
  expect(diMml?.end?.accuracy.readouts).toHaveProperty('modality:total');

  const [snapshot] = unpackSnapshots(runs[1]?.snapshots ?? null);
  expect(Object.keys(snapshot?.logits ?? {})).toEqual(
    expect.arrayContaining(['modality:total', 'modality:fusion', 'fusionHead']),
  );
  expect(snapshot?.predictions).toHaveProperty('fusion');
  expect(snapshot?.predictions).not.toHaveProperty('modality:fusion');
  expect(snapshot?.certainty?.heads).toEqual(['modality:total', 'modality:fusion', 'fusionHead']);

  expect(repairs).toEqual([
    expect.stringMatching(/^Unimodal: .*losses\.total is the whole's.*not kept/),
    expect.stringMatching(/^DI-MML: .*whose losses\.fusion was cannot be told, so it was left out/),
    expect.stringMatching(
      /^DI-MML: .*losses\.total, .*calibration\.fusion, .*predictions\.fusion .*not kept/,
    ),
  ]);
});

test('what was read of such a file goes out in the format of today, and comes back whole', () => {
  const { runs } = readRunFile(AWKWARD, textOf(AWKWARD));
  expect(readRunFile('again.json', writeRunFile(runs))).toMatchObject({ runs, repairs: [] });
});
