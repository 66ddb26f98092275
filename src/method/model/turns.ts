/**
 * Whose turn it is in a batch, for methods that train one modality after the other: in the order of the data, or in one
 * that is drawn for every batch. Told with the losses as each modality's place.
 */
import type { DeviceArray } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import { ownStream } from '../method';
import { epochBatches } from '../run/epoch-batches';
import { type Remembering, remembering } from '../run/remembering';
import type { Lane } from './encoder-bank';
import type { EncoderTraining } from './encoder-training';

/** What a knob for the order may be. */
export type TurnOrder = 'as-listed' | 'drawn';

/** The turns of one batch. */
export interface Round {
  /** In the order of their turns. */
  readonly lanes: readonly Lane[];
  /** Whether nothing has been trained before this batch. */
  readonly isFirst: boolean;
  /** How much of the epoch's batches is over, 0 to below 1. */
  readonly shareOfEpoch: number;
  /** Names all this, as a part of the step's wiring. */
  readonly wiring: string;
}

export class Turns {
  /** At which batch of the epoch it stands. */
  readonly memory: Remembering;
  private readonly training: EncoderTraining;
  private readonly order: TurnOrder;
  private readonly batches: number;
  /** 1, 2, ... on the device. */
  private readonly places: readonly DeviceArray[];
  private epoch = 0;
  private batch = 0;
  /** For every batch of an epoch whose order is drawn. */
  private drawn: readonly (readonly number[])[] = [];

  constructor(training: EncoderTraining, order: TurnOrder) {
    const { context, lanes } = training;
    this.training = training;
    this.order = order;
    this.batches = epochBatches(context).count;
    this.places = lanes.map((_, k) => context.kernels.upload(Float32Array.of(k + 1), [1]));
    this.memory = remembering(
      () => this.batch,
      (batch) => {
        this.batch = batch;
      },
    );
  }

  /** @param epoch 0-based within the stage. */
  startEpoch(epoch: number): void {
    const { context, lanes } = this.training;
    this.epoch = epoch;
    this.batch = 0;
    if (this.order !== 'drawn') return;
    const random = ownStream(context, 'turns', epoch);
    this.drawn = Array.from({ length: this.batches }, () => [...random.permutation(lanes.length)]);
  }

  /** The turns of the batch to come. */
  next(): Round {
    const { training, batch, batches, epoch } = this;
    const positions = this.drawn[batch] ?? training.lanes.map(({ position }) => position);
    this.batch += 1;
    const isFirst = epoch === 0 && batch === 0;
    return {
      lanes: positions.map((position) => training.bank.lane(position)),
      isFirst,
      shareOfEpoch: batch / batches,
      wiring: `turns ${positions}${isFirst ? ', first' : ''}`,
    };
  }

  /** Records each modality's place in the round; part of the step's wiring. */
  note({ lanes }: Round): void {
    const turns = new Map(zip(lanes, this.places));
    this.training.note(
      'turn',
      this.training.lanes.flatMap((lane) => turns.get(lane) ?? []),
    );
  }

  free(): void {
    this.training.context.kernels.free(this.places);
  }
}
