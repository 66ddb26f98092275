/**
 * The game of MCR between the encoders under a linear head. J^(m) = JS(softmax(z^(m)), softmax(z)), where z^(m) has the
 * features of modality m in another order of the batch's rows. A head that adds up readouts shuffles readouts with its
 * features, so z^(m) = z - z_m + P z_m, and all there is to the game are gradients on readouts:
 *
 *   on z_m of J^(m): P^T g' + g, on the others': g' + g, with g' and g the gradients on z^(m) and z.
 *
 * "Seen by" an encoder: the features of all others are constants; the head is one never.
 */

import type { Readout } from '../../engine/heads/fusion-types';
import { minus, over, own, plus, times } from '../../engine/kernels/formula/op';
import type { DeviceArray, LossRecord } from '../../engine/kernels/kernels';
import type { Random } from '../../math/rng';
import { zip } from '../../math/zip';
import type { RunContext } from '../method';
import { noteEach } from '../run/notes';
import { Divergence } from './divergence';
import type { Lane } from './encoder-bank';
import type { JointModel } from './joint-model';
import { Shuffles } from './shuffles';

/** z - z_m + P z_m */
const SHUFFLED_LOGITS = plus(minus(own(0), own(1)), own(2));

/**
 * What an encoder wants of the divergence under its own modality's shuffle and under another's, as signs of its loss, and
 * whether the head plays. Greedy: own larger, others' smaller, and on the head the two take each other away.
 */
const SIGNS = {
  greedy: { own: -1, others: 1, headPlays: false },
  independent: { own: -1, others: 0, headPlays: true },
  collaborative: { own: -1, others: -1, headPlays: true },
} as const;

export type GameMode = keyof typeof SIGNS;

/** One modality in the game. Arrays are `[batch, classes]`. */
interface Player {
  readonly lane: Lane;
  readonly readout: Readout;
  /** Sums over the rounds: of the gradients on its readout for its encoder and for the head, and of J^(m). */
  readonly toEncoder: DeviceArray;
  readonly toHead: DeviceArray;
  readonly apart: DeviceArray;
  readonly mean: DeviceArray;
}

export class ShuffleGame {
  private readonly context: RunContext;
  private readonly model: JointModel;
  private readonly rounds: number;
  private readonly signs: (typeof SIGNS)[GameMode];
  private readonly shuffles: Shuffles;
  /** Of the step at hand: round after round, modality after modality. */
  private orders: readonly DeviceArray[] = [];
  private readonly divergence: Divergence;
  private readonly players: readonly Player[];
  private readonly shuffled: DeviceArray;
  private readonly fused: DeviceArray;
  /** g' + g and P^T g' + g. */
  private readonly straight: DeviceArray;
  private readonly turned: DeviceArray;
  private readonly scaled: DeviceArray;
  private readonly sum: DeviceArray;
  private readonly value: DeviceArray;
  private readonly minusOne: DeviceArray;

  constructor(
    context: RunContext,
    model: JointModel,
    random: Random,
    { mode, rounds }: { readonly mode: GameMode; readonly rounds: number },
  ) {
    const { kernels, batch, data } = context;
    const { lanes } = model.training;
    const array = () => model.training.batchOfLogits();
    this.context = context;
    this.model = model;
    this.rounds = rounds;
    this.signs = SIGNS[mode];
    this.shuffles = new Shuffles(kernels, random, rounds * lanes.length);
    this.divergence = new Divergence(kernels, { rows: batch, classes: data.classes, count: 2 });
    this.players = zip(lanes, model.pass.readouts).map(([lane, readout]) => ({
      ...{ lane, readout },
      ...{ toEncoder: array(), toHead: array(), apart: array(), mean: array() },
    }));
    this.shuffled = array();
    this.fused = array();
    this.straight = array();
    this.turned = array();
    this.scaled = array();
    this.sum = array();
    this.value = array();
    this.minusOne = kernels.upload(Float32Array.of(-1), [1]);
  }

