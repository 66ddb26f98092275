/**
 * Brings a private copy of a run to the end of an epoch, from the nearest place at which the run was kept or from its
 * start, by the very steps that the run takes. Nothing is measured and the run itself is not touched.
 */
import { zip } from '../../math/zip';
import { SettingsError } from '../../protocol/settings';
import type { TrainedForStep } from '../../protocol/step';
import { startRun } from '../catalogue';
import type { MethodRun, RunContext } from '../method';
import { splitRecord } from '../model/signals';
import { EpochTrainer, type Pacing } from './epoch-trainer';
import type { KeptStandings } from './kept-standings';
import { type Standing, standingOf } from './standing';

/** How far the copy has come. */
export interface OnTheWay {
  /** Epochs trained, over all stages. */
  readonly epochs: number;
  /** Where it set out. */
  readonly from: number;
}

/** Where the copy arrived. */
export interface Arrived {
  /** Null for the nets as they are drawn. */
  readonly standing: Standing | null;
  /** What was trained for it; null where the run was kept right there. */
  readonly trained: TrainedForStep | null;
}

/** @throws Error when the standing is another network's. */
export function takeUp(run: MethodRun, { arenas, memory }: Standing): void {
  if (arenas.length !== run.arenas.length) throw new Error('It is a run with other networks.');
  for (const [arena, saved] of zip(run.arenas, arenas)) arena.restore(saved);
  run.memory.restore(memory);
}

/**
 * Yields after every chunk of steps, first of all before any, so that the caller can breathe, tell how far it is, or
 * stop pulling; what the copy holds on the device is given back however it ends.
 * @param context of the run; nothing is shared with other runs.
 * @param epochs to complete, over all stages: 0..all but the last.
 * @param kept where the run was kept; places on the way are added.
 * @throws SettingsError where the run has no epoch after these.
 */
export async function* goToEpoch(
  context: RunContext,
  epochs: number,
  kept: KeptStandings,
  pacing: Pacing,
): AsyncGenerator<OnTheWay, Arrived, void> {
  const start = kept.before(context.run, epochs);
  const from = start?.epochs ?? 0;
  if (from === epochs) return { standing: start, trained: null };
  yield { epochs: from, from };
  const run = await startRun(context);
  try {
    const all = run.stages.reduce((sum, stage) => sum + stage.epochs, 0);
    if (epochs >= all) {
      throw new SettingsError(
        'epochs',
        `There is no epoch ${epochs + 1} to look at: this run trains ${all} epochs.`,
      );
    }
    if (start) takeUp(run, start);
    const trainer = new EpochTrainer(context, pacing);
    let losses: Readonly<Record<string, number>> = {};
    let trained = from;
    /** Epochs of the stages before this one. */
    let before = 0;
    for (const stage of run.stages) {
      const after = before + stage.epochs;
      // at the very end of a stage it begins again, as a run does that goes on from a checkpoint there
      const isOver = from > after;
      if (!isOver && trained < epochs) {
        await stage.begin?.();
        while (trained < Math.min(after, epochs)) {
          await stage.beforeEpoch?.(trained - before);
          const steps = trainer.train(stage, trained - before);
          let next = await steps.next();
          while (!next.done) {
            yield { epochs: trained, from };
            next = await steps.next();
          }
          ({ losses } = splitRecord(next.value.record));
          trained += 1;
          if (kept.isDue(context.run, trained)) {
            kept.keep(context.run, await standingOf(run, trained));
          }
          yield { epochs: trained, from };
        }
      }
      before = after;
    }
    return { standing: await standingOf(run, epochs), trained: { from, losses } };
  } finally {
    run.free();
  }
}
