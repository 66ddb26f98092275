/** The soak as a picture: what was measured over the minutes, with the line through it, and what happened when. */
import type { Measurement } from './measure';
import { EVERY_TEN_MINUTES, type EventKind } from './plan';
import { slopeOf } from './slope';

export interface Happened {
  /** Since the beginning. */
  readonly minutes: number;
  readonly kind: EventKind;
  readonly failed: boolean;
}

const WIDTH = 960;
const [LEFT, RIGHT, PANEL, GAP, TOP] = [150, 190, 84, 22, 56];
const PANELS: readonly [key: keyof Measurement, label: string][] = [
  ['pageMb', 'page, MB'],
  ['workersMb', 'workers, MB'],
  ['processMb', 'process, MB'],
  ['workers', 'workers'],
  ['nodes', 'DOM nodes'],
  ['listeners', 'listeners'],
  ['storedMb', 'stored, MB'],
  ['frames', 'frames'],
];
const KINDS = Object.keys(EVERY_TEN_MINUTES) as EventKind[];

const short = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(Math.abs(value) >= 10 ? 1 : 2);

const text = (x: number, y: number, words: string, anchor = 'start'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;

/** An SVG file. @param settled minutes before this one are no part of the lines. */
export function pictureOf(
  measured: readonly Measurement[],
  happened: readonly Happened[],
  settled: number,
  title: string,
): string {
  const end = Math.max(1, ...measured.map(({ minute }) => minute));
  const x = (minute: number) => LEFT + (minute / end) * (WIDTH - LEFT - RIGHT);
  const panels = PANELS.map(([key, label], place) => {
    const top = TOP + place * (PANEL + GAP);
    const known = measured.filter((each) => Number.isFinite(each[key]));
    const most = Math.max(1e-9, ...known.map((each) => each[key])) * 1.1;
    const y = (value: number) => top + PANEL * (1 - value / most);
    const points = known.map((each) => `${x(each.minute).toFixed(1)},${y(each[key]).toFixed(1)}`);
    const kept = known.filter(({ minute }) => minute >= settled);
    const line =
      kept.length < 4
        ? null
        : slopeOf(
            kept.map(({ minute }) => minute / 60),
            kept.map((each) => each[key]),
          );
    return [
      `<rect x="${LEFT}" y="${top}" width="${WIDTH - LEFT - RIGHT}" height="${PANEL}" fill="#f6f6f4"/>`,
      text(LEFT - 10, top + 14, label, 'end'),
      text(LEFT - 10, top + 32, `0 to ${short(most)}`, 'end'),
      `<polyline points="${points.join(' ')}" fill="none" stroke="#0072B2" stroke-width="2"/>`,
      line === null
        ? ''
        : text(WIDTH - RIGHT + 10, top + 14, `${short(line.slope)} ± ${short(line.noise)} an hour`),
      text(WIDTH - RIGHT + 10, top + 32, `last ${short(known.at(-1)?.[key] ?? Number.NaN)}`),
    ].join('');
  });
  const eventsTop = TOP + PANELS.length * (PANEL + GAP);
  const events = KINDS.map((kind, place) => {
    const y = eventsTop + place * 20;
    const own = happened.filter((each) => each.kind === kind);
    return [
      text(LEFT - 10, y + 12, kind, 'end'),
      text(WIDTH - RIGHT + 10, y + 12, `${own.length} times`),
      ...own.map(
        ({ minutes, failed }) =>
          `<rect x="${(x(minutes) - 1.5).toFixed(1)}" y="${y}" width="3" height="14" fill="${failed ? '#D55E00' : '#333'}"/>`,
      ),
    ].join('');
  });
  const height = eventsTop + KINDS.length * 20 + 40;
  const ticks = Array.from({ length: Math.floor(end / 10) + 1 }, (_, i) =>
    text(x(i * 10), height - 16, `${i * 10} min`, 'middle'),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<g fill="#222">${text(16, 26, title)}</g>`,
    ...panels,
    ...events,
    ...ticks,
    '</svg>',
  ].join('\n');
}
