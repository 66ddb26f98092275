/**
 * The binomial distribution, exactly: tails summed term by term, and the interval of Clopper and Pearson found by
 * halving on them. No normal approximation anywhere, so that seven samples are treated as honestly as ten thousand.
 * Imports nothing.
 */

/** ln(n!) to ten digits: a product for small n, else Stirling's series. */
function lnFactorial(n: number): number {
  if (n < 20) {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return Math.log(product);
  }
  const x = n + 1;
  const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}

/** P(X = k). */
function mass(k: number, n: number, p: number): number {
  if (p <= 0) return k === 0 ? 1 : 0;
  if (p >= 1) return k === n ? 1 : 0;
  const ways = lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k);
  return Math.exp(ways + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** A term this small beside the sum changes none of its digits. */
const NEGLIGIBLE = 1e-17;

/** P(X <= k) by terms that fall from k down to 0. */
function fallingTail(k: number, n: number, p: number): number {
  let term = mass(k, n, p);
  let sum = term;
  for (let i = k; i > 0 && term > NEGLIGIBLE * sum; i--) {
    term *= (i * (1 - p)) / ((n - i + 1) * p);
    sum += term;
  }
  return sum;
}

function check(k: number, n: number, p: number): void {
  const isWhole = Number.isInteger(k) && Number.isInteger(n) && n >= 0 && k >= 0 && k <= n;
  if (!isWhole) throw new RangeError(`${k} of ${n} is no number of successes.`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A chance lies between 0 and 1, not at ${p}.`);
}

/**
 * P(X <= k) for X the number of successes in n tries of chance p.
 * @throws RangeError where k is no whole number in 0..n or p no chance.
 */
export function atMost(k: number, n: number, p: number): number {
  check(k, n, p);
  if (k === n || p === 0) return 1;
  if (p === 1) return 0;
  // sums run away from the middle, where terms fall; the other side is what is left
  if (k < n * p) return Math.min(1, fallingTail(k, n, p));
  return Math.max(0, 1 - fallingTail(n - k - 1, n, 1 - p));
}

/** P(X >= k): the same from above. @throws RangeError as `atMost`. */
export function atLeast(k: number, n: number, p: number): number {
  check(k, n, p);
  return atMost(n - k, n, 1 - p);
}

/** Where a rising function of a chance passes `level`, to the last digits of a double. */
function crossing(rising: (p: number) => number, level: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rising(middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The exact interval of a share (Clopper and Pearson 1934): all chances under which k of n is not surprising, either
 * way, at (1 - confidence) / 2. All of 0..1 where there were no tries.
 * @throws RangeError where k is no whole number in 0..n.
 */
export function shareInterval(k: number, n: number, confidence = 0.95): readonly [number, number] {
  check(k, n, confidence);
  const tail = (1 - confidence) / 2;
  const low = k === 0 ? 0 : crossing((p) => atLeast(k, n, p), tail);
  const high = k === n ? 1 : crossing((p) => 1 - atMost(k, n, p), 1 - tail);
  return [low, high];
}
