/**
 * Heads that are added to a modality while it trains, each a hidden layer of its own under one last layer for all heads
 * and modalities: u_j = ReLU(A_j f), z = sum of W u_j + c. All that there may ever be are allocated from the start; one
 * that is not in use yet says nothing and is no part of a step.
 */
import type { DeviceArray, ParameterArena, ParameterSpec } from '../../engine/kernels/kernels';
import { sizeOf } from '../../math/shape';
import type { RunContext } from '../method';
import type { Lane } from './encoder-bank';
import type { EncoderTraining } from './encoder-training';
import { growingHeadModule, SHARED_HEAD_MODULE } from './parameter-names';

/** Arrays of one head for the batch: its hidden layer and what it says, and the gradients on both. */
interface Head {
  readonly name: string;
  readonly hidden: DeviceArray;
  readonly dHidden: DeviceArray;
  readonly logits: DeviceArray;
}

const { name: LAST, stream: LAST_STREAM } = SHARED_HEAD_MODULE;

/** Parameters of so many heads of each modality, and of the last layer; later heads start at 0. */
export function growingHeadSpecs(
  { data }: RunContext,
  dims: number,
  width: number,
  most: number,
): ParameterSpec[] {
  const linear = (
    { name, stream }: { name: string; stream: ParameterSpec['stream'] },
    inputs: number,
    outputs: number,
    bound = 1 / Math.sqrt(inputs),
  ): ParameterSpec[] => [
    { name: `${name}.weight`, shape: [inputs, outputs], bound, stream },
    { name: `${name}.bias`, shape: [outputs], bound, stream },
  ];
  const heads = data.modalities.flatMap(({ position }) =>
    Array.from({ length: most }, (_, j) =>
      linear(growingHeadModule(position, j), dims, width, j === 0 ? undefined : 0),
    ).flat(),
  );
  return [...heads, ...linear({ name: LAST, stream: LAST_STREAM }, width, data.classes)];
}

/** The arena without heads that are not in use. */
export function withoutIdle(
  real: ParameterArena,
  isInUse: (name: string) => boolean,
): ParameterArena {
  return {
    get specs() {
      return real.specs.filter(({ name }) => isInUse(name));
    },
    write: (name, values) => real.write(name, values),
    read: async () => new Map([...(await real.read())].filter(([name]) => isInUse(name))),
    save: () => real.save(),
    restore: (saved) => real.restore(saved),
    free: () => real.free(),
  };
}

/** The heads of one modality. */
export class GrowingHeads {
  /** How many are in use. */
  count = 1;
  private readonly training: EncoderTraining;
  private readonly lane: Lane;
  private readonly heads: readonly Head[];

  constructor(training: EncoderTraining, lane: Lane, width: number, most: number) {
    const { kernels, batch } = training.context;
    this.training = training;
    this.lane = lane;
    this.heads = Array.from({ length: most }, (_, j) => ({
      name: growingHeadModule(lane.position, j).name,
      hidden: kernels.allocate([batch, width]),
      dHidden: kernels.allocate([batch, width]),
      logits: training.batchOfLogits(),
    }));
  }

  /** Names of the parameters of the heads in use. */
  get parameters(): readonly string[] {
    return this.inUse.flatMap(({ name }) => [`${name}.weight`, `${name}.bias`]);
  }

  /** What each head in use says of the batch, `[batch, classes]`, the newest last. */
  forward(): readonly DeviceArray[] {
    const { kernels } = this.training.context;
    const { arena } = this.training;
    for (const { name, hidden, logits } of this.inUse) {
      kernels.linear(this.lane.feature, arena, `${name}.weight`, `${name}.bias`, 'relu', hidden);
      kernels.linear(hidden, arena, `${LAST}.weight`, `${LAST}.bias`, 'linear', logits);
    }
    return this.inUse.map(({ logits }) => logits);
  }

  /** Adds the gradients of the last forward pass, of the heads, the last layer and the feature. @param dLogits one for each head. */
  backward(dLogits: readonly DeviceArray[]): void {
    const { kernels } = this.training.context;
    const { arena } = this.training;
    const { feature, dFeature } = this.lane;
    this.inUse.forEach(({ name, hidden, dHidden }, j) => {
      const dz = dLogits[j];
      if (!dz) return;
      kernels.linearWeightGradient(hidden, dz, arena, `${LAST}.weight`, `${LAST}.bias`);
      kernels.clear(dHidden);
      kernels.linearInputGradient(dz, arena, `${LAST}.weight`, dHidden);
      kernels.reluGradient(hidden, dHidden);
      kernels.linearWeightGradient(feature, dHidden, arena, `${name}.weight`, `${name}.bias`);
      kernels.linearInputGradient(dHidden, arena, `${name}.weight`, dFeature);
    });
  }

  /** The sum of what all heads in use say of other features, in a new array that the caller frees. */
  logitsOf(feature: DeviceArray, rows: number): DeviceArray {
    const { context, arena } = this.training;
    const { kernels, data } = context;
    const width = this.heads[0]?.hidden.shape[1] ?? 0;
    const [sum, hidden, logits] = [
      kernels.allocate([rows, data.classes]),
      kernels.allocate([rows, width]),
      kernels.allocate([rows, data.classes]),
    ];
    kernels.clear(sum);
    for (const { name } of this.inUse) {
      kernels.linear(feature, arena, `${name}.weight`, `${name}.bias`, 'relu', hidden);
      kernels.linear(hidden, arena, `${LAST}.weight`, `${LAST}.bias`, 'linear', logits);
      kernels.add(logits, sum);
    }
    kernels.free([hidden, logits]);
    return sum;
  }

  /** Takes the next head into use. @param weights drawn for it, in the order `[outputs, inputs]`. */
  grow(draw: (count: number, deviation: number) => Float32Array): void {
    const { arena } = this.training;
    const next = this.heads[this.count];
    if (!next) throw new Error('There is no head left to add.');
    const spec = arena.specs.find(({ name }) => name === `${next.name}.weight`);
    const [inputs = 0, outputs = 0] = spec?.shape ?? [];
    // Xavier (Glorot & Bengio 2010): normal, variance 2 / (inputs + outputs); the bias is 0
    const drawn = draw(sizeOf([inputs, outputs]), Math.sqrt(2 / (inputs + outputs)));
    const weights = drawn.map((_, k) => {
      const [i, o] = [Math.floor(k / outputs), k % outputs];
      return drawn[o * inputs + i] ?? 0;
    });
    arena.write(`${next.name}.weight`, weights);
    this.count += 1;
  }

  free(): void {
    const { kernels } = this.training.context;
    kernels.free(this.heads.flatMap(({ hidden, dHidden, logits }) => [hidden, dHidden, logits]));
  }

  private get inUse(): readonly Head[] {
    return this.heads.slice(0, this.count);
  }
}
