/**
 * The tables that `npm run bench` keeps: one training step of ours beside plain tfjs, jax-js and PyTorch, then whole default
 * races beside PyTorch, turn by turn in one run, in .github/bench.json and .github/bench.md. Where other work keeps the
 * machine busy it shows its ratios with the load and leaves the kept table alone.
 * Options: --kinds mlp,cnn (or none); --batches 32,64,256; --rounds N; --races N whole races (0 for none); --browser-on-card
 * (the browser's graphics card instead of SwiftShader); --wait MINUTES for a quiet machine (default 10); --out PATH without
 * its ending; --cost instead writes what an epoch costs as the work grows, with --backend wasm|cpu|webgpu; --page instead
 * traces the page in Chromium while it trains and while it loads, --races times, in a build of its own or the one in --dist
 * FOLDER.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { provideWebGpu } from '../../headless/lab/webgpu';
import type { BackendName } from '../../protocol/backends';
import { openBrowser, openField } from './contenders';
import { costTable } from './cost';
import { goalsOf, raceGoalsOf } from './goals';
import { machineText, today } from './machine';
import { type PageReport, pageText } from './page-report';
import { tracePage } from './page-traces';
import { load, QUIET_LOAD, waitForQuiet } from './quiet';
import { defaultRace, raceRaces } from './race';
import { costText, type KindReport, markdownOf, type Report } from './report';
import { takeTurns } from './turns';
import type { SmallKind } from './workload';

/** Where the tables of steps and of cost are kept, without the ending. */
const BENCH = '.github/bench';

const OPTIONS = {
  kinds: { type: 'string', default: 'mlp,cnn' },
  batches: { type: 'string', default: '32,64,256' },
  rounds: { type: 'string', default: '9' },
  races: { type: 'string', default: '3' },
  wait: { type: 'string', default: '10' },
  'browser-on-card': { type: 'boolean', default: false },
  out: { type: 'string' },
  cost: { type: 'boolean', default: false },
  backend: { type: 'string', default: 'wasm' },
  page: { type: 'boolean', default: false },
  dist: { type: 'string' },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

async function raceKind(
  kind: SmallKind,
  batch: number,
  options: Options,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<KindReport> {
  const field = await openField(kind, batch, options['browser-on-card'], browser);
  for (const reason of field.absent) console.log(`not here: ${reason}`);
  const { rows, absent } = await takeTurns(
    field.racers,
    { rounds: Number(options.rounds) },
    (sentence) => console.log(`${kind}, batch ${batch}: ${sentence}`),
  );
  return {
    kind,
    batch,
    rows,
    goals: goalsOf(kind, batch, rows),
    absent: [...field.absent, ...absent],
  };
}

const about = () => ({ date: today(), machine: machineText() });

/** Shows the table, and keeps it where the machine was quiet before it. */
function save(out: string, before: number, report: object, text: string): void {
  console.log(`\n${text}`);
  if (before > QUIET_LOAD) {
    console.log(
      `Not kept: the load before was ${before.toFixed(2)}, and above ${QUIET_LOAD} other work slows some more than others. ` +
        'Its ratios stand above, taken turn by turn; run it again on a quiet machine.',
    );
    return;
  }
  writeFileSync(`${out}.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${out}.md`, text);
}

const quiet = (options: Options) =>
  waitForQuiet(Number(options.wait), (sentence) => console.log(sentence));
const listed = (list: string): string[] => list.split(',').filter((item) => item !== 'none');

async function raceAll(options: Options): Promise<void> {
  const before = await quiet(options);
  const browser = await openBrowser(options['browser-on-card']);
  const kinds: KindReport[] = [];
  for (const kind of listed(options.kinds) as SmallKind[]) {
    for (const batch of listed(options.batches).map(Number)) {
      kinds.push(await raceKind(kind, batch, options, browser));
    }
  }
  await browser.close();
  const rounds = Number(options.races);
  const { rows: race, absent: raceAbsent } =
    rounds > 0
      ? await raceRaces({
          settings: defaultRace(),
          backends: ['wasm'],
          places: [
            { device: 'cpu', threads: 1 },
            { device: 'cpu', threads: 2 },
          ],
          rounds,
          compares: true,
        })
      : { rows: [], absent: [] };
  const report: Report = {
    ...about(),
    browser: browser.version,
    load: [before, load()],
    kinds,
    race,
    raceGoals: raceGoalsOf(race),
    raceAbsent,
  };
  save(options.out ?? BENCH, before, report, markdownOf(report));
}

async function cost(options: Options): Promise<void> {
  const before = await quiet(options);
  if (options.backend === 'webgpu') await provideWebGpu();
  const rows = await costTable(options.backend as BackendName);
  const { date, machine } = about();
  const head = `${date}, ${options.backend}, ${machine}. Load before ${before.toFixed(2)}, after ${load().toFixed(2)}.`;
  save(
    `${options.out ?? BENCH}-cost`,
    before,
    { date, machine, backend: options.backend, rows },
    costText(rows, head),
  );
}

async function page(options: Options): Promise<void> {
  const before = await quiet(options);
  const traced = await tracePage(Number(options.races), options.dist);
  const report: PageReport = { ...about(), load: [before, load()], ...traced };
  save(options.out ?? '.github/page', before, report, pageText(report));
}

/** @param argv the options above. */
export async function tablesCommand(argv: readonly string[]): Promise<void> {
  const { values: options } = parseArgs({ args: [...argv], options: OPTIONS });
  await (options.page ? page(options) : options.cost ? cost(options) : raceAll(options));
}
