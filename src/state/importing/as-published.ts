/** The published settings of a set that was opened: how the files are read for them, and the experiment they make. Pure. */
import { startingSettings } from '../../data/starting-settings';
import { DEFAULT_RACE } from '../../protocol/default-race';
import { keyOf } from '../../protocol/same-settings';
import { parseSettings, runNames, type Settings } from '../../protocol/settings';
import { layOver } from '../../protocol/settings-overlay';
import type { FileChoices, Import } from './importing-store';

/** What is offered. */
type PublishedOffer = NonNullable<Import['published']>;
type OfferedWay = PublishedOffer['ways']['wasm'][number];

/** How the files are then read: what was chosen of roles and split stays. */
export const publishedChoices = (
  { data }: Pick<OfferedWay, 'data'>,
  choices: FileChoices,
): FileChoices => ({ ...choices, ...data });

/** Whether the files are read so. */
export const isReadSo = (way: Pick<OfferedWay, 'data'>, choices: FileChoices): boolean =>
  keyOf(publishedChoices(way, choices)) === keyOf(choices);

/** The runs on the page, with the lab's own knobs, trained as published. @param name of the data set. */
export function publishedExperiment(
  { settings }: PublishedOffer,
  { batchSize }: Pick<OfferedWay, 'batchSize'>,
  present: Settings,
  name: string,
): Settings {
  const start = startingSettings({ source: 'files', id: name });
  const names = runNames(present);
  return parseSettings({
    ...layOver(start, settings),
    batchSize,
    seed: present.seed,
    methods: Object.fromEntries(names.map((run) => [run, DEFAULT_RACE[run] ?? {}])),
  });
}
