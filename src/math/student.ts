/**
 * Student's t, and Welch's comparison of two means of which only mean, spread and number are known, as when the other
 * side is somebody else's study. Source: Welch 1947; the incomplete beta function as in Numerical Recipes, 6.4.
 */

/** Lanczos' approximation of ln Gamma(x), x > 0; relative error below 1e-10. */
function lnGamma(x: number): number {
  const terms = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155,
    0.1208650973866179e-2, -0.5395239384953e-5,
  ];
  const base = x + 5.5;
  const series = terms.reduce((sum, term, k) => sum + term / (x + 1 + k), 1.000000000190015);
  return (x + 0.5) * Math.log(base) - base + Math.log((Math.sqrt(2 * Math.PI) * series) / x);
}

/** The continued fraction of the incomplete beta function, by Lentz' method. */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    product *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return product;
}

/** The regularised incomplete beta function I_x(a, b), x in [0, 1]. */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(1 - x),
  );
  // the fraction converges quickly on this side of the mean
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** How often |T| is at least |t|, T of Student's distribution. @param freedom degrees of freedom, > 0. */
export function studentP(t: number, freedom: number): number {
  return incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t));
}

/** The t that |T| exceeds with probability p, 0 < p < 1. */
function studentBound(p: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentP(high, freedom) > p) high *= 2;
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (studentP(middle, freedom) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** A sample as a table gives it. `sd` with n - 1. */
export interface Summary {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

export interface WelchComparison {
  /** first - second */
  readonly difference: number;
  /** Of the difference, from both samples. */
  readonly standardError: number;
  readonly interval: readonly [number, number];
  /** Two-sided. */
  readonly p: number;
}

/**
 * Two means by Welch's test; spreads and sizes may differ.
 * @param level of the interval, .95 unless given.
 * @returns null where a sample has fewer than two values, or neither has any spread.
 */
export function welch(first: Summary, second: Summary, level = 0.95): WelchComparison | null {
  if (first.n < 2 || second.n < 2) return null;
  const [a, b] = [first.sd ** 2 / first.n, second.sd ** 2 / second.n];
  const standardError = Math.sqrt(a + b);
  if (standardError === 0) return null;
  const freedom = (a + b) ** 2 / (a ** 2 / (first.n - 1) + b ** 2 / (second.n - 1));
  const difference = first.mean - second.mean;
  const half = studentBound(1 - level, freedom) * standardError;
  return {
    difference,
    standardError,
    interval: [difference - half, difference + half],
    p: studentP(difference / standardError, freedom),
  };
}
