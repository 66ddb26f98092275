/**
 * What the scenes' races come to over fresh seeds: the numbers that the page "For teachers" tells a teacher to expect.
 * `npm run check:lessons -- --write` writes expected.json from the races themselves; nobody writes it by hand.
 */
import written from './expected.json';

/** One of a scene's numbers over the seeds, in its own unit. */
export interface ExpectedNumber {
  readonly mean: number;
  /** Standard deviation of one seed; null of a single one. */
  readonly sd: number | null;
  /** Seeds that yielded it. */
  readonly seeds: number;
  /** On how many the paired test told a difference above 0, and below. */
  readonly more: number;
  readonly less: number;
}

export interface ExpectedScene {
  /** Which settings, numbers and bounds they belong to. */
  readonly of: string;
  readonly numbers: Readonly<Record<string, ExpectedNumber>>;
  /** Of each claim, on how many seeds it held. */
  readonly claims: Readonly<Record<string, number>>;
}

export interface Expected {
  readonly seeds: readonly number[];
  readonly scenes: Readonly<Record<string, ExpectedScene>>;
}

export const EXPECTED: Expected = written;
