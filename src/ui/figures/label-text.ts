/** What stands at a line's end, and how much room it needs. Pure. */
import type { Chart } from '../../state/charts/chart';
import { shortValue } from '../../state/charts/write-value';
import { type ChartLook, PAGE_LOOK } from './chart-look';

/** Mean width of a letter of small type, with a little room. */
const LETTER_WIDTH = 6.2;
/** Holds "picture, Late ensemble 79", so that the plot does not jump when the levels come. */
const LEAST_MARGIN = 160;

/** A name, cut where it is too long, and its value as the axis writes it. */
export function labelText(
  chart: Chart,
  label: string,
  value: number,
  { letters }: ChartLook = PAGE_LOOK,
): string {
  const name = label.length > letters ? `${label.slice(0, letters - 1)}\u2026` : label;
  return `${name} ${shortValue(chart.unit, value)}`;
}

/** About how wide small type is, in pixels: within 3 % of what a browser measures, for names of modalities and methods. */
export function typeWidth(text: string): number {
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return 6.7 * text.length + 2.3 * count(/[A-Zmw%\u2026]/g) - 2.9 * count(/[ijltfr,. -]/g);
}

/** The text in lines of at most so many pixels, broken at blanks; a longer word has a line of its own. */
export function inLines(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && typeWidth(`${last} ${word}`) <= room) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines;
}

/** Room for these names and their values and no more, for a chart that stands by itself. */
export function endMargin(names: readonly string[], look: ChartLook): number {
  const longest = Math.max(0, ...names.map(({ length }) => Math.min(look.letters, length)));
  return Math.ceil(((longest + 4) * LETTER_WIDTH + 12) * look.scale);
}

/**
 * Room to the right of every plot: the same for all, so that their epochs stand in line. It depends on names
 * only, so that it stays while values change.
 */
export function labelMargin(charts: readonly Chart[], look: ChartLook = PAGE_LOOK): number {
  const names = charts.flatMap(({ lines }) => lines.map(({ label }) => label));
  const longest = Math.max(0, ...names.map(({ length }) => Math.min(look.letters, length)));
  // a blank, and a value of up to four letters; a gap on either side
  const width = Math.max(LEAST_MARGIN, Math.ceil((longest + 5) * LETTER_WIDTH) + 16);
  return Math.ceil(width * look.scale);
}
