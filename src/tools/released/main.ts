/**
 * `npm run released`: what the authors' code does otherwise than their papers, measured. Trains every pair of
 * pairs.ts on the default preset over seeds 1 to 20 and writes the tables into docs/released.md.
 * Resumable: every run is appended to a file as soon as it has ended and not trained again.
 * Options: --seeds N (default 20), --table (only write the tables from what is there).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateDataSet } from '../../data/generator/generate';
import { presetSettings } from '../../data/presets';
import { type Device, openDevice } from '../../engine/device/device';
import { uploadRaceData } from '../../method/run/race-data';
import { parseSettings } from '../../protocol/settings';
import { keepLine, keptLines } from '../kept-lines';
import { trainAndScore } from '../train-and-score';
import { PAIRS, RUNS } from './pairs';
import { type Finished, table } from './table';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    table: { type: 'boolean', default: false },
  },
});

const KEPT = '.cache/released.jsonl';
const DOC = 'docs/released.md';
const BEGIN = '<!-- generated: released (npm run released) -->';
const END = '<!-- end -->';

const kept = () => keptLines<Finished>(KEPT);

/** Trains a run on the data of one seed and scores it at its end; nothing is measured on the way. */
async function train({ kernels, probing }: Device, seed: number, run: string): Promise<Finished> {
  const settings = parseSettings({
    ...presetSettings('sound-starves'),
    seed,
    methods: { [run]: { ...RUNS[run] } },
  });
  const data = uploadRaceData(kernels, generateDataSet(settings), probing);
  try {
    const { test } = await trainAndScore({ kernels }, data, settings, run);
    const { fusion, unimodal } = test.accuracy;
    const values = Object.entries(unimodal).map(([id, share]) => [`unimodal.${id}`, share]);
    return {
      seed,
      run,
      values: { ...Object.fromEntries(values), ...(fusion !== null && { fusion }) },
    };
  } finally {
    data.free();
  }
}

/** Trains what is missing, seed after seed; each run is kept as soon as it has ended. */
async function trainWhatIsMissing(seeds: number): Promise<void> {
  const device = await openDevice({ backend: 'wasm' });
  for (let seed = 1; seed <= seeds; seed++) {
    const done = new Set(
      kept()
        .filter((each) => each.seed === seed)
        .map(({ run }) => run),
    );
    const missing = Object.keys(RUNS).filter((run) => !done.has(run));
    const began = performance.now();
    for (const run of missing) {
      keepLine(KEPT, await train(device, seed, run));
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stderr.write(`Seed ${seed} of ${seeds}: ${missing.length} runs, ${seconds} s\n`);
  }
  device.close();
}

/** Writes the tables between the comments of the page. @throws Error where they are not there once. */
function write(): void {
  const page = readFileSync(DOC, 'utf8');
  const [before, after, ...more] = page.split(BEGIN);
  const end = after?.indexOf(END) ?? -1;
  if (after === undefined || more.length > 0 || end < 0) {
    throw new Error(`${DOC} must hold "${BEGIN}" exactly once, and "${END}" after it.`);
  }
  const finished = kept();
  const found = new Set(finished.flatMap(({ values }) => Object.keys(values)));
  const measures = ['fusion', ...[...found].filter((measure) => measure !== 'fusion').sort()];
  writeFileSync(
    DOC,
    `${before}${BEGIN}\n\n${table(finished, PAIRS, measures)}\n\n${after.slice(end)}`,
  );
}

if (!options.table) await trainWhatIsMissing(Number(options.seeds));
write();
process.stderr.write(`The tables are in ${DOC}.\n`);
