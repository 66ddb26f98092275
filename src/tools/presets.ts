/**
 * `npm run presets`: trains the presets' methods over fresh seeds through the headless lab and writes mean and sd
 * beside the reference study, with the difference in standard errors (both together).
 * Resumable: every (preset, seed) is appended to a file as soon as it is done and not trained again.
 * Options: --seeds N (default 10), --presets A,B (default those with a reference), --out FILE, --table (only write
 * the table from what is there).
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createInThreadLab } from '../client/in-thread-lab';
import { presetSettings } from '../data/presets';
import type { Accuracies } from '../protocol/events';
import type { SettingsInput } from '../protocol/settings';
import { COLUMNS, REFERENCE, type Reference } from './preset-reference';

/** One finished (preset, seed). */
interface Result {
  readonly preset: string;
  readonly seed: number;
  readonly accuracy: Readonly<Record<string, Accuracies>>;
}

const METHODS: SettingsInput['methods'] = {
  joint: {},
  'ogm-ge': {},
  'multi-loss': {},
  'late-ensemble': {},
  'di-mml': {},
  'di-mml@t1': { certainty: { temperature: 1 } },
};

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    presets: { type: 'string', default: REFERENCE.map(({ preset }) => preset).join(',') },
    out: { type: 'string', default: '.github/presets.md' },
    table: { type: 'boolean', default: false },
  },
});
const RESULTS = '.cache/presets.jsonl';

const readResults = (): Result[] =>
  existsSync(RESULTS)
    ? readFileSync(RESULTS, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Result)
    : [];

/** Trains one preset with one seed; a method that refuses the preset is left out. */
async function trainOne(preset: string, seed: number): Promise<Result> {
  const lab = createInThreadLab({
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
  });
  const accuracy: Record<string, Accuracies> = {};
  const problems: string[] = [];
  lab.subscribe((event) => {
    if (event.kind === 'run-ended') accuracy[event.run] = event.accuracy;
    if (event.kind === 'run-failed') problems.push(`${event.run}: ${event.failed.message}`);
    if (event.kind === 'request-failed') problems.push(event.failed.message);
  });
  const { 'ogm-ge': ogmGe, ...rest } = METHODS ?? {};
  // OGM-GE reads each modality out of a linear head, which synergy's has not
  const methods = preset === 'synergy' ? rest : { ...rest, 'ogm-ge': ogmGe ?? {} };
  lab.send({ kind: 'open-lab', backend: 'wasm' });
  lab.send({
    kind: 'start-race',
    settings: { ...presetSettings(preset), seed, methods, measures: { heavy: false } },
    withReference: false,
    paused: false,
  });
  await lab.settled();
  await lab.closed();
  if (problems.length > 0) throw new Error(`${preset}, seed ${seed}: ${problems.join(' ')}`);
  return { preset, seed, accuracy };
}

/** A number of a result by column, in %; null where the preset has none. */
function numberAt({ accuracy }: Result, run: string, path: string): number | null {
  const value = path
    .split('.')
    .reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], accuracy[run]);
  return typeof value === 'number' ? 100 * value : null;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, values.length - 1));
};

/** Difference from the reference in standard errors, both sampling errors together. */
function inStandardErrors(values: readonly number[], reference: Reference, seeds: number): string {
  const [want, sd] = reference;
  if (sd === null) return '';
  const own = deviation(values);
  const error = Math.sqrt(own ** 2 / values.length + sd ** 2 / seeds);
  // the study's numbers are rounded to .1
  const difference = mean(values) - want;
  return error === 0 ? '' : (difference / error).toFixed(1);
}

function table(results: readonly Result[]): string {
  const lines = [
    '# Presets: this lab beside the reference study',
    '',
    'Test accuracy in %, last epoch, mean±sd over fresh seeds (new data and weights per seed); nothing selected on test data.',
    'Made by `npm run presets` on the wasm back end. The last column is the difference in standard errors, both sampling errors together;',
    'empty where the study gives no sd. With this many comparisons a few beyond ±2 are expected by chance.',
    '',
    '| preset | measure | lab | seeds | reference | seeds | difference / s.e. |',
    '|---|---|---|---|---|---|---|',
  ];
  for (const { preset, seeds, columns } of REFERENCE) {
    const mine = results.filter((result) => result.preset === preset);
    for (const { name, run, path } of COLUMNS) {
      const values = mine.flatMap((result) => numberAt(result, run, path) ?? []);
      const reference = columns[name];
      if (!reference || values.length === 0) continue;
      const [want, sd] = reference;
      lines.push(
        `| ${preset} | ${name} | ${mean(values).toFixed(1)}±${deviation(values).toFixed(1)} | ${values.length} | ${want.toFixed(1)}${sd === null ? '' : `±${sd.toFixed(1)}`} | ${seeds} | ${inStandardErrors(values, reference, seeds)} |`,
      );
    }
  }
  const used = [...new Set(results.map(({ seed }) => seed))].sort((a, b) => a - b);
  lines.push('', `Seeds: ${used.join(', ')}.`, '');
  return lines.join('\n');
}

async function main(): Promise<void> {
  const seeds = Array.from({ length: Number(options.seeds) }, (_, i) => i + 1);
  const wanted = options.presets
    .split(',')
    .flatMap((preset) => seeds.map((seed) => ({ preset, seed })));
  const done = new Set(readResults().map(({ preset, seed }) => `${preset} ${seed}`));
  const open = options.table
    ? []
    : wanted.filter(({ preset, seed }) => !done.has(`${preset} ${seed}`));
  mkdirSync(dirname(RESULTS), { recursive: true });
  for (const [i, { preset, seed }] of open.entries()) {
    const began = performance.now();
    appendFileSync(RESULTS, `${JSON.stringify(await trainOne(preset, seed))}\n`);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.error(`${i + 1} of ${open.length}: ${preset}, seed ${seed}, ${seconds} s`);
  }
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, table(readResults()));
  console.error(`The table is in ${options.out}.`);
}

await main();
