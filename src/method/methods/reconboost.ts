/**
 * ReconBoost: encoders under one shared head join an ensemble one after the other. In its phase alone an encoder learns
 * most from the samples that the others do not know yet; then the whole ensemble learns, and the number b that its sum
 * is multiplied by. Rule of huacong/ReconBoost at 14ab57a, train.py:286-402 and models/dynamic_net.py:5-15, 96-135.
 */

import { LinearHead, linearHeadSpecs } from '../../engine/heads/linear-head';
import { type Formula, minus, over, own, times } from '../../engine/kernels/formula/op';
import type { DeviceArray, ParameterArena } from '../../engine/kernels/kernels';
import type { Matrix } from '../../math/matrix';
import { zip } from '../../math/zip';
import { answeringIn, boostingPhase } from '../../protocol/boosting-phases';
import { FUSED_LOSS, FUSION_HEAD, keyOf, ownKey, TOTAL_LOSS } from '../../protocol/names';
import { BOOSTING, BOOSTING_STAGE, RECONBOOST_HEAD } from '../descriptions/reconboost';
import type { MethodRun, Readings, RunContext } from '../method';
import { BoostedSum, boostSpec, ofThoseThere } from '../model/boosted-sum';
import { commonFeatureDim, type Lane } from '../model/encoder-bank';
import { EncoderTraining } from '../model/encoder-training';
import { FrozenNote } from '../model/frozen-note';
import { BOOST_MODULE, moduleParameters, SHARED_HEAD_MODULE } from '../model/parameter-names';
import { predictFrom } from '../model/predict-from';
import { logitsOf } from '../model/readings';
import { signalKey } from '../model/signals';
import { Teachers } from '../model/teachers';
import { note, noteEpoch } from '../run/notes';
import { remembering, rememberingAll } from '../run/remembering';

/** The run from encoders that were trained alone: they come first, and their weights take the place of the drawn ones. */
function startingAlone(context: RunContext, run: MethodRun, arena: ParameterArena): MethodRun {
  const alone = new Teachers(context);
  let hasTaken = false;
  const stages = run.stages.map((stage) => ({
    ...stage,
    async begin() {
      // a run that goes on from a checkpoint begins again
      if (!hasTaken) await alone.giveEncoders(arena);
      hasTaken = true;
    },
  }));
  const taken = remembering(
    () => Number(hasTaken),
    (saved) => {
      hasTaken = saved === 1;
    },
  );
  return alone.before({ ...run, stages, memory: rememberingAll({ run: run.memory, taken }) });
}

/** How much a sample counts to whose true class the others give q: (w1 - w2 q) / divisor. Input: q. */
export const sampleWeight = (w1: number, w2: number, divisor: number): Formula =>
  over(minus(w1, times(w2, own(0))), divisor);

