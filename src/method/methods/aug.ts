/**
 * AUG: in every batch each modality has a turn of its own, and the modality that does worse gets one more head, which
 * learns what the heads before it have left over. Rule of njustkmg/NeurIPS25-AUG at 841d079, train_CREMAD.py:49-90,
 * 205-228 and model/AudioVideo.py:47-104.
 */
import { type Formula, minus, own, plus, times } from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import { accuracy, type Matrix } from '../../math/matrix';
import { numberAt } from '../../math/numbers';
import { zip } from '../../math/zip';
import { FUSION_HEAD, keyOf, ownKey, TOTAL_LOSS } from '../../protocol/names';
import { SettingsError } from '../../protocol/settings';
import { AUG_HEADS, NEWEST_HEAD, OLDER_HEADS } from '../descriptions/aug';
import { ALTERNATING_STAGE } from '../descriptions/mla';
import { type MethodRun, ownStream, type Readings, type RunContext } from '../method';
import { commonFeatureDim } from '../model/encoder-bank';
import { EncoderTraining, type StepParts } from '../model/encoder-training';
import { GrowingHeads, growingHeadSpecs, withoutIdle } from '../model/growing-heads';
import { moduleParameters, SHARED_HEAD_MODULE } from '../model/parameter-names';
import { predictFrom } from '../model/predict-from';
import { logitsOf } from '../model/readings';
import { ruleOf } from '../model/rule-knob';
import { signalKey } from '../model/signals';
import { type Round, Turns } from '../model/turns';
import { noteEpoch } from '../run/notes';
import { remembering, rememberingAll } from '../run/remembering';

/** How far from sigma the ratio must be for a head to be added. */
const MARGIN = 0.01;
/** More heads of one modality are refused: every one is allocated from the start. */
const MOST_HEADS = 64;

/** How much a sample counts for the newest head, to whose true class the heads before it give p: 1 - lambda p. Input: p. */
export const leftOver = (lambda: number): Formula => minus(1, times(lambda, own(0)));

/** Which of two modalities gets a head, from the ratio of the first one's scores to the second's; null for neither. */
export function weaker(ratio: number, sigma: number): number | null {
  if (ratio > sigma + MARGIN) return 1;
  return ratio < sigma - MARGIN ? 0 : null;
}

/** Whether heads are counted after this epoch, from 0. */
const isDue = (epoch: number, every: number) => epoch === 0 || (epoch + 1) % every === 0;

