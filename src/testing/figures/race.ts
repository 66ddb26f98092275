/** The race that figures are drawn from: two methods, six epochs, every number written out so that it can be found again. */
import { zip } from '../../math/zip';
import { catalogue } from '../../method/catalogue';
import type { RunEvent } from '../../protocol/events';
import type { ChartSource } from '../../state/charts/chart-frame';
import type { PastRace } from '../../state/time/past-race';
import { type EpochParts, epochOf, sourceOf } from '../measured-epoch';

/** What a run says at the end of every epoch. */
export interface Course {
  readonly picture: readonly number[];
  readonly sound: readonly number[];
  readonly fusion: readonly number[];
  readonly alignment: readonly number[];
  readonly withinClass: readonly number[];
}

/** Courses by run. */
export type Race = Readonly<Record<'joint' | 'di-mml', Course>>;

export const RACE: Race = {
  joint: {
    picture: [0.41, 0.58, 0.69, 0.74, 0.77, 0.78],
    sound: [0.19, 0.24, 0.27, 0.29, 0.3, 0.31],
    fusion: [0.42, 0.6, 0.71, 0.76, 0.79, 0.8],
    alignment: [0.01, 0.02, 0.03, 0.02, 0.04, 0.05],
    withinClass: [0.01, 0.03, 0.02, 0.03, 0.03, 0.04],
  },
  'di-mml': {
    picture: [0.4, 0.57, 0.68, 0.75, 0.78, 0.8],
    sound: [0.22, 0.35, 0.46, 0.55, 0.61, 0.65],
    fusion: [0.44, 0.64, 0.75, 0.82, 0.86, 0.88],
    alignment: [0.05, 0.12, 0.2, 0.27, 0.31, 0.34],
    withinClass: [0.06, 0.13, 0.19, 0.28, 0.32, 0.35],
  },
};

/** What encoders that each trained alone reached in the same epochs. */
export interface Alone {
  readonly picture: readonly number[];
  readonly sound: readonly number[];
}

export const ALONE: Alone = {
  picture: [0.4, 0.57, 0.68, 0.75, 0.78, 0.79],
  sound: [0.23, 0.38, 0.51, 0.6, 0.66, 0.7],
};

/** The race with what an earlier one found out of the encoders trained alone. */
export const withAlone = (source: ChartSource, { picture, sound }: Alone): ChartSource => ({
  ...source,
  levels: {
    alone: zip(picture, sound).map(([first, second], at) => ({
      epoch: at + 1,
      accuracy: { picture: first, sound: second },
      right: null,
    })),
    end: null,
    untrained: {},
  },
});

const RUNS = ['joint', 'di-mml'] as const;

/** It was stopped before its end, so that curves have room to travel in. */
const EXPECTED = 8;
const FUSION_AFTER = 4;
const stage = (id: string, label: string): RunEvent => ({
  kind: 'stage-started',
  run: 'di-mml',
  seq: 0,
  stage: id,
  label,
  epochs: FUSION_AFTER,
});

/** The race as charts read it; `more` adds measures to an epoch. */
export function sourceOfRace(
  race: Race,
  more: (run: string, at: number) => EpochParts = () => ({}),
): ChartSource {
  const epochs = RUNS.flatMap((run): RunEvent[] => {
    const { picture, sound, fusion, alignment, withinClass } = race[run];
    const ended = fusion.map((share, at) =>
      epochOf(run, at + 1, {
        accuracy: {
          fusion: share,
          unimodal: { picture: picture[at] ?? 0, sound: sound[at] ?? 0 },
          readouts: {},
        },
        alignment: alignment[at] ?? null,
        alignmentWithinClass: withinClass[at] ?? null,
        ...more(run, at),
      }),
    );
    return run === 'di-mml'
      ? [
          stage('encoders', 'Encoders'),
          ...ended.slice(0, FUSION_AFTER),
          stage('fusion', 'Fusion head'),
          ...ended.slice(FUSION_AFTER),
        ]
      : ended;
  });
  const source = sourceOf(RUNS, epochs, { catalogue });
  const record = source.record.map((run) => ({ ...run, expectedEpochs: EXPECTED }));
  return { ...source, record };
}

export const pastRace = ({ record, levels, settings, summary }: ChartSource): PastRace => ({
  record,
  levels,
  settings,
  summary,
  origin: { kind: 'shelf', id: 'figure', title: 'figure' },
  described: null,
});

/** The race with one run changed. */
export const withCourse = (
  race: Race,
  run: keyof Race,
  change: (course: Course) => Partial<Course>,
): Race => ({ ...race, [run]: { ...race[run], ...change(race[run]) } });

/** The values with the last one off by so much. */
export const withWrongEnd = (values: readonly number[], by: number): number[] => [
  ...values.slice(0, -1),
  (values.at(-1) ?? 0) + by,
];
