/**
 * Why something cannot be taken out of the lab now, and what to do about it: said beside its button, and again where it
 * is asked for all the same. Null where it can be taken.
 */
import { notebookRefusal } from '../../notebook/race-parts';
import type { Catalogue } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import { LabError } from '../../protocol/failure';
import { runNames, type Settings } from '../../protocol/settings';
import type { ExperimentState } from '../experiment-store';
import type { RaceRecord } from '../race-record';

/** Numbers that a tab can still copy and pack: 400 MB. */
const MOST_NUMBERS = 100_000_000;

class NothingToTakeError extends LabError {
  constructor(message: string, hint: string) {
    super('nothing-to-take', message, hint);
  }
}

type Data = Pick<ExperimentState, 'summary' | 'dataStatus'>;

const notOpen = () =>
  new NothingToTakeError('The data are not open yet.', 'Wait until their card shows them.');

const openIn = ({ summary, dataStatus }: Data): DataSetSummary | null =>
  dataStatus === 'ready' ? summary : null;

/** What is known of the data in use. @throws NothingToTakeError where none are open. */
export function summaryOf(data: Data): DataSetSummary {
  const summary = openIn(data);
  if (!summary) throw notOpen();
  return summary;
}

const numbersOf = ({ modalities, counts }: DataSetSummary): number =>
  (counts.train + counts.validation + counts.test) *
  modalities.reduce((sum, { shape }) => sum + shape.reduce((size, side) => size * side, 1), 0);

/** @param option of the command that writes the same file. */
export function noData(data: Data, option = '--data-out FILE.npz'): LabError | null {
  const summary = openIn(data);
  if (!summary) return notOpen();
  const numbers = numbersOf(summary);
  if (numbers <= MOST_NUMBERS) return null;
  return new NothingToTakeError(
    `The data are ${Math.round(numbers / 250_000)} MB, more than a tab can copy.`,
    `Open fewer samples or smaller pictures, or let the command write it: npm run --silent headless -- --data FILES ${option}.`,
  );
}

export function noNotebook(
  experiment: Data & Pick<ExperimentState, 'settings'>,
  catalogue: Catalogue,
): LabError | null {
  const { settings } = experiment;
  const modalities = openIn(experiment)?.modalities ?? [];
  return (
    noData(experiment, '--notebook FILE.ipynb') ??
    notebookRefusal({ settings, catalogue, modalities })
  );
}

/** Runs of the race whose nets are in this tab. */
export function runsWithNets(settings: Settings, record: RaceRecord): RaceRecord {
  const racing = runNames(settings);
  return record
    .filter(({ name }) => racing.includes(name))
    .filter(({ epochs, status, onShelf }) => epochs.length > 0 && status !== 'failed' && !onShelf);
}

/** @param record of the race on the page. */
export const noNets = (settings: Settings, record: RaceRecord): LabError | null =>
  runsWithNets(settings, record).length > 0
    ? null
    : new NothingToTakeError(
        'No net of this race is here: none has trained an epoch in this tab.',
        'Press Play first.',
      );

/** @param record of the race that is shown. */
export const noFeatures = (record: RaceRecord): LabError | null =>
  record.some(({ snapshots }) => snapshots.length > 0)
    ? null
    : new NothingToTakeError(
        'No features are kept of this race.',
        'Press Play; features are kept of up to 240 held-out samples after each epoch.',
      );
