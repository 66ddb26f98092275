/** What a race is, in sentences for the caption of a figure: what was trained on what, from which seed, where. Pure. */
import { countText, listed } from '../format';
import { racingRuns } from '../race-store';
import { backEndText } from '../stretches';
import type { ShownRace } from '../time/shown-store';

export function raceWords({
  record,
  settings,
  summary,
  at,
}: Pick<ShownRace, 'record' | 'settings' | 'summary' | 'at'>): string {
  const runs = racingRuns(record);
  const { seed, folds, fold } = settings;
  const places = [...new Set(runs.map(backEndText).filter(Boolean))];
  const lengths = runs.map((run) => run.epochs.at(-1)?.epoch ?? 0);
  const [least, epochs] = [Math.min(...lengths), Math.max(0, ...lengths)];
  const epochsText = `${least === epochs ? '' : `${least} to `}${epochs} epochs`;
  const sentences = [
    runs.length === 0 ? null : `Runs: ${listed(runs.map(({ label }) => label))}.`,
    summary === null
      ? null
      : `Data: ${summary.name}, ${countText(summary.counts.train)} samples to train and ${countText(summary.counts.test)} to test.`,
    `Seed ${seed}${folds === undefined ? '' : `, fold ${fold ?? 1} of ${folds}`}${epochs === 0 ? '' : `, ${epochsText}`}${at === null ? '' : `, shown at epoch ${at}`}.`,
    places.length === 0 ? null : `Trained on ${listed(places)}.`,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}
