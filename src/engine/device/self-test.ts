/**
 * Start-up self-test: one gradient step of a tiny two-layer net against constants. Some drivers return
 * all-zero gradients without an error (tensorflow/tfjs#8590); a lab that trained on them would teach nonsense.
 */
import type { Kernels } from '../kernels/kernels';

const X = [1, 2, -1, 0.5];
const LABELS = [1, 0, 0, 1];
const W1 = [0.5, -0.3, 0.2, 0.1, 0.4, -0.6];
const W2 = [0.3, -0.2, 0.1, 0.7, -0.5, 0.4];
const LEARNING_RATE = 0.5;
/**
 * Expected after one step: worked out in float64 from the formulas, as `self-test.test.ts` does again.
 */
export const SELF_TEST_EXPECTED = {
  loss: 0.61140745,
  w1: [0.56093783, -0.43695901, 0.2, 0.22187565, 0.28566603, -0.6],
  w2: [0.38531296, -0.28531296, 0.10774314, 0.69225686, -0.5, 0.4],
};
const TOLERANCE = 1e-4;

/** The numbers the device gives for the step. */
async function selfTestStep(kernels: Kernels) {
  const arena = kernels.arena([
    { name: 'w1', shape: [2, 3], bound: 0, stream: [] },
    { name: 'w2', shape: [3, 2], bound: 0, stream: [] },
  ]);
  const recorder = kernels.recorder();
  const x = kernels.upload(Float32Array.from(X), [2, 2]);
  const labels = kernels.upload(Float32Array.from(LABELS), [2, 2]);
  const hidden = kernels.allocate([2, 3]);
  const logits = kernels.allocate([2, 2]);
  const dLogits = kernels.allocate([2, 2]);
  const dHidden = kernels.allocate([2, 3]);
  try {
    arena.write('w1', Float32Array.from(W1));
    arena.write('w2', Float32Array.from(W2));
    kernels.linear(x, arena, 'w1', null, 'relu', hidden);
    kernels.linear(hidden, arena, 'w2', null, 'linear', logits);
    kernels.crossEntropy(logits, labels, 1, dLogits, { recorder, name: 'loss' });
    kernels.linearWeightGradient(hidden, dLogits, arena, 'w2', null);
    kernels.linearInputGradient(dLogits, arena, 'w2', dHidden);
    kernels.reluGradient(hidden, dHidden);
    kernels.linearWeightGradient(x, dHidden, arena, 'w1', null);
    kernels.sgd(arena, { learningRate: LEARNING_RATE, momentum: 0, weightDecay: 0 });
    const { loss } = await recorder.drain();
    const values = await arena.read();
    return { loss, w1: [...(values.get('w1') ?? [])], w2: [...(values.get('w2') ?? [])] };
  } finally {
    recorder.free();
    arena.free();
    kernels.free([x, labels, hidden, logits, dLogits, dHidden]);
  }
}

/** @returns null when the device computes the step right, else a sentence that says what is off. */
export async function selfTest(kernels: Kernels): Promise<string | null> {
  const got = await selfTestStep(kernels);
  const pairs: [string, number | undefined, number][] = [
    ['the loss', got.loss, SELF_TEST_EXPECTED.loss],
    ...SELF_TEST_EXPECTED.w1.map((want, i): [string, number | undefined, number] => [
      'a first-layer weight',
      got.w1[i],
      want,
    ]),
    ...SELF_TEST_EXPECTED.w2.map((want, i): [string, number | undefined, number] => [
      'a second-layer weight',
      got.w2[i],
      want,
    ]),
  ];
  for (const [what, value, want] of pairs) {
    if (value === undefined || !(Math.abs(value - want) < TOLERANCE)) {
      return `${what} came out as ${value}, not ${want}.`;
    }
  }
  return null;
}
