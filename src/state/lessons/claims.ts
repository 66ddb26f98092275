/** When a claim of a scene holds, and on how many seeds it must. Pure. */
import type { Claim } from './scene';

/** Where a claim does not say otherwise. */
const OF_TEN = 9;

/** Whether a race's number keeps a claim. */
export function holds({ op, than }: Pick<Claim, 'op' | 'than'>, value: number): boolean {
  switch (op) {
    case '>=':
      return value >= than;
    case '>':
      return value > than;
    case '<=':
      return value <= than;
    case '<':
      return value < than;
    case 'within':
      return Math.abs(value) < than;
  }
}

/** On how many of so many seeds it must hold: of ten as promised, of other numbers in proportion, rounded up. */
export function mustHold({ ofTen = OF_TEN }: Pick<Claim, 'ofTen'>, seeds: number): number {
  return Math.ceil((seeds * ofTen) / 10);
}
