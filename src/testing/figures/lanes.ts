/** The two lanes pictures' data: an epoch of a run, and how a lane model is made of it. */

import { defaultSettings } from '../../data/starting-settings';
import { catalogue } from '../../method/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import type { EpochEnded } from '../../protocol/events';
import type { LaneModel } from '../../state/lanes/lane-model';
import { runLanes } from '../../state/lanes/run-lanes';
import { fakeSummary } from '../fake-lab-data';

export interface Lanes {
  readonly epoch: EpochEnded;
  readonly summary: DataSetSummary;
}

export const SUMMARY = fakeSummary(defaultSettings());

export function lanesOf(run: string, { epoch, summary }: Lanes): LaneModel {
  const method = catalogue.find(({ id }) => id === run);
  if (!method) throw new Error(`There is no method called ${run}.`);
  const settings = defaultSettings();
  return runLanes({ run, method, settings, summary, moment: { stage: null, epoch } });
}

/** The lanes change places, their names and gradients with them. */
export const withSwappedLanes = ({ epoch, summary }: Lanes): Lanes => ({
  epoch,
  summary: { ...summary, modalities: [...summary.modalities].reverse() },
});
