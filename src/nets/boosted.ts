/**
 * An ensemble under one shared head as heads of the usual kind: what each modality says is a private head's, and the
 * boosted sum is a fusion head with a map for each modality, 0 for those that are no part of it.
 */
import type { Weight } from './graph';

const RATE = 'boost.rate';

/**
 * The same net without a boost rate; as it is where it has none.
 * @param modalities how many there are. @param members who is in the sum, by position.
 */
export function withoutBoost(
  weights: readonly Weight[],
  modalities: number,
  members: readonly number[],
): readonly Weight[] {
  const rate = weights.find(({ name }) => name === RATE)?.values[0];
  if (rate === undefined) return weights;
  const isShared = ({ name }: Weight) => name.startsWith('shared.');
  const others = weights.filter((weight) => weight.name !== RATE && !isShared(weight));
  const places = Array.from({ length: modalities }, (_, m) => m);
  const copies = weights.filter(isShared).flatMap(({ name, shape, values }) => {
    const part = name.slice('shared.'.length);
    return places.flatMap((m) => {
      const factor = members.includes(m) ? rate : 0;
      return [
        { name: `head.${m}.${part}`, shape, values },
        { name: `fusion.${m}.${part}`, shape, values: values.map((value) => factor * value) },
      ];
    });
  });
  return [...others, ...copies];
}
