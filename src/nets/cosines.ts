/** A fusion by cosines as linear maps: features at length 1, and each class's weights at the length of the scale. */
import type { GraphBuilder } from './graph';
import { Parameters } from './parameters';

/** A shorter feature has no direction (src/engine/heads/rows-of-length.ts). */
const LEAST_LENGTH = 1e-12;

/** Features at length 1, by name. */
export function unitFeatures(build: GraphBuilder, features: readonly string[]): string[] {
  const least = build.constant(LEAST_LENGTH);
  return features.map((feature) => {
    const length = build.add({ op: 'length' }, [feature]);
    return build.add({ op: 'divide' }, [feature, build.add({ op: 'larger' }, [length, least])]);
  });
}

/** The same numbers, with every column of the fusion head's weights at the length of `scale`. */
export function withScaledColumns({ all }: Parameters, scale: number): Parameters {
  return new Parameters(
    all.map((weight) => {
      const { name, shape, values } = weight;
      if (!/^fusion\.\d+\.weight$/.test(name)) return weight;
      const columns = shape.at(-1) ?? 1;
      const squares = new Float64Array(columns);
      values.forEach((value, k) => {
        squares[k % columns] = (squares[k % columns] ?? 0) + value * value;
      });
      const lengths = squares.map(Math.sqrt);
      const scaled = values.map((value, k) => {
        const length = lengths[k % columns] ?? 0;
        return length < LEAST_LENGTH ? 0 : (scale * value) / length;
      });
      return { name, shape, values: scaled };
    }),
  );
}
