/**
 * How often the costly measures are taken. Counted, never timed: two runs of the same settings must do the same, on
 * whatever computer, and so must a run that goes on from a checkpoint. The counts are turned into times by what one
 * laptop took, which only has to be right by a factor: that decides between every third epoch and every fourth.
 */

import { encoderOf } from '../../protocol/encoders';
import { MEASURED_ROWS } from '../../protocol/measured-part';
import type { CostlyMeasures } from '../../protocol/measures';
import type { RunContext } from '../method';
import { chooseEncoder } from '../model/encoder-choice';
import { PROBE_ROWS } from '../run/probes';
import { MEASURES } from './catalogue';
import type { Sizes } from './measure';

/** What the costly measures may take of the training. */
const SHARE = 0.25;
/** Fewer points than one in so many epochs are no curve. */
const MOST_EPOCHS_BETWEEN = 10;
/** Multiplications with additions of the lab's own kernels in a nanosecond, whole steps counted. */
const KERNEL_SPEED = 12;
/** A measure between two epochs finds cold caches and leaves what is collected: so many times what it takes alone. */
export const IN_A_RACE = 1.5;
/** Forward, and the gradients on weights and inputs. */
const PASSES_OF_A_STEP = 3;

/** Of a run, from its settings and data alone. */
export function sizesOf({ data, settings }: Pick<RunContext, 'data' | 'settings'>): Sizes {
  return {
    dims: data.modalities.map(({ id }) => encoderOf(settings, id).featureDim),
    classes: data.classes,
    probeRows: Math.min(PROBE_ROWS, data.train.size),
    heldOutRows: data.heldOut.size,
    subsetRows: Math.min(MEASURED_ROWS, data.heldOut.size),
    forwardNs:
      data.modalities.reduce(
        (sum, modality) => sum + chooseEncoder(settings, modality).multiplyAdds,
        0,
      ) / KERNEL_SPEED,
  };
}

/** From which epoch to which the costly measures rest: 1 takes them in every epoch. @param trainRows of an epoch. */
export function epochsBetween(sizes: Sizes, trainRows: number): number {
  const costNs = MEASURES.reduce((sum, { workNs }) => sum + (workNs?.(sizes) ?? 0), 0);
  const trainingNs = PASSES_OF_A_STEP * trainRows * sizes.forwardNs;
  const wanted = Math.ceil((IN_A_RACE * costNs) / (SHARE * trainingNs));
  return Math.max(1, Math.min(MOST_EPOCHS_BETWEEN, wanted));
}

/** When the costly measures of a run are due. */
export class CostlyRhythm {
  private readonly isOn: boolean;
  private readonly every: number;
  private readonly epochs: number;

  /** @param epochs of all stages together. */
  constructor(context: RunContext, epochs: number) {
    const { heavy, every } = context.settings.measures;
    this.isOn = heavy;
    this.every = every ?? epochsBetween(sizesOf(context), context.data.train.size);
    this.epochs = epochs;
  }

  /** @param epoch 1-based, over all stages. */
  isDue(epoch: number): boolean {
    const { isOn, every, epochs } = this;
    return isOn && (epoch === 1 || epoch % every === 0 || epoch >= epochs);
  }

  /** In how many epochs they are due. */
  get times(): number {
    let times = 0;
    for (let epoch = 1; epoch <= this.epochs; epoch++) if (this.isDue(epoch)) times += 1;
    return times;
  }

  /** What an epoch says of it; nothing where there is nothing to say. */
  told(epoch: number): { readonly costly?: CostlyMeasures } {
    const { isOn, every } = this;
    return isOn && every > 1 ? { costly: { every, isDue: this.isDue(epoch) } } : {};
  }
}