/** @throws SettingsError for other than two modalities, or where one might get too many heads. */
function mostHeads({ data, settings, knobs, run }: RunContext): number {
  const { length } = data.modalities;
  if (length !== 2) {
    throw new SettingsError(
      `methods.${run}`,
      `AUG gives a head to the weaker one of two modalities; this data set has ${length}.`,
    );
  }
  const every = knobs.number('every');
  const epochs = Array.from({ length: settings.epochs - 1 }, (_, epoch) => epoch);
  const most = 1 + epochs.filter((epoch) => isDue(epoch, every)).length;
  if (most <= MOST_HEADS) return most;
  throw new SettingsError(
    `methods.${run}.every`,
    `methods.${run}.every is ${every}, so that in ${settings.epochs} epochs a modality might get ${most} heads; at most ${MOST_HEADS} are kept ready.`,
    `Raise methods.${run}.every, or train fewer epochs.`,
  );
}

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, data, batch, settings } = context;
  const most = mostHeads(context);
  const [lambda, sigma, merge] = [
    knobs.number('lambda'),
    knobs.number('sigma'),
    knobs.number('merge'),
  ];
  const [every, width] = [knobs.number('every'), knobs.number('hiddenHead')];
  const isReleased = ruleOf(knobs) === 'released';
  const dims = commonFeatureDim(context, AUG_HEADS);
  const training = new EncoderTraining(context, growingHeadSpecs(context, dims, width, most));
  const { arena, bank, lanes, recorder } = training;
  const last = moduleParameters(arena, SHARED_HEAD_MODULE);
  const order = new Turns(training, 'as-listed');
  const random = ownStream(context, 'growing-heads', 'aug');
  const sides = lanes.map((lane) => ({
    lane,
    key: ownKey(lane.id),
    /** Losses of the heads before the newest, and of the newest; sums of the true class's probability. */
    older: keyOf({ kind: 'on', word: OLDER_HEADS, modality: lane.id }),
    newest: keyOf({ kind: 'on', word: NEWEST_HEAD, modality: lane.id }),
    score: keyOf({ kind: 'on', word: 'headScore', modality: lane.id }),
    heads: new GrowingHeads(training, lane, width, most),
  }));
  type Side = (typeof sides)[number];
  const [all, before, dAll, dOlder, dNewest] = [
    ...[training.batchOfLogits(), training.batchOfLogits(), training.batchOfLogits()],
    ...[training.batchOfLogits(), training.batchOfLogits()],
  ] as const;
  const score = kernels.allocate([1]);
  const [known, counts] = [kernels.allocate([batch, 1]), kernels.allocate([batch, 1])];
  let now = 0;
  /** Who gets a head before the next epoch. */
  let next: number | null = null;

  function addUp(parts: readonly DeviceArray[], into: DeviceArray): void {
    kernels.clear(into);
    for (const part of parts) kernels.add(part, into);
  }

  /** The losses of a modality's turn: all heads together, those before the newest, and the newest on what they leave over. */
  function learn({ key, older, newest, score: scoreKey, heads }: Side): void {
    const { targets } = bank;
    const said = heads.forward();
    addUp(said, all);
    kernels.labelProbability(all, targets, score);
    kernels.record(score, { recorder, name: scoreKey });
    kernels.clear(dAll);
    kernels.crossEntropy(all, targets, 1, dAll, { recorder, name: key });
    const [last] = said.slice(-1);
    const others = said.slice(0, -1);
    if (!last || others.length === 0) {
      heads.backward([dAll]);
      return;
    }
    addUp(others, before);
    kernels.labelProbability(before, targets, known);
    kernels.formula(leftOver(lambda), [[known]], [counts]);
    kernels.clear(dOlder);
    kernels.crossEntropy(before, targets, 1, dOlder, { recorder, name: older });
    kernels.add(dAll, dOlder);
    kernels.clear(dNewest);
    kernels.crossEntropy(last, targets, 1, dNewest, { recorder, name: newest }, counts);
    kernels.add(dAll, dNewest);
    heads.backward([...others.map(() => dOlder), dNewest]);
  }

  /** As released later heads are in no optimizer, and whoever had a turn steps again with a gradient of 0. */
  const steppedOf = ({ heads }: Side) =>
    isReleased ? heads.parameters.slice(0, 2) : heads.parameters;
  const turns = (round: Round): StepParts[] =>
    sides.map((side, k) => {
      const again = isReleased ? sides.slice(0, k) : [];
      const more = again.flatMap((each) => [...each.lane.parameters, ...steppedOf(each)]);
      return {
        reach: { lanes: [side.lane], parameters: [...last, ...steppedOf(side), ...more] },
        losses() {
          if (k === 0) order.note(round);
          learn(side);
        },
      };
    });

  const heads = (features: readonly DeviceArray[], rows: number): Record<string, DeviceArray> => {
    const said = zip(sides, features).map(
      ([side, feature]) => [side.key, side.heads.logitsOf(feature, rows)] as const,
    );
    const fused = kernels.allocate([rows, data.classes]);
    const lists = said.map(([, logits]) => [logits]);
    kernels.formula(plus(times(merge, own(0)), times(1 - merge, own(1))), lists, [fused]);
    return { [FUSION_HEAD]: fused, ...Object.fromEntries(said) };
  };
  const predict = (readings: Readings): Matrix =>
    readings.has
      ? merged(
          sides.map(({ key }) => logitsOf(readings, key)),
          merge,
          readings.has,
        )
      : logitsOf(readings, FUSION_HEAD);

  async function beforeEpoch(epoch: number): Promise<void> {
    now = epoch;
    order.startEpoch(epoch);
    if (context.notes && epoch > 0) {
      const readings = await bank.read(data.train, heads);
      for (const { lane, key } of sides) {
        const right = accuracy(logitsOf(readings, key), data.train.labels);
        noteEpoch(context, 'accuracyOf', lane.id, right);
      }
    }
    for (const side of sides.filter(({ lane }) => lane.position === next)) {
      // what is recorded are the weights themselves
      side.heads.grow((count, deviation) =>
        Float32Array.from(
          { length: count },
          () => random.normal() * (context.draws ? 1 : deviation),
        ),
      );
    }
    next = null;
    for (const side of sides) noteEpoch(context, 'heads', side.lane.id, side.heads.count);
  }

  async function losses(): Promise<Record<string, number>> {
    const record = new Map(Object.entries(await recorder.drain()));
    const take = (key: string) => {
      const value = record.get(key);
      record.delete(key);
      return value ?? 0;
    };
    const told = sides.map((side) => {
      const sum = take(side.key) + take(side.older) + take(side.newest);
      return { key: side.key, sum, score: take(side.score) };
    });
    const [first, second] = told;
    if (!first || !second) throw new Error('AUG has two modalities.');
    const ratio = first.score / second.score;
    next = isDue(now, every) && now + 1 < settings.epochs ? weaker(ratio, sigma) : null;
    context.notes?.epoch(keyOf({ kind: 'whole', word: 'ratio' }), ratio);
    for (const { lane } of sides) {
      noteEpoch(context, 'newHead', lane.id, Number(lane.position === next));
    }
    return {
      ...Object.fromEntries(record),
      ...Object.fromEntries(told.map(({ key, sum }) => [key, sum])),
      ...Object.fromEntries(
        sides.map(({ lane, heads: { count } }) => [signalKey('headCount', lane.id), count]),
      ),
      [TOTAL_LOSS]: merge * first.sum + (1 - merge) * second.sum,
    };
  }

  const isInUse = (name: string): boolean =>
    !name.startsWith('growing.') || sides.some(({ heads }) => heads.parameters.includes(name));

  return {
    asksLength: true,
    stages: [
      {
        ...ALTERNATING_STAGE,
        epochs: settings.epochs,
        order: 'encoder',
        feeder: () => bank.feeder,
        beforeEpoch,
        step(learningRate) {
          const round = order.next();
          const wiring = `${round.wiring}, heads ${sides.map((side) => side.heads.count)}`;
          training.step(learningRate, wiring, ...turns(round));
        },
        losses,
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
    arenas: [withoutIdle(arena, isInUse)],
    memory: rememberingAll({
      training: training.memory,
      order: order.memory,
      random: remembering(random.save, random.restore),
      heads: remembering(
        () => [now, next ?? -1, ...sides.map((side) => side.heads.count)],
        ([epoch = 0, who = -1, ...numbers]) => {
          now = epoch;
          next = who < 0 ? null : who;
          for (const [side, count] of zip(sides, numbers)) side.heads.count = count;
        },
      ),
    }),
    free() {
      order.free();
      for (const side of sides) side.heads.free();
      kernels.free([all, before, dAll, dOlder, dNewest, score, known, counts]);
      training.free();
    },
  };
}

/** merge z_1 + (1 - merge) z_2; of a sample that has one modality only, that one's. */
export function merged(logits: readonly Matrix[], merge: number, has: Readings['has']): Matrix {
  const [first, second] = logits;
  if (!first || !second) throw new Error('AUG merges two answers.');
  const { columns } = first;
  const values = Float64Array.from(first.values, (value, place) => {
    const row = Math.floor(place / columns);
    const other = numberAt(second.values, place);
    if (has?.[0]?.[row] === 0) return other;
    return has?.[1]?.[row] === 0 ? value : merge * value + (1 - merge) * other;
  });
  return { ...first, values };
}
