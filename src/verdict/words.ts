/** The words of a verdict, and the level at which one is spoken. */

/** At most this often may a family of tests say that something differs where nothing does. */
export const LEVEL = 0.05;

/**
 * `better`, `worse`: the test says so, of the first against what it is compared with. `cannot-tell`: these samples or
 * seeds do not say. `too-few`: no outcome of so few seeds could ever say anything.
 */
export type Verdict = 'better' | 'worse' | 'cannot-tell' | 'too-few';

/** @param lead of the first; its sign alone counts. @param pHolm after the family's correction. */
export function verdictOf(lead: number, pHolm: number): Exclude<Verdict, 'too-few'> {
  if (pHolm > LEVEL || lead === 0) return 'cannot-tell';
  return lead > 0 ? 'better' : 'worse';
}

/** Three decimals, and none that would say that it is 0. */
export const pText = (p: number): string => (p < 0.001 ? 'under 0.001' : p.toFixed(3));
