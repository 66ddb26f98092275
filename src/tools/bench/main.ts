/**
 * `npm run bench`: times one training step of ours beside plain tfjs, jax-js and PyTorch, turn by turn in one run, and
 * writes .github/bench.json and .github/bench.md. Never part of the tests: its numbers are this machine's.
 * Options: --kinds mlp,cnn; --rounds N; --hardware (the browser's graphics card instead of SwiftShader); --out PATH
 * without its ending; --cost instead writes what an epoch costs as the work grows, with --backend wasm|cpu|webgpu.
 */
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { provideWebGpu } from '../../headless/lab/webgpu';
import type { BackendName } from '../../protocol/backends';
import { type Measured, openBrowser, openField, type Racer } from './contenders';
import { costTable } from './cost';
import { costText, goalsOf, type KindReport, markdownOf, type Report, rowOf } from './report';
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

const { values: options } = parseArgs({
  options: {
    kinds: { type: 'string', default: 'mlp,cnn' },
    rounds: { type: 'string', default: '9' },
    hardware: { type: 'boolean', default: false },
    out: { type: 'string', default: '.github/bench' },
    cost: { type: 'boolean', default: false },
    backend: { type: 'string', default: 'wasm' },
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
  browser: Awaited<ReturnType<typeof openBrowser>>,
): Promise<KindReport> {
  const { racers, absent } = await openField(kind, browser);
  for (const reason of absent) console.log(`not here: ${reason}`);
  checkAgreement(racers);
  const turns = new Map<Racer, Measured[]>(racers.map((racer) => [racer, []]));
  const steps = new Map<Racer, number>();
  for (const racer of racers) {
    await racer.turn(1);
    const { msPerStep } = await racer.turn(2);
    const least = msPerStep < SLOW_MS ? FEWEST_STEPS : 1;
    steps.set(racer, Math.max(least, Math.min(200, Math.round(TURN_MS / msPerStep))));
    console.log(
      `${kind}: ${racer.name} on ${racer.adapter}, about ${msPerStep.toFixed(1)} ms a step`,
    );
  }
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const racer of racers) {
      const taken = turns.get(racer) as Measured[];
      if (round >= SLOW_ROUNDS && (taken[0]?.msPerStep ?? 0) > SLOW_MS) continue;
      taken.push(await racer.turn(steps.get(racer) as number));
    }
  }
  for (const racer of racers) await racer.end();
  const rows = racers.map((racer) => rowOf(racer, turns.get(racer) as Measured[]));
  return { kind, rows, goals: goalsOf(kind, rows), absent };
}

const load = () => loadavg()[0] as number;
const machine = `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()}, Node ${process.version}`;
const date = new Date().toISOString().slice(0, 10);

function save(out: string, report: object, text: string): void {
  writeFileSync(`${out}.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${out}.md`, text);
  console.log(`\n${text}`);
}

async function raceAll(): Promise<void> {
  const before = load();
  const browser = await openBrowser(options.hardware);
  const kinds: KindReport[] = [];
  for (const kind of options.kinds.split(',') as Kind[]) kinds.push(await raceKind(kind, browser));
  await browser.close();
  const report: Report = { date, machine, browser: browser.version, load: [before, load()], kinds };
  save(options.out, report, markdownOf(report));
}

async function cost(): Promise<void> {
  const before = load();
  if (options.backend === 'webgpu') await provideWebGpu();
  const rows = await costTable(options.backend as BackendName);
  const about = `${date}, ${options.backend}, ${machine}. Load before ${before.toFixed(2)}, after ${load().toFixed(2)}.`;
  save(
    `${options.out}-cost`,
    { date, machine, backend: options.backend, rows },
    costText(rows, about),
  );
}

await (options.cost ? cost() : raceAll());
// Dawn keeps Node alive, so the end is said aloud
process.exit(0);
