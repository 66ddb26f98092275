/**
 * The third modality: a plain vector. Each class has a few prototypes ("styles"); a sample is one of
 * them, possibly with its sign turned (then the class means are 0, as with the sound), plus noise.
 * Imports math, this folder and the protocol's types only.
 */
import { randomStream } from '../../math/rng';
import type { GeneratorSettings } from '../../protocol/settings';
import { addNoise, type Draw, dataStream } from './draw';

/**
 * The prototypes P, `[classes * styles, dims]`: normal numbers, each row scaled to root mean square 1.
 * They have a stream of their own, for all splits must share them.
 */
export function vectorPrototypes(
  seed: number,
  classes: number,
  styles: number,
  dims: number,
): Float32Array {
  const random = randomStream(seed, 'data', 'prototypes');
  const prototypes = new Float32Array(classes * styles * dims);
  for (let start = 0; start < prototypes.length; start += dims) {
    const row = Array.from({ length: dims }, () => random.normal());
    const rms = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / dims);
    prototypes.set(
      row.map((value) => value / rms),
      start,
    );
  }
  return prototypes;
}

/**
 * The vectors of one split, `[samples, dims]`, raw: sign * prototype (where the sensor works) plus noise.
 * @param knobs `generator.vector`.
 * @param prototypes of `vectorPrototypes` with the same styles and dims.
 */
export function drawVectors(
  draw: Draw,
  knobs: GeneratorSettings['vector'],
  prototypes: Float32Array,
): Float32Array {
  const { seed, split, position, shown, working } = draw;
  const { dims, styles, antipodal, noise } = knobs;
  const choices = dataStream(seed, split, 'style', position);
  const vectors = new Float32Array(shown.length * dims);
  for (let i = 0; i < shown.length; i++) {
    const style = choices.below(styles);
    // drawn in any case, so that the switch changes signs and no style
    const turned = choices.next() < 0.5;
    if (working[i] === 0) continue;
    const sign = antipodal && turned ? -1 : 1;
    const start = ((shown[i] as number) * styles + style) * dims;
    for (let k = 0; k < dims; k++) vectors[i * dims + k] = sign * (prototypes[start + k] as number);
  }
  addNoise(vectors, noise, dataStream(seed, split, 'noise', position));
  return vectors;
}
