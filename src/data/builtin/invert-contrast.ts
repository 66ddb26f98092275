/**
 * Turning the contrast of pictures round at random: each differs from the mean picture as it did, or just
 * the other way. Every class then has the same mean and nothing linear is left, so the modality is
 * learned slowly although hardly any information is lost. Imports this room and math's types only.
 */
import type { Random } from '../../math/rng';
import { fitPerFeature } from '../standardise';

/**
 * Takes the mean picture away from every sample and multiplies the sample by +1 or -1, in place.
 * @param data `[samples, width]` row-major.
 * @param train the samples that the mean picture is taken of.
 * @param coin decides the signs, one number per sample.
 */
export function invertAtRandom(
  data: Float32Array,
  width: number,
  train: Int32Array,
  coin: Random,
): void {
  const { shift } = fitPerFeature(data, width, train);
  for (let start = 0; start < data.length; start += width) {
    const sign = coin.next() < 0.5 ? -1 : 1;
    for (let k = 0; k < width; k++) {
      data[start + k] = sign * ((data[start + k] as number) - (shift[k] as number));
    }
  }
}
