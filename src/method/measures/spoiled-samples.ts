/**
 * Some samples of a split on the device, all with every modality, of which one modality is then covered or drowned in
 * noise: what a run makes of samples that it was not trained for. Covered is not zero: the run is told that the modality
 * is not there, and answers as it answers every sample that lacks one.
 */
import { BatchRows, type DeviceArray, type Kernels } from '../../engine/kernels/kernels';
import { wholesAt } from '../../math/numbers';
import { randomStream } from '../../math/rng';
import type { SplitData } from '../run/race-data';

/** Numbers of one modality that are held at once, at most: 64 MB. */
const NUMBERS = 2 ** 24;

export class SpoiledSamples {
  readonly labels: Int32Array;
  private readonly kernels: Kernels;
  private readonly plain: SplitData;
  private readonly owned: DeviceArray[] = [];
  private readonly freeRows: () => void;

  /** @param rows of `split`, complete ones; where samples are large fewer of them are taken, the first. */
  constructor(kernels: Kernels, split: SplitData, rows: Int32Array) {
    const widest = Math.max(...split.inputs.map(({ shape: [, width = 1] }) => width));
    const taken = rows.subarray(0, Math.max(1, Math.floor(NUMBERS / widest)));
    const feeder = kernels.feeder(split, new BatchRows(taken.length));
    feeder.startEpoch(taken);
    feeder.next();
    this.kernels = kernels;
    this.freeRows = () => feeder.free();
    this.labels = wholesAt(split.labels, taken);
    this.plain = {
      name: split.name,
      size: taken.length,
      rows: wholesAt(split.rows, taken),
      ...feeder.batch,
      labels: this.labels,
      has: split.inputs.map(() => null),
      present: split.inputs.map(() => null),
    };
  }

  /** The samples without this modality. */
  covered(modality: number): SplitData {
    const { plain, kernels } = this;
    const none = this.own(kernels.upload(new Float32Array(plain.size), [plain.size, 1]));
    return {
      ...plain,
      has: plain.has.with(modality, new Uint8Array(plain.size)),
      present: plain.present.with(modality, none),
    };
  }

  /**
   * The samples with noise on this modality, normal and independent from number to number.
   * @returns for given standard deviations, in those of the training split, the samples in the same noise of that size: each
   *   until the next is asked for.
   */
  async noisy(modality: number): Promise<(deviation: number) => SplitData> {
    const { plain, kernels } = this;
    const input = plain.inputs[modality];
    if (!input) throw new RangeError(`There is no modality ${modality} to put noise on.`);
    const [clean] = await kernels.read([input]);
    const random = randomStream(0, 'measures', 'noise', modality);
    const noise = Float32Array.from(clean, () => random.normal());
    const drowned = this.own(kernels.upload(clean, input.shape));
    return (deviation) => {
      kernels.write(
        drowned,
        clean.map((value, i) => value + deviation * (noise[i] ?? 0)),
      );
      return { ...plain, inputs: plain.inputs.with(modality, drowned) };
    };
  }

  free(): void {
    this.kernels.free(this.owned);
    this.freeRows();
  }

  private own(array: DeviceArray): DeviceArray {
    this.owned.push(array);
    return array;
  }
}