  /** Draws the orders of the step to come. */
  draw(): void {
    this.orders = this.shuffles.draw(this.context.batch.now);
  }

  /**
   * Adds the gradients of the game on the last fused answer, to encoders and head.
   * @param weight `[1]`. @param record takes the loss as it is counted, weight and all: in the greedy game it is 0;
   *   in a step that is looked at the sum of the J^(m).
   */
  play(weight: DeviceArray, record: LossRecord): void {
    const { context, players, signs, rounds, sum, value } = this;
    const { kernels } = context;
    for (const { toEncoder, toHead, apart } of players) {
      for (const each of [toEncoder, toHead, apart]) kernels.clear(each);
    }
    const readouts = this.model.readoutLogits();
    for (const [k, order] of this.orders.entries()) {
      const m = k % players.length;
      const readout = readouts[m];
      if (readout) this.round(m, readout, order);
    }
    for (const { lane, readout, toEncoder, toHead } of players) {
      readout.inputGradient(this.weighed(toEncoder, weight), lane.dFeature);
      if (signs.headPlays) readout.weightGradient(this.weighed(toHead, weight), lane.feature);
    }
    kernels.clear(sum);
    for (const { apart } of players) kernels.add(apart, sum);
    kernels.clear(value);
    // whoever looks at a step is told how far the answers are apart, of which the sum of all wants says nothing
    if (context.weighed) kernels.formula(over(own(0), rounds), [[sum]], [value]);
    else if (signs.headPlays) kernels.multiply(this.weighed(sum, weight), this.minusOne, value);
    kernels.record(value, record);
    const means = players.map(({ mean }) => mean);
    kernels.formula(over(own(0), rounds), [players.map(({ apart }) => apart)], means);
    this.model.training.note('shuffleDivergence', means);
    noteEach(context, 'J', means);
  }

  free(): void {
    const { players, shuffles, divergence } = this;
    const { shuffled, fused, straight, turned, scaled, sum, value, minusOne } = this;
    shuffles.free();
    divergence.free();
    this.context.kernels.free([
      ...[shuffled, fused, straight, turned, scaled, sum, value, minusOne],
      ...players.flatMap(({ toEncoder, toHead, apart, mean }) => [toEncoder, toHead, apart, mean]),
    ]);
  }

  /** J^(m) of one order, and what everybody makes of it. */
  private round(m: number, readout: DeviceArray, order: DeviceArray): void {
    const { players, signs, divergence, shuffled, fused, straight, turned, minusOne } = this;
    const { kernels } = this.context;
    const { logits } = this.model.pass;
    kernels.product(order, readout, shuffled);
    kernels.formula(SHUFFLED_LOGITS, [[logits], [readout], [shuffled]], [fused]);
    divergence.of([fused, logits]);
    const [onShuffled, onFused] = divergence.gradients;
    if (!onShuffled || !onFused) return;
    kernels.formula(plus(own(0), own(1)), [[onShuffled], [onFused]], [straight]);
    kernels.clear(turned);
    kernels.transposedProduct(order, onShuffled, turned);
    kernels.add(onFused, turned);
    players.forEach(({ toEncoder, toHead, apart }, k) => {
      const gradient = k === m ? turned : straight;
      if (k === m) kernels.add(divergence.value, apart);
      const sign = k === m ? signs.own : signs.others;
      if (sign > 0) kernels.add(gradient, toEncoder);
      if (sign < 0) kernels.multiply(gradient, minusOne, toEncoder);
      if (signs.headPlays) kernels.multiply(gradient, minusOne, toHead);
    });
  }

  /** A sum over the rounds as it counts, until the next call. */
  private weighed(sum: DeviceArray, weight: DeviceArray): DeviceArray {
    const { scaled, rounds } = this;
    this.context.kernels.formula(over(times(own(0), own(1)), rounds), [[sum], [weight]], [scaled]);
    return scaled;
  }
}
