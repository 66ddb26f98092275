/**
 * Trains two methods on an NPZ file without the page, through the lab that runs in this thread, and prints what each
 * of them reached.
 *
 *     npx tsx docs/examples/train-on-npz.ts [FILE.npz] [--epochs 30] [--seed 1]
 *
 * Without a file it makes one: 600 samples of 4 classes, a `picture` that is learned fast and a `sound` that is learned
 * slowly. An NPZ of your own is three lines of Python, one row per sample in each array:
 *
 *     import numpy as np
 *     np.savez("mine.npz", sound=sound, picture=picture, labels=labels)
 */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { createInThreadLab } from '../../src/client/in-thread-lab';
import { importData } from '../../src/data/import/import-data';
import { importOptions } from '../../src/data/import/options';
import { settingsFrom } from '../../src/data/starting-settings';
import { nodeDecoders } from '../../src/headless/decoders';
import { openPath } from '../../src/headless/node-files';
import { randomStream } from '../../src/math/rng';
import type { RunEnded } from '../../src/protocol/events';
import type { Settings } from '../../src/protocol/settings';

/** One array as numpy writes it: a magic number, the header's length, the header, the numbers. */
function npy(
  type: '<f4' | '<i4',
  shape: readonly number[],
  numbers: readonly number[],
): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sides})}\n`;
  const values = type === '<f4' ? Float32Array.from(numbers) : Int32Array.from(numbers);
  const length = Uint8Array.of(header.length & 255, header.length >> 8);
  return Uint8Array.of(
    ...[0x93, ...Buffer.from('NUMPY'), 1, 0],
    ...length,
    ...Buffer.from(header),
    ...new Uint8Array(values.buffer),
  );
}

/** A small data set in which one modality starves: the pitch of a sound is its class, its phase is random. */
async function writeTinyNpz(path: string): Promise<void> {
  const [samples, classes, pixels, moments] = [600, 4, 12, 32];
  const random = randomStream(7, 'example');
  const labels = Array.from({ length: samples }, () => random.below(classes));
  const prototypes = Array.from({ length: classes }, () =>
    Array.from({ length: pixels }, () => random.normal()),
  );
  const picture = labels.flatMap((label) =>
    (prototypes[label] ?? []).map((value) => value + 1.2 * random.normal()),
  );
  const sound = labels.flatMap((label) => {
    const phase = 2 * Math.PI * random.next();
    return Array.from(
      { length: moments },
      (_, t) => Math.sin((2 * Math.PI * (3 + label) * t) / moments + phase) + 0.9 * random.normal(),
    );
  });
  // an NPZ is a ZIP of NPY files
  const zip = new ZipWriter(new Uint8ArrayWriter());
  const add = (name: string, bytes: Uint8Array) =>
    zip.add(`${name}.npy`, new Uint8ArrayReader(bytes), { level: 0 });
  await add('picture', npy('<f4', [samples, pixels], picture));
  await add('sound', npy('<f4', [samples, moments], sound));
  await add('labels', npy('<i4', [samples], labels));
  await writeFile(path, await zip.close());
}

/** Reads the file, trains the race that the settings name, and returns how each run ended. */
async function train(path: string, settings: Settings): Promise<RunEnded[]> {
  const { files } = await openPath(path);
  const options = importOptions(settings, basename(path));
  const { dataSet, report } = await importData(files, options, nodeDecoders);
  console.log(`${report.samples} samples read as ${report.layout}.`);
  for (const choice of report.choices) console.log(choice);

  const ended: RunEnded[] = [];
  const problems: string[] = [];
  const lab = createInThreadLab({
    readAsset: () => Promise.reject(new Error('Only built-in data sets need assets.')),
  });
  lab.subscribe((event) => {
    if (event.kind === 'run-ended') ended.push(event);
    // a failure says what is wrong and what to do about it
    if ('failed' in event) problems.push(`${event.failed.message} ${event.failed.hint}`);
  });
  lab.send({ kind: 'open-lab', backend: 'wasm' });
  lab.send({ kind: 'use-data', dataSet });
  lab.send({ kind: 'start-race', settings, withReference: false, paused: false });
  await lab.settled();
  await lab.closed();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return ended;
}

const percent = (share: number | null | undefined) =>
  typeof share === 'number' ? `${(100 * share).toFixed(1)} %` : '-';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    epochs: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
  },
});
let [path] = positionals;
if (path === undefined) {
  path = join(tmpdir(), 'tiny.npz');
  await writeTinyNpz(path);
}

const runs = await train(
  path,
  settingsFrom({
    data: { source: 'files', id: basename(path) },
    epochs: Number(values.epochs),
    seed: Number(values.seed),
    split: { train: 0.6, validation: 0, test: 0.4 },
    methods: { joint: {}, 'di-mml': {} },
  }),
);

// what the method answers, and how much a linear read-out finds in each of its encoders
const modalities = Object.keys(runs[0]?.accuracy.unimodal ?? {});
console.log(['method', 'fusion', ...modalities].map((word) => word.padEnd(10)).join(''));
for (const { label, accuracy } of runs) {
  const cells = [accuracy.fusion, ...modalities.map((id) => accuracy.unimodal[id])].map(percent);
  console.log([label, ...cells].map((word) => word.padEnd(10)).join(''));
}
