/**
 * Gets the data set that the settings name into the lab: one of the lab's own by name, a person's files by
 * handing them over. Only the last wish counts.
 */
import { toFailure } from '../protocol/failure';
import type { LabRequest } from '../protocol/messages';
import type { Settings } from '../protocol/settings';
import type { ExperimentStore } from './experiment-store';
import type { Importing } from './importing/importing';
import type { NoticesStore } from './notices';

export interface DataOpenerNeeds {
  readonly experiment: ExperimentStore;
  readonly notices: NoticesStore;
  readonly deliver: Importing['deliver'];
  readonly send: (request: LabRequest) => void;
}

/** Returns the function that opens the data of the experiment on the page. */
export function createDataOpener({ experiment, notices, deliver, send }: DataOpenerNeeds) {
  let turn = 0;
  return async (): Promise<void> => {
    const mine = ++turn;
    experiment.setState({ dataStatus: 'opening' });
    const { settings } = experiment.getState();
    const delivery = isOfFiles(settings) ? deliver(settings) : null;
    // without files in use the lab itself says that they must be opened again
    if (!delivery) return send({ kind: 'open-data', settings });
    try {
      const dataSet = await delivery;
      if (mine !== turn) return;
      send(dataSet ? { kind: 'use-data', dataSet } : { kind: 'open-data', settings });
    } catch (error) {
      if (mine !== turn) return;
      experiment.setState({ dataStatus: 'failed' });
      notices.getState().tellFailure('data', toFailure(error));
    }
  };
}

const isOfFiles = ({ data }: Settings): boolean => data.source === 'files';
