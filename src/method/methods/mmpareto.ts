/**
 * MMPareto: two losses send gradients into every encoder, the fused one and its own. Where they are in conflict, the
 * encoder follows the shortest mixture of the two, which goes against neither, made as long again as their sum.
 * Rule of MMPareto_ICML2024 at a339db3, code/MMPareto.py:88-209 and min_norm_solvers.py:9-30.
 */
import {
  type Formula,
  ifGreater,
  max,
  minus,
  over,
  own,
  plus,
  sqrt,
  times,
} from '../../engine/kernels/formula/op';
import { LEAST_SQUARE } from '../../engine/kernels/gradients/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';
import { PrivateHeads, privateHeadSpecs } from '../model/trained-head';
import { noteEach } from '../run/notes';

/** Inputs of the formulas: <a, u>, |a|^2, |u|^2, a the gradient of the fused loss and u that of the encoder’s own. */
const [BOTH, FUSED, OWN] = [own(0), own(1), own(2)];

/** 1 where the two are in conflict: a cosine of 0 or below. */
const conflict = ifGreater(BOTH, 0, 0, 1);

/** |a - u|^2 */
const apart = minus(plus(FUSED, OWN), times(2, BOTH));

/** k of the fused loss: a half where the two agree, else the point of the segment from a to u that is nearest to 0. */
export const fusedWeight = ifGreater(
  BOTH,
  0,
  0.5,
  over(minus(OWN, BOTH), max(LEAST_SQUARE, apart)),
);

const cosine = over(BOTH, max(LEAST_SQUARE, times(sqrt(FUSED), sqrt(OWN))));

export function start(context: RunContext): MethodRun {
  const { kernels, knobs } = context;
  const gamma = knobs.number('gamma');
  const model = new JointModel(context, privateHeadSpecs(context));
  const { training } = model;
  const { arena, bank, lanes } = training;
  const heads = new PrivateHeads(training);
  const owned: DeviceArray[] = [];
  const array = (shape: readonly number[] = [1]) => {
    const made = kernels.allocate(shape);
    owned.push(made);
    return made;
  };
  const shapes = new Map(arena.specs.map(({ name, shape }) => [name, shape]));
  const pulled = lanes.map(({ parameters }) => ({
    parameters,
    taken: parameters.map((name) => array(shapes.get(name))),
    products: { both: array(), taken: array(), now: array() },
    conflict: array(),
    cosine: array(),
    /** k of the fused loss, and twice it and the other: a half and a half are the plain sum. */
    weight: array(),
    weights: [array(), array()] as const,
    scales: parameters.map(() => array()),
  }));
  const products = [
    pulled.map((lane) => lane.products.both),
    pulled.map((lane) => lane.products.taken),
    pulled.map((lane) => lane.products.now),
  ];
  const each = (formula: Formula, outs: readonly DeviceArray[]) =>
    kernels.formula(formula, products, outs);

  function losses(): void {
    model.fusedLoss();
    model.fusedLossReachesEncoders();
    bank.backward();
    for (const { parameters, taken } of pulled) {
      for (const [name, into] of zip(parameters, taken)) kernels.takeGradient(arena, name, into);
    }
    for (const { dFeature } of lanes) kernels.clear(dFeature);
    heads.learn(1);
  }

  function combine(): void {
    for (const { parameters, taken, products } of pulled) {
      kernels.compareGradients(arena, parameters, taken, products);
    }
    each(
      conflict,
      pulled.map((lane) => lane.conflict),
    );
    each(
      fusedWeight,
      pulled.map(({ weight }) => weight),
    );
    each(
      times(2, fusedWeight),
      pulled.map(({ weights }) => weights[0]),
    );
    each(
      minus(2, times(2, fusedWeight)),
      pulled.map(({ weights }) => weights[1]),
    );
    for (const { parameters, taken, weights, scales } of pulled) {
      for (const [[name, fused], scale] of zip(zip(parameters, taken), scales)) {
        kernels.combineGradients(arena, name, fused, { weights, gamma, scale });
      }
    }
    training.note(
      'gradientConflict',
      pulled.map((lane) => lane.conflict),
    );
    training.note(
      'fusedWeight',
      pulled.map(({ weight }) => weight),
    );
    if (!context.notes) return;
    each(
      cosine,
      pulled.map((lane) => lane.cosine),
    );
    noteEach(
      context,
      'cosine',
      pulled.map((lane) => lane.cosine),
    );
    for (const k of pulled[0]?.scales.keys() ?? []) {
      noteEach(
        context,
        `rescale${k}`,
        pulled.flatMap(({ scales }) => scales.slice(k, k + 1)),
      );
    }
  }

  return model.run({
    stage: JOINT_STAGE,
    step: (learningRate) => training.step(learningRate, 'mmpareto', { losses, combine }),
    total: (losses) =>
      heads.keys.reduce((sum, key) => sum + (losses[key] ?? 0), losses[FUSED_LOSS] ?? Number.NaN),
    heads: (features, rows) => heads.logitsOf(features, rows),
    free() {
      heads.free();
      kernels.free(owned);
    },
  });
}
