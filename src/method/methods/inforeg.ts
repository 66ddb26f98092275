/**
 * InfoReg: while an encoder's window is open, the one that leads in a batch is pulled back to where its weights were when
 * the epoch began, so that the others can take in more. The window is open while the Fisher trace still grows. Rule of
 * InfoReg_CVPR2025 at 939b2ed, main.py:231-247, 457-495, 563-577.
 */
import { exp, ifGreater, minus, others, own, tanh, times } from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { ReadoutLosses } from '../model/readout-losses';
import { ruleOf } from '../model/rule-knob';
import { noteEach, noteEpoch } from '../run/notes';
import { remembering } from '../run/remembering';

/** beta exp(tanh(s - s of the others)) for an encoder that leads, else 0; of scores and betas. */
export const pullStrength = ifGreater(
  own(0),
  others(0),
  times(own(1), exp(tanh(minus(own(0), others(0))))),
  0,
);

/**
 * How much the mean of the last `window` traces lies above that of the `window` one earlier, as a share of it; traces that
 * are not there yet are 0. 1 before there is any, 0 where all are 0.
 */
export function traceGrowth(traces: readonly number[], window: number): number {
  if (traces.length === 0) return 1;
  const padded = [...Array.from({ length: window + 1 }, () => 0), ...traces];
  const mean = (part: readonly number[]) => part.reduce((sum, each) => sum + each, 0) / window;
  const [now, before] = [mean(padded.slice(-window)), mean(padded.slice(-window - 1, -1))];
  return now === 0 ? 0 : (now - before) / now;
}

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'InfoReg');
  const { kernels, knobs, batch } = context;
  const isReleased = ruleOf(knobs) === 'released';
  const [threshold, window] = [knobs.number('threshold'), knobs.number('window')];
  const model = new JointModel(context);
  const { training } = model;
  const { arena, lanes } = training;
  const readouts = new ReadoutLosses(model);
  const ids = lanes.map(({ id }) => id);
  const betas = knobs.numbersFor('beta', ids);
  const one = () => lanes.map(() => kernels.allocate([1]));
  const [strengths, scores, open, sums] = [one(), one(), one(), one()];
  const shapes = new Map(arena.specs.map(({ name, shape }) => [name, shape]));
  const held = zip(lanes, training.traces).map(([lane, trace]) => ({
    trace,
    /** Where the encoder's parameters were when the epoch began. */
    references: lane.parameters.map(
      (name) => [name, kernels.allocate(shapes.get(name) ?? [])] as const,
    ),
  }));
  /** Traces of the last epochs, the newest last. */
  let traces: readonly (readonly number[])[] = lanes.map(() => []);

  const numbersIn = async (arrays: readonly DeviceArray[]): Promise<number[]> =>
    (await kernels.read([...arrays])).map((values) => values[0] ?? Number.NaN);

  /** Takes down the traces of the epoch that has ended. */
  async function endEpoch(): Promise<void> {
    const ended = await numbersIn(sums);
    traces = zip(traces, ended).map(([before, trace]) => [...before, trace].slice(-window - 1));
    for (const [id, trace] of zip(ids, ended)) noteEpoch(context, 'trace', id, trace);
  }

  async function beginEpoch(): Promise<void> {
    const values = await arena.read();
    for (const { references } of held) {
      for (const [name, reference] of references) {
        kernels.write(reference, values.get(name) ?? new Float32Array());
      }
    }
    const growths = traces.map((own) => traceGrowth(own, window));
    for (const [[id, beta], [growth, array]] of zip(zip(ids, betas), zip(growths, open))) {
      noteEpoch(context, 'k', id, growth);
      // as released one trace decides for all
      const deciding = isReleased ? (growths[0] ?? growth) : growth;
      kernels.write(array, Float32Array.of(deciding > threshold ? beta : 0));
    }
    // written, not cleared: steps that are repeated find their arrays in one state
    for (const sum of sums) kernels.write(sum, Float32Array.of(0));
  }

  function losses(): void {
    model.fusedLoss();
    model.fusedLossReachesEncoders();
    const logits = readouts.learn();
    const share = isReleased ? 1 : 1 / batch.now;
    kernels.formula(times(own(0), share), [model.batchScores('labelProbability', logits)], scores);
    kernels.formula(pullStrength, [scores, open], strengths);
    training.note('pullStrength', strengths);
    noteEach(context, 'score', scores);
    noteEach(context, 'beta', strengths);
  }

  function pull(): void {
    for (const [{ references, trace }, [strength, sum]] of zip(held, zip(strengths, sums))) {
      for (const [name, reference] of references) {
        kernels.pullToReference(arena, name, reference, strength);
      }
      kernels.add(trace.take(), sum);
    }
  }

  return model.run({
    stage: JOINT_STAGE,
    async beforeEpoch(epoch) {
      if (epoch > 0) await endEpoch();
      await beginEpoch();
    },
    step: (learningRate) => training.step(learningRate, 'inforeg', { losses, modulate: pull }),
    total: (losses) =>
      readouts.keys.reduce(
        (sum, key) => sum + (losses[key] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    memory: remembering(
      async () => ({ traces, sums: await numbersIn(sums) }),
      (saved) => {
        ({ traces } = saved);
        for (const [sum, value] of zip(sums, saved.sums)) {
          kernels.write(sum, Float32Array.of(value));
        }
      },
    ),
    free() {
      readouts.free();
      const references = held.flatMap((each) => each.references.map(([, array]) => array));
      kernels.free([...references, ...strengths, ...scores, ...open, ...sums]);
    },
  });
}
