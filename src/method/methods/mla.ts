/**
 * MLA: one head for all modalities, which take turns at it. In every batch each modality has a step of its own, of its
 * encoder and the head; no loss sees two features. Rule of Multimodal-Learning-with-Alternating-Unimodal-Adaptation at
 * ab6c184, main.py:419-475 and utils/utils.py:12-41.
 */
import { linearHeadSpecs } from '../../engine/heads/linear-head';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { ownKey, TOTAL_LOSS } from '../../protocol/names';
import { ALTERNATING_STAGE, MLA_HEAD } from '../descriptions/mla';
import type { MethodRun, Readings, RunContext } from '../method';
import { commonFeatureDim } from '../model/encoder-bank';
import { EncoderTraining, type StepParts } from '../model/encoder-training';
import { type Weighing, weighed } from '../model/entropy-weights';
import { HeadProjection } from '../model/head-projection';
import { moduleParameters, SHARED_HEAD_MODULE } from '../model/parameter-names';
import { predictFrom } from '../model/predict-from';
import { logitsOf } from '../model/readings';
import { ruleOf } from '../model/rule-knob';
import { TrainedHead } from '../model/trained-head';
import { type Round, type TurnOrder, Turns } from '../model/turns';
import { rememberingAll } from '../run/remembering';

export function start(context: RunContext): MethodRun {
  const { data, knobs, settings } = context;
  const dims = commonFeatureDim(context, MLA_HEAD);
  const { name, stream } = SHARED_HEAD_MODULE;
  const training = new EncoderTraining(context, linearHeadSpecs(name, dims, data.classes, stream));
  const { arena, bank, lanes, recorder } = training;
  const head = new TrainedHead(training, name);
  const headParameters = moduleParameters(arena, SHARED_HEAD_MODULE);
  const turns = new Turns(training, knobs.choice('turns') as TurnOrder);
  const weighing = knobs.choice('prediction') as Weighing;
  const projecting = knobs.choice('projection');
  const isReleased = ruleOf(knobs) === 'released';
  // as released it looks for its weight under a name that no parameter has, and never acts
  const projection =
    isReleased || projecting === 'off'
      ? null
      : new HeadProjection(context, dims, projecting === 'normalised');
  const keys = lanes.map(({ id }) => ownKey(id));

  /** @param k whose turn in the round it is. */
  function turnOf(round: Round, k: number): StepParts {
    const turn = round.lanes.slice(k, k + 1);
    // as released those before it step again with a gradient of 0: decay and momentum act
    const again = isReleased ? round.lanes.slice(0, k) : [];
    return {
      reach: {
        lanes: turn,
        parameters: [...headParameters, ...again.flatMap(({ parameters }) => parameters)],
      },
      losses() {
        if (k === 0) turns.note(round);
        for (const lane of turn) {
          head.learn(lane, 1, { recorder, name: ownKey(lane.id) });
          // the very first step of the head is not projected
          if (!round.isFirst || k > 0) projection?.act(lane, arena, `${name}.weight`);
        }
        if (k + 1 === lanes.length) projection?.note();
      },
    };
  }

  const heads = (features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> =>
    Object.fromEntries(zip(keys, features).map(([key, f]) => [key, head.logitsOf(f, rows)]));
  const predict = (readings: Readings) =>
    weighed(
      weighing,
      keys.map((key) => logitsOf(readings, key)),
      readings.has,
    );

  return {
    stages: [
      {
        ...ALTERNATING_STAGE,
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        beforeEpoch: async (epoch) => turns.startEpoch(epoch),
        step(learningRate) {
          const round = turns.next();
          projection?.startBatch(round.shareOfEpoch);
          const parts = round.lanes.map((_, k) => turnOf(round, k));
          training.step(learningRate, round.wiring, ...parts);
        },
        async losses() {
          const losses = await recorder.drain();
          const total = keys.reduce((sum, key) => sum + (losses[key] ?? 0), 0);
          return { ...losses, [TOTAL_LOSS]: total };
        },
      },
    ],
    read: (split, featuresOnly) => bank.read(split, featuresOnly ? () => ({}) : heads),
    answers(readings) {
      const { answer, weights } = predict(readings);
      return { fusion: answer, fusionSource: 'method', readouts: readings.logits, weights };
    },
    predictFrom: predictFrom(context, heads, (readings) => predict(readings).answer),
    dimensionPairs: () => null,
    arenas: [arena],
    memory: rememberingAll({
      ...{ training: training.memory, turns: turns.memory },
      ...(projection && { projection: projection.memory }),
    }),
    free() {
      projection?.free();
      turns.free();
      head.free();
      training.free();
    },
  };
}
