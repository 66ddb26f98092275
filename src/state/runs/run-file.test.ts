/** Files of runs: what goes out comes back; what does not fit costs no more than itself, and is named. */
import { expect, test } from 'vitest';
import { MOST_MODALITIES } from '../../protocol/data-set';
import { measured } from '../../protocol/measure';
import { NO_ANSWER } from '../../protocol/snapshot';
import { wholeRun } from '../../testing/stored-runs';
import { readRunsFrom } from './read-runs';
import { RunFileError, readRunFile, writeRunFile } from './run-file';
import { runTables } from './run-tables';
import type { WholeRun } from './stored-run';

const run = wholeRun('joint');

test('a run comes back from its file with every number, its settings and its snapshots', () => {
  const both = [run, wholeRun('di-mml', { seed: 2 })];
  expect(readRunFile('runs.json', writeRunFile(both))).toEqual({
    runs: both,
    described: null,
    repairs: [],
  });
});

/** The file with one field changed, its place given as in the message. */
function damaged(path: string, value: unknown): string {
  const file = JSON.parse(writeRunFile([run])) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const at = keys.reduce<Record<string, unknown>>(
    (part, key) => part[key] as Record<string, unknown>,
    file,
  );
  at[last] = value;
  return JSON.stringify(file);
}

test.each([
  ['no JSON', '{"kind": "modality', 'it is not JSON, or a part of it is missing'],
  ['another file', '{"kind":"recipe"}', 'kind is "recipe"; it must be modality-lab-runs'],
  ['no kind', '{}', 'runs.json is no file of runs: kind is missing.'],
  ['a format that is no number', damaged('format', 'new'), 'of another version of this lab'],
  ['no list of runs', damaged('runs', 7), 'runs is 7; it must be a list of runs.'],
  ['a run that is nothing', damaged('runs.0.stored', undefined), 'stored.format is missing'],
  ['no epochs', damaged('runs.0.stored.run', undefined), 'runs.0.stored.run is missing.'],
  ['no runs', damaged('runs', []), 'must hold at least one run'],
  ['settings out of range', damaged('runs.0.stored.settings.batchSize', 1), 'batchSize'],
  [
    'settings without the run',
    damaged('runs.0.stored.settings.methods', { ogm: {} }),
    'does not name joint',
  ],
  ['no epoch at all', damaged('runs.0.stored.run.epochs', []), 'must hold at least one epoch'],
  ['a run without a name', damaged('runs.0.stored.run.name', 7), 'runs.0.stored.run.name is 7'],
  [
    'a run of no version',
    damaged('runs.0.stored.format', 'old'),
    'runs.0.stored.format is "old"; it must be 3 or older',
  ],
])('%s is refused with its place and reason', (_what, text, reason) => {
  expect(() => readRunFile('runs.json', text)).toThrow(RunFileError);
  expect(() => readRunFile('runs.json', text)).toThrow(reason);
});

test.each([
  ['a file', damaged('format', 99)],
  ['a run in it', damaged('runs.0.stored.format', 4)],
])('%s of a later format is of a newer lab, and the page is to be loaded again', (_what, text) => {
  expect(() => readRunFile('runs.json', text)).toThrow(
    expect.objectContaining({
      message: 'runs.json was exported by a newer version of this lab.',
      hint: expect.stringMatching(/^Reload the page to get the newest version/),
    }),
  );
});

test('a file beyond what a text can hold is refused by its size, before it is read', async () => {
  const file = new File(['{}'], 'runs.json');
  Object.defineProperty(file, 'size', { value: 612_400_000 });
  file.text = () => Promise.reject(new RangeError('Invalid string length'));
  await expect(readRunsFrom('runs.json', file)).rejects.toThrow(
    expect.objectContaining({
      message: 'runs.json has 613 MB; a file of runs as JSON is read up to 400 MB.',
      hint: 'Export fewer runs at once, or as a ZIP, which is read run by run. Nothing was taken from it.',
    }),
  );
});

test('a run nested 5,000 deep is left out by its place, whatever holds the depth', () => {
  const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
  for (const place of ['"losses":{}', '"batchSize":32', '"savedAt"']) {
    const text = writeRunFile([run]).replace(place, (found) =>
      found.endsWith('}')
        ? `"losses":${deep}`
        : found.startsWith('"batch')
          ? `"batchSize":${deep}`
          : `"surprise":${deep},${found}`,
    );
    expect(text).toContain('{"a":{"a":');
    expect(() => readRunFile('runs.json', text)).toThrow(
      /^runs\.json is no file of runs: runs\.0\.stored\..*is nested more than 32 deep/,
    );
  }
});

const FIRST = 'runs.0.stored.run.epochs.0';
const ALL = { epochs: 2, snapshots: 1 };

