/**
 * What the tabs beside the race are computed from: the race as the charts have it, and the run a person
 * chose. Pure; must not import single measures.
 */

import type { Dash } from '../../protocol/catalogue';
import type { EpochEnded } from '../../protocol/events';
import { MEASURED_ROWS, SEPARABILITY_ROWS } from '../../protocol/measured-part';
import { dashesOf } from '../charts/chart';
import type { ChartSource } from '../charts/chart-frame';
import { countText, ordinal } from '../format';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';

/** A run to choose. */
export interface RunOption {
  readonly name: string;
  readonly label: string;
  readonly dash: Dash;
}

/** The runs of the race, each with its dash. */
export function runOptions(source: ChartSource): readonly RunOption[] {
  const runs = racingRuns(source.record);
  const dashes = dashesOf(
    runs.map(({ name }) => name),
    source.catalogue,
  );
  return runs.map(({ name, label }) => ({ name, label, dash: dashes.get(name) ?? 'solid' }));
}

/** The run of this name, else the first of the race. */
export function chosenRun(source: ChartSource, name: string | null): RunRecord | null {
  const runs = racingRuns(source.record);
  return runs.find((run) => run.name === name) ?? runs[0] ?? null;
}

/** A method in which modalities teach each other has the most to show of dimensions and certainty. */
export function runThatTeaches(source: ChartSource): string | null {
  const teaches = (methodId: string) =>
    source.catalogue
      .find(({ id }) => id === methodId)
      ?.losses.some((loss) => loss.on === 'paired-features') ?? false;
  return racingRuns(source.record).find((run) => teaches(run.methodId))?.name ?? null;
}

/** "epoch 12", and where that is not the epoch shown, why. @param epoch whose costly measures stand for `shown`. */
function epochText(epoch: EpochEnded, shown: EpochEnded): string {
  const { costly } = shown;
  if (epoch === shown || !costly) return `epoch ${epoch.epoch}`;
  return `epoch ${epoch.epoch}, for this is measured every ${ordinal(costly.every)} epoch`;
}

/** Which part of a split a heavy measure is taken on. */
const part = (most: number): string => `at most ${countText(most)} samples, drawn by seed`;

/** "epoch 12, held-out: test split", and which part of it heavy measures are taken on. */
export const measuredText = (epoch: EpochEnded, shown: EpochEnded): string =>
  `${momentText(epoch, shown)}, ${part(MEASURED_ROWS)}`;

/** "epoch 12, training split", and which part of it separability is counted on. */
export const separatedText = (epoch: EpochEnded, shown: EpochEnded): string =>
  `${epochText(epoch, shown)} \u00B7 training split, ${part(SEPARABILITY_ROWS)}`;

/** "epoch 12, held-out: test split". */
export function momentText(epoch: EpochEnded, shown: EpochEnded = epoch): string {
  return `${epochText(epoch, shown)} \u00B7 held-out: ${epoch.heldOut} split`;
}
