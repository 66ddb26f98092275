/** Races told by hand: of each run which samples it has right, at epoch 12 of 40 and at its end. Testing only. */
import { defaultSettings } from '../data/starting-settings';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { RunEvent } from '../protocol/events';
import { recordAfter, waitingRuns } from '../state/race-record';
import type { Telling } from '../state/tell-race';
import { type Answered, answered, type RightRange } from './answered';
import { fakeCatalogue, fakeSummary } from './fake-lab-data';
import { epochOf } from './measured-epoch';

export const LABELS: Readonly<Record<string, string>> = {
  joint: 'Joint',
  'di-mml': 'DI-MML',
  'ogm-ge': 'OGM-GE',
  [REFERENCE_RUN]: 'Unimodal',
};
const VECTOR = { id: 'vector', name: 'Vector', kind: 'vector', shape: [24] } as const;

export interface RaceCase {
  readonly samples: number;
  readonly classes?: number;
  readonly runs: Readonly<
    Record<string, readonly [RightRange, Readonly<Record<string, RightRange>>]>
  >;
  readonly alone: Readonly<Record<string, RightRange>>;
}

export const summaryOf = ({ samples, classes = 8, alone }: RaceCase) => {
  const summary = fakeSummary(defaultSettings());
  const names = Array.from({ length: classes }, (_, i) => `class ${i}`);
  return {
    ...summary,
    classNames: names,
    classCounts: names.map(() => 100),
    modalities: 'vector' in alone ? [...summary.modalities, VECTOR] : summary.modalities,
    counts: { ...summary.counts, test: samples },
  };
};

export const started = (run: string): RunEvent => ({
  kind: 'run-started',
  run,
  seq: 1,
  label: LABELS[run] ?? run,
  backend: 'cpu',
  adapter: '',
  epochs: 40,
  stepsPerEpoch: 1,
});
const said = (run: string, { accuracy, right }: Answered, isEnd: boolean): RunEvent[] => [
  epochOf(run, 12, { accuracy, right }),
  ...(isEnd
    ? [
        {
          kind: 'run-ended',
          run,
          seq: 2,
          label: LABELS[run] ?? run,
          accuracy,
          right,
          ridge: accuracy.unimodal,
          durationMs: 1,
        } as const,
      ]
    : []),
];

export function recordOf(one: RaceCase, isEnd: boolean) {
  const names = [...Object.keys(one.runs), REFERENCE_RUN];
  const events = Object.entries(one.runs).flatMap(([run, [fusion, unimodal]]) =>
    said(run, answered(one.samples, fusion, unimodal), isEnd),
  );
  return recordAfter(waitingRuns(names), [
    ...names.map(started),
    ...events,
    ...said(REFERENCE_RUN, answered(one.samples, null, one.alone), isEnd),
  ]);
}

/** What is told of it, at its end or while it trains. */
export const tellingOf = (one: RaceCase, isEnd = true): Telling => ({
  record: recordOf(one, isEnd),
  levels: null,
  summary: summaryOf(one),
  catalogue: fakeCatalogue,
  ended: isEnd,
});

/** The default race as it often ends: the sound starves under joint training and not under DI-MML. */
export const STARVES: RaceCase = {
  samples: 1000,
  runs: {
    joint: [817, { picture: [200, 991], sound: 443 }],
    'di-mml': [924, { picture: [205, 995], sound: [10, 752] }],
  },
  alone: { picture: [200, 990], sound: 750 },
};
