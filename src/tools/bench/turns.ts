/** Contenders that take turns, so that a machine's moods fall on all of them alike. */
import type { Measured, Racer } from './contender';
import type { KernelTime } from './kernel-times';
import { type Row, rowOf } from './row';

/** Steps of a turn at the least: a worker's clock ticks in tenths of a millisecond. */
const FEWEST_STEPS = 3;
/** A contender whose step takes longer than this gets few turns. */
const SLOW_MS = 2000;
const SLOW_ROUNDS = 2;
/** Contenders may differ by rounding; more is another computation. */
const TOLERANCE = 1e-3;

export interface TurnOptions {
  /** Turns of everybody. */
  readonly rounds: number;
  /** Length of a turn in milliseconds: long against a timer, short against the machine's moods. */
  readonly turnMs?: number;
  /** Says when no further round may begin; one is always taken. */
  readonly isLate?: () => boolean;
}

export interface TurnsTaken {
  readonly rows: readonly Row[];
  /** Why somebody who was opened could not be timed. */
  readonly absent: readonly string[];
  /** Kernel by kernel, of the first who can say. */
  readonly kernels: readonly KernelTime[];
}

/** @throws Error when somebody's first loss is another one. */
function checkAgreement(racers: readonly Racer[]): void {
  const want = racers[0]?.firstLoss ?? Number.NaN;
  for (const { name, firstLoss, tolerance = TOLERANCE } of racers) {
    if (!(Math.abs(firstLoss - want) < tolerance)) {
      throw new Error(
        `${name} starts from a loss of ${firstLoss}, not ${want}: it times something else.`,
      );
    }
  }
}

/**
 * Warms everybody up, lets them take their turns and ends them.
 * @param told hears about each, as it is warm.
 * @throws Error when they do not compute the same.
 */
export async function takeTurns(
  opened: readonly Racer[],
  { rounds, turnMs = 400, isLate = () => false }: TurnOptions,
  told: (sentence: string) => void,
): Promise<TurnsTaken> {
  checkAgreement(opened);
  const absent: string[] = [];
  const racing: { racer: Racer; steps: number; taken: Measured[] }[] = [];
  for (const racer of opened) {
    try {
      await racer.turn(1);
      const { msPerStep } = await racer.turn(2);
      const least = msPerStep < SLOW_MS ? FEWEST_STEPS : 1;
      const steps = Math.max(least, Math.min(200, Math.round(turnMs / msPerStep)));
      racing.push({ racer, steps, taken: [] });
      told(`${racer.name} on ${racer.adapter}, about ${msPerStep.toFixed(1)} ms a step`);
    } catch (error) {
      absent.push(`${racer.name}: ${error instanceof Error ? error.message : String(error)}.`);
      await racer.end();
    }
  }
  for (let round = 0; round < rounds && (round === 0 || !isLate()); round++) {
    for (const { racer, steps, taken } of racing) {
      if (round >= SLOW_ROUNDS && (taken[0]?.msPerStep ?? 0) > SLOW_MS) continue;
      taken.push(await racer.turn(steps));
    }
  }
  let kernels: readonly KernelTime[] = [];
  for (const { racer } of racing) {
    if (kernels.length === 0) kernels = (await racer.kernels?.()) ?? [];
    await racer.end();
  }
  return { rows: racing.map(({ racer, taken }) => rowOf(racer, taken)), absent, kernels };
}
