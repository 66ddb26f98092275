/** Notes in every step whose encoder it leaves out; 1 and 0 stand on the device, so that it is part of repeated steps. */
import type { DeviceArray } from '../../engine/kernels/kernels';
import type { Lane } from './encoder-bank';
import type { EncoderTraining } from './encoder-training';

export class FrozenNote {
  /** The number 0, `[1]`. */
  readonly zero: DeviceArray;
  private readonly one: DeviceArray;
  private readonly training: EncoderTraining;

  constructor(training: EncoderTraining) {
    const { kernels } = training.context;
    this.training = training;
    this.zero = kernels.upload(Float32Array.of(0), [1]);
    this.one = kernels.upload(Float32Array.of(1), [1]);
  }

  /** @param isFrozen whether a step leaves out the encoder of this lane. */
  note(isFrozen: (lane: Lane) => boolean): void {
    const { training, one, zero } = this;
    training.note(
      'frozenShare',
      training.lanes.map((lane) => (isFrozen(lane) ? one : zero)),
    );
  }

  free(): void {
    this.training.context.kernels.free([this.one, this.zero]);
  }
}