test.each([
  [
    'a number that is text',
    `${FIRST}.accuracy.fusion`,
    'much',
    'Joint: accuracy.fusion could not be read in the record of epoch 1.',
    ALL,
  ],
  [
    'a bad value of a measure',
    `${FIRST}.cka`,
    'abc',
    'Joint: cka could not be read in the record of epoch 1.',
    ALL,
  ],
  [
    'a measure of a strange shape',
    `${FIRST}.calibration`,
    { fusion: { error: 1 } },
    'Joint: calibration.fusion could not be read in the record of epoch 1.',
    ALL,
  ],
  [
    'one bad accuracy',
    `${FIRST}.accuracy.unimodal.sound`,
    null,
    'Joint: accuracy.unimodal.sound could not be read in the record of epoch 1.',
    ALL,
  ],
  [
    'right answers of other samples',
    'runs.0.stored.run.epochs.1.right.samples',
    40,
    'Joint: right could not be read in the record of epoch 2.',
    ALL,
  ],
  [
    'an unknown status',
    'runs.0.stored.run.status',
    'dreaming',
    'Joint: run.status could not be read.',
    ALL,
  ],
  [
    'an epoch that is text',
    'runs.0.stored.run.epochs.1.epoch',
    'two',
    'Joint: 1 record could not be read and was left out.',
    { epochs: 1, snapshots: 1 },
  ],
  [
    'epochs out of order',
    'runs.0.stored.run.epochs.1.epoch',
    1,
    'Joint: 1 record could not be read and was left out.',
    { epochs: 1, snapshots: 1 },
  ],
  [
    'a snapshot without predictions',
    'runs.0.snapshots.taken.0.predictions',
    undefined,
    'Joint: 1 snapshot could not be read and was left out.',
    { epochs: 2, snapshots: 0 },
  ],
  [
    'a snapshot that weighs nothing it says',
    'runs.0.snapshots.taken.0.certainty',
    'low',
    'Joint: certainty could not be read in the snapshot of epoch 2.',
    ALL,
  ],
  [
    'labels cut short',
    'runs.0.snapshots.labels',
    'i32:AAAAAA==',
    'not one label for each sample',
    { epochs: 2, snapshots: 0 },
  ],
  [
    'an array of the wrong kind',
    'runs.0.snapshots.rows',
    'f32:AAAAAA==',
    'its snapshots were left out: rows',
    { epochs: 2, snapshots: 0 },
  ],
  [
    'no base64',
    'runs.0.snapshots.rows',
    'i32:%%%',
    'its snapshots were left out: rows',
    { epochs: 2, snapshots: 0 },
  ],
  [
    'a class that is not there',
    'runs.0.stored.summary.classNames',
    ['a', 'b'],
    'names a class',
    { epochs: 2, snapshots: 0 },
  ],
])('%s costs no more than itself, and is named', (_what, path, value, told, left) => {
  const { runs, repairs } = readRunFile('runs.json', damaged(path, value));
  expect(repairs).toHaveLength(1);
  expect(repairs[0]).toContain(told);
  const [back] = runs;
  expect(back?.stored.run.epochs).toHaveLength(left.epochs);
  expect(back?.snapshots?.taken.length ?? 0).toBe(left.snapshots);
  expect(back?.stored.run.epochs[0]?.accuracy.unimodal['picture']).toBe(0.78);
  expect(back?.stored.run.end).toEqual(run.stored.run.end);
});

test('one run that cannot be read does not cost the others', () => {
  const file = JSON.parse(writeRunFile([run, wholeRun('di-mml')]));
  file.runs[0].stored.settings.batchSize = 1;
  const { runs, repairs } = readRunFile('runs.json', JSON.stringify(file));
  expect(runs.map(({ stored }) => stored.run.name)).toEqual(['di-mml']);
  expect(repairs).toEqual([expect.stringMatching(/^A run was left out: runs\.0\..*batchSize/)]);
});

test('a measure that this lab does not know is kept, and goes out again', () => {
  const surprise = { picture: 0.5, sound: null };
  const { runs, repairs } = readRunFile('runs.json', damaged(`${FIRST}.surprise`, surprise));
  expect(repairs).toEqual([]);
  expect(measured(runs[0]?.stored.run.epochs[0] ?? {}, 'surprise')).toEqual(surprise);
  expect(writeRunFile(runs)).toContain('"surprise":{"picture":0.5,"sound":null}');
  expect(runTables(runs, { catalogue: [], measures: [] }).epochs.split('\r\n')[0]).toContain(
    'surprise.picture',
  );
});

test('a file cannot reach the prototypes of the page', () => {
  const text = writeRunFile([run]).replace('"losses":{}', '"losses":{"__proto__":1,"total":2}');
  const [back] = readRunFile('runs.json', text).runs;
  expect(Object.keys(back?.stored.run.epochs[0]?.losses ?? {})).toEqual(['total']);
});

