/**
 * Minimises a smooth convex function: limited-memory BFGS (Nocedal & Wright, Numerical Optimization, alg. 7.4)
 * with a backtracking line search on the Armijo condition; where the value no longer changes but by rounding, on what
 * the slope says of it (Hager & Zhang 2005, A New Conjugate Gradient Method, eq. 4.1: the approximate Wolfe condition).
 */
import { dot, plusScaled } from './vectors';

/** Multiplies a vector in place by something like the inverse of the second derivative. */
export type Precondition = (vector: Float64Array) => void;

/** Returns the value at `x` and writes the gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

const MEMORY = 10;
const ARMIJO = 1e-4;
/** What rounding may change of a value, as a share of it: products of float32 leave so much. */
const ROUNDING = 1e-6;

/** One remembered step: how x and the gradient changed together. */
interface Change {
  readonly step: Float64Array;
  readonly turn: Float64Array;
  readonly curvature: number;
}

/** The quasi-Newton direction from remembered steps (two-loop recursion). */
function direction(
  gradient: Float64Array,
  history: readonly Change[],
  precondition: Precondition | null,
): Float64Array {
  let q: Float64Array = gradient.slice();
  const newestFirst = history.toReversed().map((change) => {
    const alpha = dot(change.step, q) / change.curvature;
    q = plusScaled(q, -alpha, change.turn);
    return { ...change, alpha };
  });
  const last = history.at(-1);
  if (precondition) precondition(q);
  else if (last) {
    const scale = last.curvature / dot(last.turn, last.turn);
    q = q.map((value) => value * scale);
  }
  for (const { step, turn, curvature, alpha } of newestFirst.reverse()) {
    q = plusScaled(q, alpha - dot(turn, q) / curvature, step);
  }
  return q.map((value) => -value);
}

/**
 * @param start where to begin; not changed.
 * @param options.tolerance largest gradient component at which the point counts as converged.
 * @param options.iterations upper bound on the steps.
 * @param options.precondition asked once, after the first evaluation, where that is not the end already; null for none.
 * @returns the minimiser.
 */
export function minimise(
  start: Float64Array,
  objective: Objective,
  options: {
    readonly tolerance?: number;
    readonly iterations?: number;
    readonly precondition?: () => Precondition | null;
  } = {},
): Float64Array {
  const { tolerance = 1e-5, iterations = 500 } = options;
  let x: Float64Array = start.slice();
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const history: Change[] = [];
  let precondition: Precondition | null = null;
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (gradient.every((component) => Math.abs(component) < tolerance)) break;
    if (iteration === 0) precondition = options.precondition?.() ?? null;
    let along = direction(gradient, history, precondition);
    let slope = dot(along, gradient);
    if (!(slope < 0)) {
      history.length = 0;
      along = gradient.map((component) => -component);
      slope = dot(along, gradient);
    }
    const nextGradient = new Float64Array(x.length);
    const isUnscaled = history.length === 0 && !precondition;
    let rate = isUnscaled ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
    let next = plusScaled(x, rate, along);
    let nextValue = objective(next, nextGradient);
    const isLower = () =>
      nextValue <= value + ARMIJO * rate * slope ||
      (nextValue <= value + ROUNDING * Math.abs(value) &&
        dot(along, nextGradient) <= (2 * ARMIJO - 1) * slope);
    while (!isLower() && rate > 1e-12) {
      rate /= 2;
      next = plusScaled(x, rate, along);
      nextValue = objective(next, nextGradient);
    }
    if (rate <= 1e-12) break;
    const step = plusScaled(next, -1, x);
    const turn = plusScaled(nextGradient, -1, gradient);
    const curvature = dot(step, turn);
    if (curvature > 1e-12) {
      history.push({ step, turn, curvature });
      if (history.length > MEMORY) history.shift();
    }
    x = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return x;
}
