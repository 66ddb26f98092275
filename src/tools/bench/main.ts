/**
 * `npm run bench`: times one training step of ours beside plain tfjs, jax-js and PyTorch, then whole default races beside
 * PyTorch, turn by turn in one run, and writes .github/bench.json and .github/bench.md. Where other work keeps the machine
 * busy it shows its ratios with the load and leaves the kept table alone. Never part of the tests: its numbers are this
 * machine's.
 * Options: --kinds mlp,cnn (or none); --batches 32,64,256; --rounds N; --races N whole races (0 for none); --hardware (the
 * browser's graphics card instead of SwiftShader); --wait MINUTES for a quiet machine (default 10); --out PATH without its
 * ending; --cost instead writes what an epoch costs as the work grows, with --backend wasm|cpu|webgpu; --page instead traces
 * the page in Chromium while it trains and while it loads, --races times, in a build of its own or the one in --dist FOLDER.
 */
import { writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { provideWebGpu } from '../../headless/lab/webgpu';
import type { BackendName } from '../../protocol/backends';
import { type Measured, openBrowser, openField, type Racer } from './contenders';
import { costTable } from './cost';
import { type PageReport, pageText } from './page-report';
import { tracePage } from './page-traces';
import { load, QUIET_LOAD, waitForQuiet } from './quiet';
import { raceRaces } from './race';
import {
  costText,
  goalsOf,
  type KindReport,
  markdownOf,
  type Report,
  raceGoalsOf,
  rowOf,
} from './report';
import type { Kind } from './workload';

/** Length of a turn: long against a timer, short against the machine's moods. */
const TURN_MS = 400;
/** Steps of a turn at the least: a worker's clock ticks in tenths of a millisecond. */
const FEWEST_STEPS = 3;
/** A contender whose step takes longer than this gets few turns. */
const SLOW_MS = 2000;
const SLOW_ROUNDS = 2;
/** Contenders may differ by rounding; more is another computation. */
const TOLERANCE = 1e-3;
/** Where the tables of steps and of cost are kept, without the ending. */
const BENCH = '.github/bench';

const { values: options } = parseArgs({
  options: {
    kinds: { type: 'string', default: 'mlp,cnn' },
    batches: { type: 'string', default: '32,64,256' },
    rounds: { type: 'string', default: '9' },
    races: { type: 'string', default: '3' },
    wait: { type: 'string', default: '10' },
    hardware: { type: 'boolean', default: false },
    out: { type: 'string' },
    cost: { type: 'boolean', default: false },
    backend: { type: 'string', default: 'wasm' },
    page: { type: 'boolean', default: false },
    dist: { type: 'string' },
  },
});

/** @throws Error when somebody's first loss is another one. */
function checkAgreement(racers: readonly Racer[]): void {
  const want = racers[0]?.firstLoss ?? Number.NaN;
  for (const { name, firstLoss } of racers) {
    if (!(Math.abs(firstLoss - want) < TOLERANCE)) {
      throw new Error(
        `${name} starts from a loss of ${firstLoss}, not ${want}: it times something else.`,
      );
    }
  }
}

async function raceKind(
  kind: Kind,
  batch: number,
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<KindReport> {
  const field = await openField(kind, batch, options.hardware, browser);
  checkAgreement(field.racers);
  const absent = [...field.absent];
  const racers: Racer[] = [];
  const turns = new Map<Racer, Measured[]>();
  const steps = new Map<Racer, number>();
  for (const racer of field.racers) {
    let msPerStep: number;
    try {
      await racer.turn(1);
      ({ msPerStep } = await racer.turn(2));
    } catch (error) {
      absent.push(`${racer.name}: ${error instanceof Error ? error.message : String(error)}.`);
      await racer.end();
      continue;
    }
    racers.push(racer);
    turns.set(racer, []);
    const least = msPerStep < SLOW_MS ? FEWEST_STEPS : 1;
    steps.set(racer, Math.max(least, Math.min(200, Math.round(TURN_MS / msPerStep))));
    console.log(
      `${kind}, batch ${batch}: ${racer.name} on ${racer.adapter}, about ${msPerStep.toFixed(1)} ms a step`,
    );
  }
  for (const reason of absent) console.log(`not here: ${reason}`);
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const racer of racers) {
      const taken = turns.get(racer) as Measured[];
      if (round >= SLOW_ROUNDS && (taken[0]?.msPerStep ?? 0) > SLOW_MS) continue;
      taken.push(await racer.turn(steps.get(racer) as number));
    }
  }
  for (const racer of racers) await racer.end();
  const rows = racers.map((racer) => rowOf(racer, turns.get(racer) as Measured[]));
  return { kind, batch, rows, goals: goalsOf(kind, batch, rows), absent };
}

const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()}, Node ${process.version}`;
const date = new Date().toISOString().slice(0, 10);

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

const quiet = () => waitForQuiet(Number(options.wait), (sentence) => console.log(sentence));
const listed = (list: string): string[] => list.split(',').filter((item) => item !== 'none');

async function raceAll(): Promise<void> {
  const before = await quiet();
  const browser = await openBrowser(options.hardware);
  const kinds: KindReport[] = [];
  for (const kind of listed(options.kinds) as Kind[]) {
    for (const batch of listed(options.batches).map(Number)) {
      kinds.push(await raceKind(kind, batch, browser));
    }
  }
  await browser.close();
  const raceAbsent: string[] = [];
  const rounds = Number(options.races);
  const race = rounds > 0 ? await raceRaces(rounds, raceAbsent) : [];
  const report: Report = {
    date,
    machine,
    browser: browser.version,
    load: [before, load()],
    kinds,
    race,
    raceGoals: raceGoalsOf(race),
    raceAbsent,
  };
  save(options.out ?? BENCH, before, report, markdownOf(report));
}

async function cost(): Promise<void> {
  const before = await quiet();
  if (options.backend === 'webgpu') await provideWebGpu();
  const rows = await costTable(options.backend as BackendName);
  const about = `${date}, ${options.backend}, ${machine}. Load before ${before.toFixed(2)}, after ${load().toFixed(2)}.`;
  save(
    `${options.out ?? BENCH}-cost`,
    before,
    { date, machine, backend: options.backend, rows },
    costText(rows, about),
  );
}

async function page(): Promise<void> {
  const before = await quiet();
  const traced = await tracePage(Number(options.races), options.dist);
  const report: PageReport = { date, machine, load: [before, load()], ...traced };
  save(options.out ?? '.github/page', before, report, pageText(report));
}

await (options.page ? page() : options.cost ? cost() : raceAll());
// Dawn keeps Node alive, so the end is said aloud
process.exit(0);
