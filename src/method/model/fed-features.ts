/**
 * Features of the current batch on their way to a head, row by row multiplied by a number of their modality: 0 where a
 * sample takes no part with it. What comes back to the encoders is multiplied alike.
 */
import type { FusionPass } from '../../engine/heads/fusion-types';
import type { DeviceArray, Kernels } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import type { Lane } from './encoder-bank';

/** A lane's feature as the head gets it. */
interface Fed {
  readonly lane: Lane;
  readonly feature: DeviceArray;
  readonly dFeature: DeviceArray;
  /** What the feature is multiplied by, `[batch, 1]`; null where the head gets the lane's own. */
  readonly factor: DeviceArray | null;
}

export class FedFeatures {
  /** As they were fed last, in the lanes' order. */
  readonly features: readonly DeviceArray[];
  private readonly kernels: Kernels;
  private readonly fed: readonly Fed[];

  /** @param factors `[batch, 1]` for each lane; null for one whose features are fed as they are. */
  constructor(kernels: Kernels, lanes: readonly Lane[], factors: readonly (DeviceArray | null)[]) {
    this.kernels = kernels;
    this.fed = zip(lanes, factors).map(([lane, factor]): Fed => {
      const { feature, dFeature } = lane;
      if (!factor) return { lane, feature, dFeature, factor };
      const [copy, dCopy] = [kernels.allocate(feature.sides), kernels.allocate(feature.sides)];
      return { lane, feature: copy, dFeature: dCopy, factor };
    });
    this.features = this.fed.map(({ feature }) => feature);
  }

  /** What the head gets of the current batch. */
  feed(): readonly DeviceArray[] {
    const { kernels } = this;
    for (const { lane, feature, factor } of this.fed) {
      if (!factor) continue;
      kernels.clear(feature);
      kernels.multiply(lane.feature, factor, feature);
    }
    return this.features;
  }

  /** Carries the gradient on the logits of what was fed back into the head and every encoder. */
  backward(pass: FusionPass): void {
    const { kernels } = this;
    for (const { dFeature, factor } of this.fed) if (factor) kernels.clear(dFeature);
    pass.backward(
      this.features,
      this.fed.map(({ dFeature }) => dFeature),
    );
    for (const { lane, dFeature, factor } of this.fed) {
      if (factor) kernels.multiply(dFeature, factor, lane.dFeature);
    }
  }

  free(): void {
    const copies = this.fed.filter(({ factor }) => factor !== null);
    this.kernels.free(copies.flatMap(({ feature, dFeature }) => [feature, dFeature]));
  }
}
