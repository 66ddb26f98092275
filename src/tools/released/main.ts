/**
 * `npm run released`: what the authors' code does otherwise than their papers, measured. Trains every pair of
 * pairs.ts on the default preset over seeds 1 to 20 and writes the tables into docs/released.md.
 * Resumable: every run is appended to a file as soon as it has ended and not trained again.
 * Options: --seeds N (default 20), --table (only write the tables from what is there).
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createInThreadLab } from '../../client/in-thread-lab';
import { presetSettings } from '../../data/presets';
import type { RunEnded } from '../../protocol/events';
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

const kept = (): Finished[] =>
  existsSync(KEPT)
    ? readFileSync(KEPT, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): Finished => JSON.parse(line))
    : [];

function finishedBy(seed: number, { run, accuracy }: RunEnded): Finished {
  const { fusion, unimodal } = accuracy;
  const probes = Object.entries(unimodal).map(([id, share]) => [`unimodal.${id}`, share]);
  return {
    seed,
    run,
    values: { ...Object.fromEntries(probes), ...(fusion !== null && { fusion }) },
  };
}

/** Trains some runs on the data of one seed; each is kept as soon as it has ended. */
async function train(seed: number, runs: readonly string[]): Promise<void> {
  const lab = createInThreadLab({
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
  });
  const problems: string[] = [];
  lab.subscribe((event) => {
    if (event.kind === 'run-ended') {
      appendFileSync(KEPT, `${JSON.stringify(finishedBy(seed, event))}\n`);
    }
    if (event.kind === 'run-failed') problems.push(`${event.run}: ${event.failed.message}`);
    if (event.kind === 'request-failed') problems.push(event.failed.message);
  });
  lab.send({ kind: 'open-lab', backend: 'wasm' });
  lab.send({
    kind: 'start-race',
    settings: {
      ...presetSettings('sound-starves'),
      seed,
      methods: Object.fromEntries(runs.map((run) => [run, RUNS[run] ?? {}])),
      measures: { heavy: false },
    },
    withReference: false,
    paused: false,
  });
  await lab.settled();
  await lab.closed();
  if (problems.length > 0) throw new Error(`Seed ${seed}: ${problems.join(' ')}`);
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

mkdirSync(dirname(KEPT), { recursive: true });
for (let seed = 1; seed <= (options.table ? 0 : Number(options.seeds)); seed++) {
  const done = new Set(
    kept()
      .filter((each) => each.seed === seed)
      .map(({ run }) => run),
  );
  const missing = Object.keys(RUNS).filter((run) => !done.has(run));
  if (missing.length === 0) continue;
  const began = performance.now();
  await train(seed, missing);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stderr.write(`Seed ${seed} of ${options.seeds}: ${missing.length} runs, ${seconds} s\n`);
}
write();
process.stderr.write(`The tables are in ${DOC}.\n`);
