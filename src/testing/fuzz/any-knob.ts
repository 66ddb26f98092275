/** Any value that a knob takes, for property tests: its ends, its words and what lies between them. Testing only. */
import fc from 'fast-check';
import type { KnobSpec, KnobValue } from '../../protocol/knobs';

/** What keeps a race tiny: whole numbers beyond this, and longer lists, only cost time. */
export interface Small {
  readonly whole: number;
  readonly layers: number;
}

const LARGE: Small = { whole: Number.POSITIVE_INFINITY, layers: Number.POSITIVE_INFINITY };

export function anyKnobValue(knob: KnobSpec, small: Small = LARGE): fc.Arbitrary<KnobValue> {
  switch (knob.kind) {
    case 'choice':
      return fc.constantFrom(...knob.choices);
    case 'flag':
      return fc.constantFrom(true, false, ...(knob.orWord === undefined ? [] : [knob.orWord]));
    case 'widths': {
      const { min, max, fewest, most } = knob;
      const width = fc.integer({ min, max: Math.min(max, small.whole) });
      const maxLength = Math.max(fewest, Math.min(most, small.layers));
      return fc.array(width, { minLength: fewest, maxLength });
    }
    case 'class-groups':
      return fc.constantFrom('', '0-1', '1-0', '0-0,1-1', ...knob.offered);
    case 'number':
      return anyNumber(knob, small);
  }
}

function anyNumber(
  knob: Extract<KnobSpec, { kind: 'number' }>,
  small: Small,
): fc.Arbitrary<KnobValue> {
  const { min, max, integer, above, only, orWord, wordMeans } = knob;
  const words: KnobValue[] = orWord === undefined ? [] : [orWord];
  if (wordMeans === 'null') words.push(null);
  const numbers = only
    ? fc.constantFrom(...only)
    : integer
      ? fc.integer({ min, max: Math.min(max, Math.max(min, small.whole)) })
      : anyShareOf(min, max, above === true);
  return words.length === 0
    ? numbers
    : fc.oneof(
        { weight: 4, arbitrary: numbers },
        { weight: 1, arbitrary: fc.constantFrom(...words) },
      );
}

/** Evenly over the range, evenly over its powers of ten, its ends. Doubles of their own are mostly next to nothing. */
function anyShareOf(min: number, max: number, isAbove: boolean): fc.Arbitrary<number> {
  const part = fc.integer({ min: 1, max: 10_000 }).map((k) => k / 10_000);
  const low = Math.max(min, Math.min(max, 1e-6));
  return fc.oneof(
    { weight: 3, arbitrary: part.map((t) => Math.min(max, min + (max - min) * t)) },
    { weight: 3, arbitrary: part.map((t) => Math.min(max, low * (max / low) ** t)) },
    { weight: 2, arbitrary: fc.constantFrom(max, ...(isAbove ? [] : [min])) },
    {
      weight: 1,
      arbitrary: fc.double({ min, max, noNaN: true, minExcluded: isAbove }),
    },
  );
}
