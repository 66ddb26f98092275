/** Exports of runs: all comes back to the bit; what is cut off, damaged or of another build is met with a sentence. */
import {
  BlobReader,
  BlobWriter,
  TextReader,
  TextWriter,
  ZipReader,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { expect, test } from 'vitest';
import type { TrainedSamples } from '../../protocol/snapshot';
import { fakeSnapshot } from '../../testing/fake-snapshot';
import { wholeRun } from '../../testing/stored-runs';
import { packSnapshot } from './pack-snapshots';
import { readRunsFrom } from './read-runs';
import { writeArchive } from './run-archive';
import { writeRunFile } from './run-file';
import type { WholeRun } from './stored-run';

/** Of a method that chooses its training samples. */
const trainedIn = (epoch: number): TrainedSamples => ({
  rows: Int32Array.from([7, 3, 5]),
  times: { picture: Uint8Array.from([1, 1, epoch]), sound: Uint8Array.from([0, 4, 1]) },
});

/** Three snapshots of two moments each alike, as runs have them. */
function withThree(run: WholeRun, choosesSamples = false): WholeRun {
  const taken = [2, 3, 5].map((epoch) => {
    const trained = choosesSamples && epoch > 2 && { trained: trainedIn(epoch) };
    return packSnapshot({ ...fakeSnapshot(epoch), ...trained }, 'eased');
  });
  return { ...run, snapshots: run.snapshots && { ...run.snapshots, taken } };
}

const ABOUT_ONE = { name: 'Base', note: 'for the talk, =1', tags: ['talk'] };

const RUNS: readonly WholeRun[] = [
  { ...withThree(wholeRun('joint')), about: ABOUT_ONE },
  withThree(wholeRun('di-mml', { seed: 2 }), true),
  wholeRun('joint', { seed: 3, withSnapshots: false }),
];

async function* each(runs: readonly WholeRun[]) {
  yield* runs;
}

const archived = (runs: readonly WholeRun[]) =>
  writeArchive(each(runs), '2026-11-27T08:00:00.000Z', {
    signal: new AbortController().signal,
    onProgress: () => {},
    breathe: async () => {},
  });

const WHOLE = await archived(RUNS);

/** The export with some of its parts written anew; null leaves one out. */
async function changed(change: (path: string, text: string) => string | null): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const entry of await new ZipReader(new BlobReader(WHOLE)).getEntries()) {
    if (entry.directory) continue;
    if (entry.filename.endsWith('.bin')) {
      const blob = await entry.getData(new BlobWriter());
      if (change(entry.filename, '') !== null) {
        await writer.add(entry.filename, new BlobReader(blob));
      }
      continue;
    }
    const text = change(entry.filename, await entry.getData(new TextWriter()));
    if (text !== null) await writer.add(entry.filename, new TextReader(text));
  }
  return writer.close();
}

/** The bytes with the one at the place turned round. */
async function withFault(at: number): Promise<Blob> {
  const bytes = new Uint8Array(await WHOLE.arrayBuffer());
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return new Blob([bytes]);
}

test('every snapshot and every number comes back to the bit', async () => {
  expect(await readRunsFrom('runs.zip', WHOLE)).toEqual({
    runs: RUNS,
    described: null,
    table: null,
    repairs: [],
  });
});

test('it is a fraction of the same runs as JSON', () => {
  // of real runs, whose snapshots are many and alike, a tenth
  expect(WHOLE.size).toBeLessThan(writeRunFile(RUNS).length / 2);
});

test.each([0.02, 0.3, 0.7, 0.999])('cut off after %f of it, it is refused', async (share) => {
  const part = WHOLE.slice(0, Math.floor(WHOLE.size * share));
  await expect(readRunsFrom('runs.zip', part)).rejects.toThrow(
    'runs.zip is cut off or damaged: the list of what it holds, which stands at its end, cannot be read.',
  );
});

test('an export of a newer build says so, and which', async () => {
  for (const field of ['archive', 'format']) {
    const file = await changed((path, text) =>
      path === 'about.json' ? text.replace(new RegExp(`"${field}": \\d+`), `"${field}": 99`) : text,
    );
    await expect(readRunsFrom('runs.zip', file)).rejects.toThrow(
      /runs\.zip was exported by a newer version of this lab \(Modality Lab, build \w+\)/,
    );
  }
});

test('a ZIP of something else and one that does not say what it is are refused', async () => {
  const other = await changed((path, text) => (path === 'about.json' ? null : text));
  await expect(readRunsFrom('data.zip', other)).rejects.toThrow(
    'data.zip is a ZIP file of something else: no runs are in it.',
  );
  const torn = await changed((path, text) => (path === 'about.json' ? text.slice(0, 40) : text));
  await expect(readRunsFrom('runs.zip', torn)).rejects.toThrow('what it says of itself');
});

test('a part that is damaged costs its own run, or its snapshots, and is named', async () => {
  const damaged = await changed((path, text) => {
    if (path.endsWith('.bin') && path.includes('/001')) return null;
    return path.endsWith('.json') && path.includes('/002') ? text.slice(0, 100) : text;
  });
  const { runs, repairs } = await readRunsFrom('runs.zip', damaged);
  expect(runs.map(({ stored }) => stored.id)).toEqual([RUNS[0]?.stored.id, RUNS[2]?.stored.id]);
  expect(runs[0]).toEqual({ ...RUNS[0], snapshots: null });
  expect(repairs).toEqual([
    'Base, seed 1: its snapshots were left out: their part of the file is damaged.',
    'DI-MML, seed 2 was left out: its part of the file is damaged.',
  ]);
  const none = await changed((path, text) => (path.startsWith('runs/') ? 'x' : text));
  await expect(readRunsFrom('runs.zip', none)).rejects.toThrow('none of its 3 runs can be read');
});

test('a byte that was turned round on the way is found out by the sums', async () => {
  const { runs, repairs } = await readRunsFrom('runs.zip', await withFault(200));
  expect(repairs).toEqual(['Base, seed 1 was left out: its part of the file is damaged.']);
  expect(runs).toEqual(RUNS.slice(1));
});

test('notes that ask for arrays that are not there cost the snapshots only', async () => {
  const asked = await changed((path, text) =>
    path.includes('/001') && path.endsWith('.json')
      ? text.replace(/"lengths":\[\d+/, '"lengths":[999999999')
      : text,
  );
  const { runs, repairs } = await readRunsFrom('runs.zip', asked);
  expect(runs).toHaveLength(3);
  expect(runs[0]?.snapshots).toBeNull();
  expect(repairs[0]).toContain('its snapshots were left out');
});
