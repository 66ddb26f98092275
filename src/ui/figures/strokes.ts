/** How tones and dashes are drawn: the only place that turns meaning into ink. */
import type { ChartLevel, ChartLine, LineDash, Tone } from '../../state/charts/chart';
import type { ChartLook } from './chart-look';

const DASHES: Readonly<Record<LineDash, string>> = {
  solid: 'none',
  dashed: '6 4',
  dotted: '2 3',
  'dash-dotted': '9 3 2 3',
  'twice-dotted': '9 3 2 3 2 3',
  long: '14 5',
  fine: '1 3',
};

/** The dash of a run; `times` as long for a line that is as much thicker. */
export function dashArray(dash: LineDash, times = 1): string {
  const pattern = DASHES[dash];
  if (times === 1 || pattern === 'none') return pattern;
  return pattern
    .split(' ')
    .map((length) => Number(length) * times)
    .join(' ');
}

/** A level's dots, further apart for one that only a second look needs. */
export const levelDash = ({ weight }: Pick<ChartLevel, 'weight'>): string =>
  weight === 'thin' ? '1 6' : '1 3';

/** Thickness of a curve, in pixels. */
export const lineWidth = ({ weight }: Pick<ChartLine, 'weight'>, look: ChartLook): number =>
  weight === 'normal' ? look.line : look.line / 2;

/** Opacity of a pale curve, and of a band behind one. */
export const PALE = 0.45;
export const BAND_OPACITY = 0.14;

/** Colour of a line. */
export const toneColour = (tone: Tone): string => `var(--${tone})`;

/** The same hue for small type. */
export function toneTypeColour(tone: Tone): string {
  if (tone === 'fusion') return 'var(--ink)';
  if (tone === 'quiet') return 'var(--ink-quiet)';
  return `var(--${tone}-type)`;
}
