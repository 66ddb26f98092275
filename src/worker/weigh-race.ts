/**
 * What a race will take: counted at once where weighing it takes long, and then from a few steps of every run, or from a
 * single one where even those would keep Play waiting.
 */
import type { Device } from '../engine/device/device';
import { methodOf } from '../method/catalogue';
import type { RunContext } from '../method/method';
import { fetchEncoders } from '../method/model/encoder-choice';
import { type CountedRun, countRun, needOfCounted } from '../method/run/count';
import { contextOf } from '../method/run/race';
import { type RaceData, uploadRaceData } from '../method/run/race-data';
import { timeStep, weigh } from '../method/run/weigh';
import { VARIANTS } from '../protocol/backends';
import { weightSeedOf } from '../protocol/common-knobs';
import type { DataSet } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { RaceNeed, RunNeed } from '../protocol/need';
import { runNames, type Settings } from '../protocol/settings';
import type { Waiting } from './show-step';

export interface Weighing {
  readonly settings: Settings;
  readonly device: Device;
  readonly dataSet: DataSet;
  readonly withReference: boolean;
  readonly waiting: Waiting;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
  /** Hears what was counted, and then what was weighed; what comes later is nearer. */
  readonly tell: (need: RaceNeed) => void;
}

/** Whoever has changed something waits so long for an answer without wondering. */
const AT_ONCE_MS = 1000;
/** Weighing that was counted to take longer is not done: one step has to do. */
const MOST_WEIGHING_MS = 10_000;
/** Nor is a step, which nothing can end and Play waits for. */
const MOST_STEP_MS = 3000;

/** A run of the race, and whether another one trains its encoders for it. */
interface Weighed {
  readonly context: RunContext;
  readonly isAlike: boolean;
}

/** Tells what the race takes; says no more once somebody has asked for something else. */
export async function weighRace(options: Weighing): Promise<void> {
  const { device, dataSet, now, tell } = options;
  const { kernels, probing } = device;
  const before = kernels.memory().bytes;
  const data = uploadRaceData(kernels, dataSet, probing);
  try {
    const sampleBytes = kernels.memory().bytes - before;
    const say = (runs: readonly RunNeed[], isCounted: boolean) => {
      const sum = (of: (need: RunNeed) => number) => runs.reduce((all, each) => all + of(each), 0);
      const bytes = sampleBytes + sum((each) => each.bytes);
      tell({ runs, ms: sum((each) => each.ms), bytes, sampleBytes, threads: 1, isCounted });
    };
    const runs = runsOf(options, data);
    const counted: CountedRun[] = [];
    for (const { context, isAlike } of runs) {
      await fetchEncoders(context);
      counted.push(await countRun(context, isAlike));
    }
    const weighingMs = counted.reduce((sum, each) => sum + each.weighingMs, 0);
    if (weighingMs > AT_ONCE_MS) {
      say(
        counted.map((each) => needOfCounted(each)),
        true,
      );
      if (await isOver(options)) return;
    }
    if (weighingMs <= MOST_WEIGHING_MS) {
      const needs = await weighAll(runs, options);
      if (needs) say(needs, false);
      return;
    }
    const [first] = runs;
    const [one] = counted;
    // how fast a graphics card is nobody knows before it has taken a step
    const isKnown = VARIANTS[kernels.backend].backend !== 'webgpu';
    if (!first || !one || (isKnown && one.stepMs > MOST_STEP_MS)) return;
    const factor = (await timeStep(first.context, now)) / one.stepMs;
    if (await isOver(options)) return;
    say(
      counted.map((each) => needOfCounted(each, factor)),
      true,
    );
  } finally {
    data.free();
  }
}

function runsOf({ settings, device, withReference }: Weighing, data: RaceData): Weighed[] {
  const trained = new Set<number>();
  return [...runNames(settings), ...(withReference ? [REFERENCE_RUN] : [])].map((name) => {
    // of a reference only the accuracies are drawn
    const heavy = name !== REFERENCE_RUN && settings.measures.heavy;
    const own = { ...settings, measures: { ...settings.measures, heavy } };
    const context = contextOf(name, { kernels: device.kernels, settings: own, data });
    const seed = weightSeedOf(settings, name);
    const trainsAlike = methodOf(name).description.trainsAlike === true;
    const isAlike = trainsAlike && trained.has(seed);
    if (trainsAlike) trained.add(seed);
    return { context, isAlike };
  });
}

/** Lets messages in. @returns whether somebody has asked for something else. */
async function isOver({ breathe, waiting }: Weighing): Promise<boolean> {
  await breathe();
  return waiting.isOver;
}

/** @returns null where somebody asked for something else meanwhile. */
async function weighAll(
  runs: readonly Weighed[],
  options: Weighing,
): Promise<readonly RunNeed[] | null> {
  const needs: RunNeed[] = [];
  for (const { context, isAlike } of runs) {
    const way = weigh(context, options.now, isAlike);
    for (;;) {
      const { done, value } = await way.next();
      if (done) {
        needs.push(value);
        break;
      }
      if (!(await isOver(options))) continue;
      // frees the copy; what is returned is nobody's
      await way.return({ run: context.run, steps: 0, ms: 0, bytes: 0 });
      return null;
    }
  }
  return needs;
}