test.each([
  ['of a kind that is not known', 'hologram', '"hologram"'],
  ['without a kind', undefined, 'no kind of modality'],
])('a modality %s is plain numbers, and that is said', (_what, kind, told) => {
  const text = damaged('runs.0.stored.summary.modalities.1.kind', kind);
  const { runs, repairs } = readRunFile('runs.json', text);
  const [first, second] = runs[0]?.stored.summary.modalities ?? [];
  expect([first?.kind, second?.kind]).toEqual([run.stored.summary.modalities[0]?.kind, 'vector']);
  expect(repairs).toEqual([expect.stringMatching(/^Joint: .*sound.*plain numbers/)]);
  expect(repairs[0]).toContain(told);
});

test('a run has as many modalities as the lab can show, and no more', () => {
  const of = (count: number) => {
    const [modality] = run.stored.summary.modalities;
    const modalities = Array.from({ length: count }, (_, m) => ({ ...modality, id: `m${m}` }));
    return damaged('runs.0.stored.summary.modalities', modalities);
  };
  expect(readRunFile('runs.json', of(MOST_MODALITIES)).runs).toHaveLength(1);
  expect(() => readRunFile('runs.json', of(MOST_MODALITIES + 1))).toThrow('modalities');
});

/** A run with three of everything that goes by epochs. */
function threeOfAll(): Record<'epochs' | 'stages' | 'taken', unknown[]> & { text(): string } {
  const file = JSON.parse(writeRunFile([run]));
  const { stored, snapshots } = file.runs[0];
  const [epoch] = stored.run.epochs;
  const [snapshot] = snapshots.taken;
  stored.run.epochs = [1, 2, 3].map((each) => ({ ...epoch, epoch: each }));
  snapshots.taken = [1, 2, 3].map((each) => ({ ...snapshot, epoch: each }));
  stored.run.stages = [0, 1, 2].map((afterEpoch) => ({ stage: 's', label: 'S', afterEpoch }));
  const { epochs, stages } = stored.run;
  return { epochs, stages, taken: snapshots.taken, text: () => JSON.stringify(file) };
}

test.each([
  ['epochs', 'record'],
  ['taken', 'snapshot'],
  ['stages', 'stage'],
] as const)(
  'a bad one among %s costs no other, wherever it is and whatever it holds',
  (list, what) => {
    for (const place of [0, 1, 2]) {
      for (const bad of [null, 7, 'text', [], {}]) {
        const file = threeOfAll();
        file[list][place] = bad;
        const { runs, repairs } = readRunFile('runs.json', file.text());
        const { stored, snapshots } = runs[0] as WholeRun;
        const left = {
          epochs: stored.run.epochs.map(({ epoch }) => epoch),
          taken: snapshots?.taken.map(({ epoch }) => epoch),
          stages: stored.run.stages.map(({ afterEpoch }) => afterEpoch + 1),
        };
        const all = [1, 2, 3];
        const wanted = {
          epochs: all,
          taken: all,
          stages: all,
          [list]: all.filter((n) => n !== place + 1),
        };
        expect(left).toEqual(wanted);
        expect(repairs).toEqual([`Joint: 1 ${what} could not be read and was left out.`]);
      }
    }
  },
);

test('what samples lack comes back: counts, on how many a modality was scored, and heads without an answer', () => {
  const { stored, snapshots } = wholeRun('joint');
  if (!snapshots) throw new Error('the hand-made run has snapshots');
  const { summary, run: kept } = stored;
  const silent = (answers: Uint16Array) => answers.map((c, i) => (i % 3 === 0 ? NO_ANSWER : c));
  const lacking: WholeRun = {
    stored: {
      ...stored,
      summary: {
        ...summary,
        complete: { train: 7, validation: 0, test: 6 },
        modalities: summary.modalities.map((modality, m) =>
          m === 1 ? { ...modality, lacking: { train: 3, validation: 0, test: 4 } } : modality,
        ),
        previews: summary.previews.map((preview) => ({ ...preview, lacks: [1] })),
      },
      run: {
        ...kept,
        epochs: kept.epochs.map((epoch) => ({ ...epoch, scoredOn: { picture: 10, sound: 6 } })),
        end: kept.end && { ...kept.end, scoredOn: { picture: 10, sound: 6 } },
      },
    },
    snapshots: {
      ...snapshots,
      taken: snapshots.taken.map((each) => ({
        ...each,
        predictions: {
          ...each.predictions,
          sound: silent(each.predictions['sound'] as Uint16Array),
        },
        probes: each.probes && {
          ...each.probes,
          sound: silent(each.probes['sound'] as Uint16Array),
        },
      })),
    },
  };
  expect(readRunFile('runs.json', writeRunFile([lacking]))).toEqual({
    runs: [lacking],
    described: null,
    repairs: [],
  });
});
