/**
 * `npm run presets`: trains the presets' methods over fresh seeds and writes .github/presets.md, the lab beside the
 * reference study. Resumable: every (preset, seed, last batch) is appended to a file as soon as it is done and not
 * trained again. Each seed is trained by a process of its own.
 * Options: --seeds 101-120 (default; also 3 or 1,2,7), --dropLast both|true|false, --presets A,B (default those with a
 * reference), --jobs N processes at once (default 1), --results FILE, --out FILE, --table (only write the table from
 * what is there), --train (only train, in this process).
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { openDevice } from '../../engine/device/device';
import { REFERENCE } from './reference';
import { seedsNamed } from './seeds';
import { presetsPage } from './table';
import { type Asked, type PresetResult, trainPreset } from './train-preset';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '101-120' },
    dropLast: { type: 'string', default: 'both' },
    presets: { type: 'string', default: REFERENCE.map(({ preset }) => preset).join(',') },
    jobs: { type: 'string', default: '1' },
    results: { type: 'string', default: '.cache/presets-by-seed.jsonl' },
    out: { type: 'string', default: '.github/presets.md' },
    table: { type: 'boolean', default: false },
    train: { type: 'boolean', default: false },
  },
});

const seeds = seedsNamed(options.seeds);
const ways = options.dropLast === 'both' ? [true, false] : [options.dropLast === 'true'];

const readResults = (): PresetResult[] =>
  existsSync(options.results)
    ? readFileSync(options.results, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as PresetResult)
    : [];

const keyOf = ({ preset, seed, dropLast }: Asked) => `${preset} ${seed} ${dropLast}`;

/** What was asked for and is not there yet, a seed's trainings together. */
function open(): Asked[] {
  const done = new Set(readResults().map(keyOf));
  return seeds
    .flatMap((seed) =>
      ways.flatMap((dropLast) =>
        options.presets.split(',').map((preset) => ({ preset, seed, dropLast })),
      ),
    )
    .filter((asked) => !done.has(keyOf(asked)));
}

async function trainHere(): Promise<void> {
  const device = await openDevice({ backend: 'wasm' });
  mkdirSync(dirname(options.results), { recursive: true });
  for (const asked of open()) {
    const began = performance.now();
    const result = await trainPreset(device, asked);
    appendFileSync(options.results, `${JSON.stringify(result)}\n`);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.error(`${keyOf(asked)}: ${seconds} s`);
  }
  device.close();
}

/** Trains one seed in a process of its own. */
function trainApart(seed: number): Promise<void> {
  const given = process.argv.slice(2).filter((_, i, all) => {
    return !/^--(seeds|jobs)/.test(all[i] ?? '') && !/^--(seeds|jobs)$/.test(all[i - 1] ?? '');
  });
  const [script = ''] = process.argv.slice(1);
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, ...given, '--train', '--seeds', String(seed)],
    { stdio: 'inherit' },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Seed ${seed} ended with ${code}.`)),
    );
  });
}

async function trainAll(): Promise<void> {
  const waiting = [...new Set(open().map(({ seed }) => seed))];
  const lane = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      await trainApart(seed);
    }
  };
  await Promise.all(Array.from({ length: Number(options.jobs) }, lane));
}

if (options.train) {
  await trainHere();
} else {
  if (!options.table) await trainAll();
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, presetsPage(readResults()));
  console.error(`The table is in ${options.out}.`);
}
