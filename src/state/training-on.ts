/**
 * What the end of a race says of its length: which runs had not finished learning, and whether, and how, the race can
 * be trained on. Pure but for the stores it is asked about.
 */
import { MOST_EPOCHS } from '../protocol/training-knobs';
import { type StillFalling, stillFalling } from '../verdict/still-falling';
import type { ExperimentStore } from './experiment-store';
import { listed } from './format';
import type { LabStore } from './lab-store';
import type { RaceRecord, RunRecord } from './race-record';
import { type RaceStore, racingRuns } from './race-store';
import type { SeedsStore } from './seeds/seeds-store';
import type { TimeStore } from './time/time-store';

/** Beside the numbers of a run. */
export const NOT_FINISHED = 'not finished learning';

/** Of a run that has ended; null where its loss had levelled off. */
export const fallOf = ({ end, epochs }: RunRecord): StillFalling | null =>
  end ? stillFalling(epochs) : null;

/** Why runs are said not to have finished, below the table; null where none is. */
export function unfinishedText(record: RaceRecord): string | null {
  const runs = racingRuns(record).flatMap((run) => {
    const fall = fallOf(run);
    return fall ? [`${run.label} (by ${fall.fell.toFixed(2)} nats)`] : [];
  });
  if (runs.length === 0) return null;
  return `Not finished learning: in the last quarter of its epochs the training loss was still falling under ${listed(runs)}, so more epochs would change these numbers.`;
}

export interface LongerNeeds {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly time: TimeStore;
  readonly seeds: SeedsStore;
}

type Asked = {
  readonly [K in keyof LongerNeeds]: Pick<LongerNeeds[K], 'getState'>;
};

/** Why the race on the page cannot train for as many epochs again; null where it can. */
export function whyNotLonger({ lab, experiment, race, time, seeds }: Asked): string | null {
  const { phase } = race.getState();
  const { settings, dataStatus } = experiment.getState();
  if (time.getState().past) return 'This race stands on the shelf; only the present one goes on.';
  if (phase === 'idle') return 'Nothing has been trained yet.';
  if (phase !== 'ended') return 'The race is not at its end yet.';
  if (seeds.getState().status !== 'off') return 'Several seeds are being trained.';
  if (lab.getState().status !== 'ready' || dataStatus !== 'ready') {
    return 'The device or the data are not there.';
  }
  return 2 * settings.epochs > MOST_EPOCHS
    ? `A race has at most ${MOST_EPOCHS.toLocaleString('en')} epochs.`
    : null;
}

/** What training on does, before anybody presses it. @param epochs of the settings now. */
export function trainOnText(record: RaceRecord, epochs: number): string {
  const runs = racingRuns(record).filter(({ end }) => end !== null);
  const anew = runs.filter(({ trainsOn }) => !trainsOn);
  const later = runs.filter(({ trainsOn, stages }) => trainsOn && stages.length > 1);
  const labels = (of: readonly RunRecord[]) => listed(of.map(({ label }) => label));
  return [
    `Goes on from where the encoders stand to ${2 * epochs} epochs: the numbers of a race of so many from the start.`,
    ...(later.length > 0
      ? [
          `After the encoders ${labels(later)} ${later.length === 1 ? 'begins' : 'begin'} the next stage anew, on the encoders as they are then.`,
        ]
      : []),
    ...(anew.length > 0
      ? [
          `${labels(anew)} ${anew.length === 1 ? 'begins' : 'begin'} at the start, for nothing was kept to go on from: nets too large, or a rule that asks how long the race is.`,
        ]
      : []),
  ].join(' ');
}
