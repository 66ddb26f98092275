/** What the visits to the page found, as Markdown. Knows nothing of how it was measured. */
import { median } from './contender';
import { atLeast, atMost, type Goal, goalsText } from './goals';
import type { LoadVisit, RaceVisit, Room } from './page-visit';
import { QUIET_LOAD } from './quiet';
import { number, table } from './table-cells';
import { drawingShare, LONG_MS, type ThreadSeconds } from './trace';

/** How many times slower the page's own thread is made for a school laptop's sake. */
export const SLOWER = 4;

export interface PageReport {
  readonly date: string;
  readonly machine: string;
  readonly browser: string;
  /** Processes waiting for a core, mean of a minute, before and after. */
  readonly load: readonly [number, number];
  /** Traced without counting frames, since counting them costs frames. */
  readonly costs: readonly RaceVisit[];
  /** The same race with frames counted, as it is and throttled. */
  readonly races: { readonly asItIs: readonly RaceVisit[]; readonly slower: readonly RaceVisit[] };
  readonly loads: readonly { readonly room: Room; readonly visits: readonly LoadVisit[] }[];
}

const middle = <T>(visits: readonly T[], read: (visit: T) => number): number =>
  median(visits.map(read));

const worst = <T>(visits: readonly T[], read: (visit: T) => number): number =>
  Math.max(...visits.map(read));

/** Share of the race, in percent, that the page could not answer. */
const blocked = ({ tasks, seconds }: RaceVisit): number => (100 * tasks.blockedMs) / 1000 / seconds;

const frames = ({ framesPerSecond }: RaceVisit): number => framesPerSecond ?? Number.NaN;

/** The goals of a light page, held against the medians; layout shift and the longest task against the worst. */
function pageGoalsOf({ costs, races, loads }: PageReport): Goal[] {
  const { slower } = races;
  const visits = [...races.asItIs, ...slower, ...loads.flatMap((load) => load.visits)];
  return [
    atMost(
      "drawing over the worker's processor seconds",
      0.25,
      middle(costs, ({ threads }) => drawingShare(threads)),
    ),
    atMost('fourfold throttled: blocked, %', 15, middle(slower, blocked)),
    atMost(
      'fourfold throttled: longest task, ms',
      100,
      worst(slower, ({ tasks }) => tasks.longestMs),
    ),
    atLeast('fourfold throttled: frames a second', 30, middle(slower, frames)),
    atMost(
      'layout shift',
      0.05,
      worst(visits, ({ layoutShift }) => layoutShift),
    ),
    ...loads.map((load) =>
      atMost(
        `${load.room}: Play usable, s`,
        5,
        middle(load.visits, ({ playMs }) => playMs / 1000),
      ),
    ),
  ];
}

const range = (values: readonly number[]): string =>
  `${number(Math.min(...values))} to ${number(Math.max(...values))}`;

const THREADS: Readonly<Record<keyof ThreadSeconds, string>> = {
  worker: 'worker (training and measures)',
  main: "page's own thread",
  compositor: 'compositor and raster',
  helpers: 'compiling and collecting, for all of them',
};

function costsText(costs: readonly RaceVisit[]): readonly string[] {
  const rows = Object.entries(THREADS).map(([key, name]) => {
    const values = costs.map(({ threads }) => threads[key as keyof ThreadSeconds]);
    return [name, number(median(values)), range(values)];
  });
  const shares = costs.map(({ threads }) => drawingShare(threads));
  return [
    '## Processor seconds of the default race',
    "Sums over a thread's tasks, in processor time; not throttled. The last line is the second and third over the first.",
    table(
      ['', 'median', 'range'],
      [...rows, ['drawing / worker', number(median(shares)), range(shares)]],
    ),
  ];
}

function racesText(races: PageReport['races']): readonly string[] {
  const rowOf = (name: string, read: (visit: RaceVisit) => number) => [
    name,
    ...[races.asItIs, races.slower].map((visits) => {
      const values = visits.map(read);
      return `${number(median(values))} (${range(values)})`;
    }),
  ];
  return [
    '## The same race as a person meets it',
    `Throttling slows the page's own thread only, not the threads that train. Blocked: of every task longer than ${LONG_MS} ms what ` +
      `is above ${LONG_MS} ms, summed over the race and held against its length (total blocking time). Frames: how often a second ` +
      'the page could draw. Layout shift: the whole sum from the first byte to the end. Medians, ranges in brackets.',
    table(
      ['', 'as it is', `${SLOWER} times slower`],
      [
        rowOf('seconds from Play to the end', ({ seconds }) => seconds),
        rowOf('blocked, %', blocked),
        rowOf(`tasks over ${LONG_MS} ms`, ({ tasks }) => tasks.long),
        rowOf('longest task, ms', ({ tasks }) => tasks.longestMs),
        rowOf('longest task, ms of processor time', ({ tasks }) => tasks.longestCpuMs),
        rowOf('frames a second', frames),
        rowOf('layout shift', ({ layoutShift }) => layoutShift),
      ],
    ),
  ];
}

function loadsText(loads: PageReport['loads']): readonly string[] {
  return [
    '## First load',
    `At 1.5 Mbit/s and ${SLOWER} times slower. Play is usable when it is there, enabled, still and under nothing else. Bytes as ` +
      'they come over the line, with headers; after it come what trains, the recording and what shows it.',
    table(
      ['', 'Play usable, s', 'KB until then', 'KB after', 'layout shift'],
      loads.map(({ room, visits }) => [
        room,
        number(middle(visits, ({ playMs }) => playMs / 1000)),
        number(middle(visits, ({ firstBytes }) => firstBytes / 1024)),
        number(middle(visits, ({ laterBytes }) => laterBytes / 1024)),
        number(worst(visits, ({ layoutShift }) => layoutShift)),
      ]),
    ),
  ];
}

export function pageText(report: PageReport): string {
  const { date, machine, browser, load, costs, races, loads } = report;
  return `${[
    '# The page while it trains',
    `${date}, ${machine}, Chromium ${browser}. Load before ${load[0].toFixed(2)}, after ${load[1].toFixed(2)}; ` +
      `${costs.length} visits of each kind, in turn. Written by \`npm run bench -- --page\`, which keeps no table where the load ` +
      `before it is above ${QUIET_LOAD}.`,
    goalsText(pageGoalsOf(report)),
    ...costsText(costs),
    ...racesText(races),
    ...loadsText(loads),
  ].join('\n\n')}\n`;
}
