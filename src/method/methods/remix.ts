/**
 * Remix: after a warm-up every sample is trained through the modality that is less sure of it, the features of the others
 * set to zero, in batches of one modality each.
 * Rule of Remix_ICML2025 at 80898aa, train.py:36-171 and models/models.py:38-67.
 */
import { accuracy } from '../../math/matrix';
import { FUSED_LOSS } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext } from '../method';
import { JointModel } from '../model/joint-model';
import { FUSION_HEAD_MODULE, moduleParameters, privateHeadModule } from '../model/parameter-names';
import { PlannedFeatures } from '../model/planned-features';
import { logitsOf } from '../model/readings';
import { certainty, leastSure, remixed } from '../model/remixed';
import { ruleOf } from '../model/rule-knob';
import { PrivateHeads, privateHeadSpecs } from '../model/trained-head';
import { inBatches } from '../run/epoch-batches';
import type { EpochPlan, OrderOf } from '../run/epoch-plan';
import { noteEpoch, noteSamples } from '../run/notes';

export function start(context: RunContext): MethodRun {
  const { knobs, data } = context;
  const { train, modalities } = data;
  const warmupEpochs = knobs.number('warmupEpochs');
  const [warmupWeight, gamma] = [knobs.number('warmupWeight'), knobs.number('gamma')];
  const isMixed = knobs.flag('interleave');
  const isReleased = ruleOf(knobs) === 'released';
  const model = new JointModel(context, privateHeadSpecs(context));
  const { training } = model;
  const { arena, lanes } = training;
  const heads = new PrivateHeads(training);
  const planned = new PlannedFeatures(context, model, train.size);
  const fusionHead = moduleParameters(arena, FUSION_HEAD_MODULE);
  /** Whom each sample trains in the epoch at hand; null in the warm-up, where it trains all. */
  let through: Int32Array | null = null;
  /** Whom each batch of the epoch trains, and how many batches have been. */
  let turns: readonly number[] = [];
  let taken = 0;

  function plan(orderOf: OrderOf): EpochPlan {
    const order = orderOf(train.size);
    taken = 0;
    turns = [];
    if (!through) return { ...inBatches(order, context), shown: modalities.map(() => null) };
    const made = remixed(order, through, isMixed, context);
    turns = made.turns;
    noteEpoch(context, 'steps', null, turns.length);
    return made;
  }

  /** Only the encoder and the head of the modality, and the fusion head; as released all are stepped. */
  const reachOf = (position: number) => ({
    lanes: lanes.filter((lane) => lane.position === position),
    parameters: [...fusionHead, ...moduleParameters(arena, privateHeadModule(position))],
  });

  /** The share of the epoch's batches in which the loss of a private head counts. */
  const shareOf = (m: number) =>
    through ? turns.filter((turn) => turn === m).length / turns.length : 1;

  const run = model.run({
    stage: JOINT_STAGE,
    planned: planned.stage(plan),
    async beforeEpoch(epoch) {
      through = null;
      if (epoch < warmupEpochs && !context.notes) return;
      const readings = await run.read(train);
      const logits = heads.keys.map((key) => logitsOf(readings, key));
      const bits = logits.map(certainty);
      const least = leastSure(bits);
      if (epoch >= warmupEpochs) through = least;
      noteSamples(context, 'assigned', null, least);
      for (const [m, { id }] of modalities.entries()) {
        noteSamples(context, 'bits', id, bits[m] ?? []);
        noteEpoch(context, 'counts', id, least.filter((own) => own === m).length);
        const own = logits[m];
        if (own) noteEpoch(context, 'accuracyOf', id, accuracy(own, train.labels));
      }
    },
    step(learningRate) {
      const turn = turns[taken] ?? null;
      taken += 1;
      training.step(learningRate, turn === null ? 'all' : `through ${turn}`, {
        ...(turn !== null && !isReleased && { reach: reachOf(turn) }),
        losses() {
          planned.fusedLoss();
          if (turn === null) heads.learn(warmupWeight);
          else heads.learn(gamma, turn);
        },
      });
    },
    total: (losses) =>
      heads.keys.reduce(
        (sum, key, m) => sum + (through ? gamma : warmupWeight) * shareOf(m) * (losses[key] ?? 0),
        losses[FUSED_LOSS] ?? Number.NaN,
      ),
    heads: (features, rows) => heads.logitsOf(features, rows),
    free() {
      planned.free();
      heads.free();
    },
  });
  return run;
}
