/** Distances of features to class prototypes. Must not import tfjs. */
import type { DeviceArray } from '../storage';

export interface NearnessKernels {
  /** out `[rows, classes]` = minus the Euclidean distance of each feature to each prototype `[classes, dims]`. */
  nearness(feature: DeviceArray, prototypes: DeviceArray, out: DeviceArray): void;
  /** into += gradient of `nearness` on the feature, given its output and the gradient on it. */
  nearnessGradient(
    feature: DeviceArray,
    prototypes: DeviceArray,
    nearness: DeviceArray,
    dNearness: DeviceArray,
    into: DeviceArray,
  ): void;
}
