/** Axis ranges and ticks: round numbers, few of them. Pure. */
import { lengthAcross } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly scale: 'linear' | 'log';
}

/** A round step that gives at most `most` intervals. */
function roundStep(span: number, most: number): number {
  const raw = span / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find((each) => each * power >= raw - 1e-12) ?? 10;
  return step * power;
}

function ticksFrom(low: number, high: number, step: number): number[] {
  const count = Math.round((high - low) / step);
  // rounded, so that 0.1 + 0.2 does not print as 0.30000000000000004
  return Array.from({ length: count + 1 }, (_, i) => Number((low + i * step).toFixed(6)));
}

function linearAxis(values: readonly number[], leastHigh: number): Axis {
  const low = Math.min(0, ...values);
  const high = Math.max(leastHigh, ...values);
  const step = roundStep(high - low, 4);
  // a value a hair below 0 does not earn a tick of its own
  const domain = [
    Math.floor(low / step + 0.1) * step,
    Math.ceil(high / step - 1e-9) * step,
  ] as const;
  return { domain, ticks: ticksFrom(domain[0], domain[1], step), scale: 'linear' };
}

/** A linear axis that fits the values closely and need not hold 0; one value stands in its middle. */
export function closeAxis(values: readonly number[]): Axis {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = high > low ? 0.05 * (high - low) : 0.05 * Math.max(1e-3, Math.abs(high));
  const step = roundStep(high - low + 2 * room, 5);
  const domain = [
    Math.floor((low - room) / step) * step,
    Math.ceil((high + room) / step) * step,
  ] as const;
  return { domain, ticks: ticksFrom(domain[0], domain[1], step), scale: 'linear' };
}

/** Powers of a base between two exponents, thinned so that at most six are named. */
function powers(base: number, low: number, high: number): number[] {
  const stride = Math.ceil((high - low) / 5);
  const exponents = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  return exponents
    .filter((exponent) => exponent % Math.max(1, stride) === 0)
    .map((exponent) => Number((base ** exponent).toPrecision(6)));
}

/** Whole decades; within one or two decades the threes are named as well. */
function magnitudeAxis(values: readonly number[]): Axis {
  const positive = values.filter((value) => value > 0);
  const low = positive.length === 0 ? -1 : Math.floor(Math.log10(Math.min(...positive)) + 1e-9);
  const top = positive.length === 0 ? 1 : Math.ceil(Math.log10(Math.max(...positive)) - 1e-9);
  const high = Math.max(low + 1, top);
  const decades = powers(10, low, high);
  const ticks =
    high - low > 2
      ? decades
      : decades.flatMap((tick) =>
          tick < 10 ** high ? [tick, Number((3 * tick).toPrecision(3))] : tick,
        );
  return { domain: [10 ** low, 10 ** high], ticks, scale: 'log' };
}

/** As far above 1 as below it, at least from a half to 2. */
function ratioAxis(values: readonly number[]): Axis {
  const reach = Math.max(2, ...values.filter((value) => value > 0).map((v) => Math.max(v, 1 / v)));
  const exponent = Math.ceil(Math.log2(reach) - 1e-9);
  const stride = Math.ceil(exponent / 2);
  const ticks = [-2, -1, 0, 1, 2]
    .map((i) => 2 ** (i * stride))
    .filter((t) => t <= 2 ** exponent && t >= 2 ** -exponent);
  return { domain: [2 ** -exponent, 2 ** exponent], ticks, scale: 'log' };
}

/** Accuracies always run from 0 to 100 %; every other linear axis holds 0. */
export function valueAxis(chart: Chart): Axis {
  const values = chart.lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  switch (chart.unit) {
    case 'share':
      return { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], scale: 'linear' };
    case 'magnitude':
      return magnitudeAxis(values);
    case 'ratio':
      return ratioAxis(values);
    case 'milliseconds':
      return linearAxis(values, 1);
    default:
      return linearAxis(values, 0.2);
  }
}

/** What curves are drawn across: epochs and steps to the race's end, seconds to the next round number. */
export function acrossAxis(
  chart: Pick<Chart, 'across' | 'lastEpoch'>,
): Pick<Axis, 'domain' | 'ticks'> {
  const last = lengthAcross(chart);
  if (chart.across?.id !== 'seconds') return epochAxis(last);
  const step = roundStep(Math.max(last, 0.1), 4);
  const end = Math.ceil(last / step - 1e-9) * step || step;
  return { domain: [0, end], ticks: ticksFrom(0, end, step) };
}

/** Epochs from 0 to the race's end, the end always named. */
export function epochAxis(lastEpoch: number): Pick<Axis, 'domain' | 'ticks'> {
  const last = Math.max(1, lastEpoch);
  const step = Math.max(1, roundStep(last, 5));
  const round = ticksFrom(0, Math.floor(last / step) * step, step);
  // a round tick so close to the end that their numbers would touch gives way
  const kept = round.filter((tick) => last - tick >= step * 0.4 || tick === last);
  return { domain: [0, last], ticks: kept.includes(last) ? kept : [...kept, last] };
}
