/**
 * `npm run presets`: trains the presets' methods over fresh seeds and writes .github/presets.md, the lab beside the
 * reference study. Resumable: every (preset, seed, last batch) is appended to a file as soon as it is done and not
 * trained again. Each seed is trained by a process of its own.
 * Options: --seeds 101-120 (default; also 3 or 1,2,7), --dropLast both|true|false, --presets A,B (default those with a
 * reference), --jobs N processes at once (default 1), --results FILE, --out FILE, --table (only write the table from
 * what is there), --train (only train, in this process).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { openDevice } from '../../engine/device/device';
import { keepLine, keptLines } from '../kept-lines';
import { trainInProcesses } from '../seed-processes';
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

const readResults = () => keptLines<PresetResult>(options.results);

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
  for (const asked of open()) {
    const began = performance.now();
    const result = await trainPreset(device, asked);
    keepLine(options.results, result);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.error(`${keyOf(asked)}: ${seconds} s`);
  }
  device.close();
}

if (options.train) {
  await trainHere();
} else {
  const waiting = open().map(({ seed }) => seed);
  if (!options.table) await trainInProcesses(waiting, Number(options.jobs));
  mkdirSync(dirname(options.out), { recursive: true });
  writeFileSync(options.out, presetsPage(readResults()));
  console.error(`The table is in ${options.out}.`);
}