const BOOSTING_LOSS = keyOf({ kind: 'whole', word: BOOSTING });

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, data, batch, settings } = context;
  const [w1, w2] = [knobs.number('w1'), knobs.number('w2')];
  const lengths = {
    boostEpochs: knobs.number('boostEpochs'),
    jointEpochs: knobs.number('jointEpochs'),
    modalities: data.modalities.length,
  };
  const dims = commonFeatureDim(context, RECONBOOST_HEAD);
  const { name, stream } = SHARED_HEAD_MODULE;
  const specs = [...linearHeadSpecs(name, dims, data.classes, stream), boostSpec];
  const training = new EncoderTraining(context, specs);
  const { arena, bank, lanes, recorder } = training;
  const head = new LinearHead(kernels, arena, name);
  const boosted = new BoostedSum(training);
  const headParameters = moduleParameters(arena, SHARED_HEAD_MODULE);
  const boostParameters = moduleParameters(arena, BOOST_MODULE);
  const logits = lanes.map(() => training.batchOfLogits());
  const dOwn = training.batchOfLogits();
  /** What the others give to the true class, and how much the sample counts, `[batch, 1]`. */
  const [known, counts] = [kernels.allocate([batch, 1]), kernels.allocate([batch, 1])];
  const frozenNote = new FrozenNote(training);
  const divisor = knobs.choice('divideByClasses') === 'on' ? data.classes : 1;
  let now = 0;
  let phase = boostingPhase(now, lengths);

  const at = (positions: readonly number[]): Lane[] => positions.map((m) => bank.lane(m));
  /** The head's logits of these encoders' features of the batch. */
  const answersOf = (members: readonly Lane[]): readonly DeviceArray[] =>
    members.flatMap(({ feature, position }) => {
      const out = logits[position];
      if (out) head.forward(feature, out);
      return out ? [out] : [];
    });

  /** The encoder whose turn it is, against what the ensemble without it knows. */
  function boost(lane: Lane): void {
    const { targets } = bank;
    const others = at(phase.ensemble.filter((m) => m !== lane.position));
    kernels.labelProbability(boosted.forward(answersOf(others)), targets, known);
    kernels.formula(sampleWeight(w1, w2, divisor), [[known]], [counts]);
    note(context, 'meanQ', known);
    for (const z of answersOf([lane])) {
      kernels.clear(dOwn);
      kernels.crossEntropy(z, targets, 1, dOwn, { recorder, name: BOOSTING_LOSS }, counts);
    }
    head.backward(lane.feature, dOwn, lane.dFeature);
  }

  /** The whole ensemble and b. */
  function together(members: readonly Lane[]): void {
    const z = boosted.forward(answersOf(members));
    kernels.clear(boosted.dLogits);
    kernels.crossEntropy(z, bank.targets, 1, boosted.dLogits, { recorder, name: FUSED_LOSS });
    const dLogits = boosted.backward();
    for (const { feature, dFeature } of members) head.backward(feature, dLogits, dFeature);
  }

  function step(learningRate: number): void {
    const { isAlone, turn, ensemble } = phase;
    const reached = at(isAlone ? [turn] : ensemble);
    const parameters = isAlone ? headParameters : [...headParameters, ...boostParameters];
    training.step(learningRate, `${isAlone ? 'alone' : 'together'} ${turn} of ${ensemble}`, {
      reach: { lanes: reached, parameters },
      losses() {
        frozenNote.note((lane) => !reached.includes(lane));
        if (isAlone) for (const lane of reached) boost(lane);
        else together(reached);
      },
    });
  }

  const heads = (features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> => {
    const own = zip(lanes, features).map(([{ id, position }, feature]) => {
      const out = kernels.allocate([rows, data.classes]);
      head.forward(feature, out);
      return { position, key: ownKey(id), out };
    });
    const answering = answeringIn(phase);
    const members = own.filter(({ position }) => answering.includes(position));
    return {
      [FUSION_HEAD]: boosted.of(
        members.map(({ out }) => out),
        rows,
      ),
      ...Object.fromEntries(own.map(({ key, out }) => [key, out])),
    };
  };

  const predict = (readings: Readings): Matrix => {
    const members = at(answeringIn(phase));
    const parts = members.map(({ id }) => logitsOf(readings, ownKey(id)));
    const voices = readings.has && members.map(({ position }) => readings.has?.[position] ?? null);
    return ofThoseThere(logitsOf(readings, FUSION_HEAD), parts, voices);
  };

  async function beforeEpoch(epoch: number): Promise<void> {
    now = epoch;
    phase = boostingPhase(epoch, lengths);
    await notePhase();
    // every phase has an optimizer of its own
    if (phase.begins) arena.restore({ ...(await arena.save()), moments: [], steps: 0 });
  }

  async function notePhase(): Promise<void> {
    const { notes } = context;
    if (!notes) return;
    const whole = (word: string, value: number) =>
      notes.epoch(keyOf({ kind: 'whole', word }), value);
    whole('stage', phase.stage);
    whole('phase', phase.isAlone ? 1 : 2);
    whole('boost', await boosted.value());
    for (const { id, position } of lanes) {
      noteEpoch(context, 'turn', id, Number(position === phase.turn));
      noteEpoch(context, 'ensemble', id, Number(phase.ensemble.includes(position)));
    }
  }

  const run: MethodRun = {
    stages: [
      {
        ...BOOSTING_STAGE,
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        beforeEpoch,
        step,
        async losses() {
          const losses = await recorder.drain();
          const total = losses[phase.isAlone ? BOOSTING_LOSS : FUSED_LOSS] ?? Number.NaN;
          const rate = await boosted.value();
          const weights = at(answeringIn(phase)).map(({ id }) => [
            signalKey('answerWeight', id),
            rate,
          ]);
          return { ...losses, ...Object.fromEntries(weights), [TOTAL_LOSS]: total };
        },
      },
    ],
    read: (split, featuresOnly) => bank.read(split, featuresOnly ? () => ({}) : heads),
    answers: (readings) => ({
      fusion: predict(readings),
      fusionSource: 'method',
      readouts: readings.logits,
    }),
    predictFrom: predictFrom(context, heads, predict),
    dimensionPairs: () => null,
    arenas: [arena],
    memory: rememberingAll({
      training: training.memory,
      phase: remembering(
        () => now,
        (epoch) => {
          now = epoch;
          phase = boostingPhase(epoch, lengths);
        },
      ),
    }),
    free() {
      frozenNote.free();
      boosted.free();
      kernels.free([...logits, dOwn, known, counts]);
      training.free();
    },
  };
  return knobs.choice('start') === 'unimodal' ? startingAlone(context, run, arena) : run;
}
