/** The published settings of a set that was opened: the experiment they make, and their price in words. Pure. */
import { startingSettings } from '../../data/starting-settings';
import { DEFAULT_RACE } from '../../protocol/default-race';
import { keyOf } from '../../protocol/same-settings';
import { parseSettings, runNames, type Settings } from '../../protocol/settings';
import { layOver } from '../../protocol/settings-overlay';
import { memoryText } from '../need/need-text';
import type { FileChoices, ImportReport, Reading } from './importing-store';
import { counted, grouped } from './tell-import';

/** What the report offers. */
export type PublishedOffer = NonNullable<ImportReport['published']>;

/** How the files are then read: what was chosen of roles and split stays. */
export const publishedChoices = (
  { settings }: PublishedOffer,
  choices: FileChoices,
): FileChoices => ({
  ...choices,
  ...settings.data,
});

/** Whether the files were read so. */
export const isReadAsPublished = (offer: PublishedOffer, { choices }: Reading): boolean =>
  keyOf(publishedChoices(offer, choices)) === keyOf(choices);

/** The runs on the page, with the lab's own knobs, trained as published. @param name of the data set. */
export function publishedExperiment(
  offer: PublishedOffer,
  present: Settings,
  name: string,
): Settings {
  const start = startingSettings({ source: 'files', id: name });
  const names = runNames(present);
  return parseSettings({
    ...layOver(start, offer.settings),
    seed: present.seed,
    methods: Object.fromEntries(names.map((run) => [run, DEFAULT_RACE[run] ?? {}])),
  });
}

/** "Each run takes 598 TFLOP an epoch, for 150 epochs, and 5.7 GB of memory; the 7,442 samples take 21.1 GB." */
export function priceText(
  { operationsPerEpoch, trainingBytes, sampleBytes, settings }: PublishedOffer,
  samples: number,
): string {
  const teraflop = Number((operationsPerEpoch / 1e12).toPrecision(3)).toLocaleString('en');
  return `Each run takes ${teraflop} TFLOP an epoch, for ${settings.epochs} epochs, and ${memoryText(trainingBytes)} of memory; the ${counted(samples, 'sample takes', 'samples take')} ${memoryText(sampleBytes)}.`;
}

/** Why they cannot be read so, and what to do; null where they can. */
export const tooManyText = ({ mostSamples }: PublishedOffer, samples: number): string | null =>
  samples > mostSamples
    ? `That is more than the lab holds: open at most ${grouped(mostSamples)} of them to train so.`
    : null;
