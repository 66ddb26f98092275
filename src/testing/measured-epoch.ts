/** Hand-made epochs and races with every measure, for tests of what the page makes of them. */
import { defaultSettings } from '../data/starting-settings';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import type { EpochEnded, RunEvent } from '../protocol/events';
import { NOT_MEASURED, type PairAlignment } from '../protocol/measures';
import type { ChartSource } from '../state/charts/chart-frame';
import { recordAfter, waitingRuns } from '../state/race-record';
import { fakeCatalogue, fakeSummary } from './fake-lab-data';

const LABELS: Readonly<Record<string, string>> = { joint: 'Joint', 'di-mml': 'DI-MML' };

/** Parts of an epoch, with any measures that are numbers. */
export type EpochParts = Partial<EpochEnded> & Readonly<Record<string, unknown>>;

/** An epoch in which nothing was measured but what `rest` says. */
export function epochOf(run: string, epoch: number, rest: EpochParts = {}): EpochEnded {
  return {
    ...NOT_MEASURED,
    kind: 'epoch-ended',
    run,
    seq: epoch,
    epoch,
    stage: 'one',
    losses: {},
    accuracy: { fusion: 0.8, unimodal: { picture: 0.79, sound: 0.44 }, readouts: {} },
    fusionSource: 'method',
    heldOut: 'test',
    setsFixed: false,
    trainMs: 1,
    measureMs: 1,
    cost: { msPerStep: 2, kernelsPerStep: 20, measureMs: 30, arrays: 40, bytes: 4_700_000 },
    ...rest,
  };
}

/** A race of these runs after these epochs. */
export function sourceOf(
  runs: readonly string[],
  epochs: readonly RunEvent[],
  change: Partial<ChartSource> = {},
): ChartSource {
  const settings = defaultSettings();
  const started = runs.map(
    (run): RunEvent => ({
      kind: 'run-started',
      run,
      seq: 0,
      label: LABELS[run] ?? run,
      backend: 'cpu',
      adapter: '',
      epochs: 40,
      stepsPerEpoch: 1,
    }),
  );
  return {
    record: recordAfter(waitingRuns(runs), [...started, ...epochs]),
    levels: null,
    settings,
    summary: fakeSummary(settings),
    catalogue: fakeCatalogue,
    measures: measureCatalogue,
    ...change,
  };
}

/** What one modality can teach another along these dimensions, somewhat aligned. */
export const pairOf = (
  teacher: string,
  student: string,
  dimensions: readonly number[],
): PairAlignment => ({
  teacher,
  student,
  dimensions,
  paired: 0.6,
  shuffledWithinClass: 0.4,
  shuffled: 0.1,
  retrieval: null,
  retrievalChance: null,
  nats: null,
  transferGain: null,
});
