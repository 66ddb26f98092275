/**
 * What curves are drawn across: epochs, or what training took, optimizer steps or seconds; and where things stand on
 * that axis. Pure; which run had taken what is `on-axis.ts`.
 */
import type { Chart } from './chart';

/** In the order in which a key goes through them; the first is home. */
export const AXES = [
  { id: 'epochs', name: 'epochs', word: 'epoch', short: 'epoch' },
  { id: 'steps', name: 'steps', word: 'step', short: 'step' },
  { id: 'seconds', name: 'seconds', word: 'second', short: 'sec.' },
] as const;

export type Axis = (typeof AXES)[number];
export type AxisId = Axis['id'];

/** The one after it, the first after the last. */
export function axisAfter(id: AxisId): AxisId {
  const place = AXES.findIndex((axis) => axis.id === id);
  return (AXES[place + 1] ?? AXES[0]).id;
}

/** Where a point or a mark stands on the chart's axis. */
export const placeOf = ({ x, epoch }: { readonly x?: number; readonly epoch: number }): number =>
  x ?? epoch;

/** How far the axis goes. */
export const lengthAcross = ({ across, lastEpoch }: Pick<Chart, 'across' | 'lastEpoch'>): number =>
  across?.last ?? lastEpoch;

const axisOf = ({ across }: Pick<Chart, 'across'>): Axis =>
  AXES.find(({ id }) => id === across?.id) ?? AXES[0];

/** "step", for one of what the axis counts. */
export const axisWord = (chart: Pick<Chart, 'across'>): string => axisOf(chart).word;

/** The same where there is room for five letters. */
export const shortAxisWord = (chart: Pick<Chart, 'across'>): string => axisOf(chart).short;

/** A place on the axis in words: "epoch 12", "step 456", "second 3.1". */
export const placeText = (chart: Pick<Chart, 'across'>, place: number): string =>
  chart.across?.id === 'seconds' ? place.toFixed(1) : String(place);
