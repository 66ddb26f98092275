/**
 * `npm run table`: every method of the catalogue on every preset, each with a number of seeds, and the tables with
 * verdicts in docs/table.md, and as the file that the page shows. Resumable: every cell is kept as soon as it is trained and not trained again; each seed is
 * trained by a process of its own. A method whose rule has changed is trained anew with --again.
 * Options: --seeds 1-20 (default; also 3 or 1,2,7), --presets A,B and --methods A,B (default all), --jobs N processes
 * at once (default 1), --results FILE, --out FILE, --file FILE (for the page), --table (only write what is there), --again A,B (forget the cells of
 * these methods first), --train (only train, in this process).
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PRESETS } from '../../data/presets';
import { openDevice } from '../../engine/device/device';
import { catalogue } from '../../method/catalogue';
import { keepLine, keptLines } from '../kept-lines';
import { seedsNamed } from '../presets/seeds';
import { trainInProcesses } from '../seed-processes';
import { type Cell, type CellResult, cellsOf, chosenIn, trainCell } from './cells';
import { tablePage } from './page';
import { methodTable } from './summary';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1-20' },
    presets: { type: 'string', default: PRESETS.map(({ id }) => id).join(',') },
    methods: { type: 'string', default: catalogue.map(({ id }) => id).join(',') },
    jobs: { type: 'string', default: '1' },
    results: { type: 'string', default: '.cache/table.jsonl' },
    out: { type: 'string', default: 'docs/table.md' },
    file: { type: 'string', default: 'public/data/method-table.json' },
    again: { type: 'string', default: '' },
    table: { type: 'boolean', default: false },
    train: { type: 'boolean', default: false },
  },
});

const presets = options.presets.split(',');
const methods = options.methods.split(',');
const seeds = seedsNamed(options.seeds);
const keyOf = ({ preset, seed, method }: Cell) => `${preset} ${seed} ${method}`;

/** What was asked for and is not there yet. */
function open(): Cell[] {
  const done = new Set(keptLines<CellResult>(options.results).map(keyOf));
  return cellsOf(seeds, presets, methods).filter((cell) => !done.has(keyOf(cell)));
}

async function trainHere(): Promise<void> {
  const device = await openDevice({ backend: 'wasm' });
  for (const cell of open()) {
    const result = await trainCell(device, cell);
    keepLine(options.results, result);
    console.error(`${keyOf(cell)}: ${result.refused ?? `${result.cpu.toFixed(1)} s`}`);
  }
  device.close();
}

/** The table shows the cells that were asked for, and each once. */
function asked(): CellResult[] {
  const wanted = new Set(cellsOf(seeds, presets, methods).map(keyOf));
  const found = new Map(
    keptLines<CellResult>(options.results).map((result) => [keyOf(result), result]),
  );
  return [...wanted].flatMap((key) => found.get(key) ?? []);
}

if (options.train) {
  await trainHere();
} else {
  const again = options.again.split(',').filter(Boolean);
  if (again.length > 0) {
    const left = keptLines<CellResult>(options.results).filter(
      ({ method }) => !again.includes(method),
    );
    writeFileSync(options.results, left.map((result) => `${JSON.stringify(result)}\n`).join(''));
  }
  if (!options.table)
    await trainInProcesses(
      open().map(({ seed }) => seed),
      Number(options.jobs),
    );
  const results = asked();
  const table = methodTable(results, presets);
  writeFileSync(options.file, `${JSON.stringify(table)}\n`);
  writeFileSync(options.out, tablePage(table, chosenIn(results)));
  console.error(`The table is in ${options.out}.`);
}
