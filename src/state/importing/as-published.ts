/** The published settings of a set that was opened: how the files can be read for them, the experiment, and the price in words. Pure. */
import { startingSettings } from '../../data/starting-settings';
import type { BackendName } from '../../protocol/backends';
import { DEFAULT_RACE } from '../../protocol/default-race';
import { keyOf } from '../../protocol/same-settings';
import { parseSettings, runNames, type Settings } from '../../protocol/settings';
import { layOver } from '../../protocol/settings-overlay';
import { largestBatch, WASM_BYTES } from '../../protocol/wasm-memory';
import { memoryText } from '../need/need-text';
import type { FileChoices, Import } from './importing-store';
import { counted, grouped } from './tell-import';

/** What is offered. */
export type PublishedOffer = NonNullable<Import['published']>;
type PublishedWay = PublishedOffer['whole'];

/** A way to read the files that the lab can hold. */
export interface OfferedWay {
  /** What its button says. */
  readonly name: string;
  /** What is special about it and what it takes, in a sentence. */
  readonly text: string;
  readonly data: PublishedWay['data'];
  /** As published, or as many rows as the memory can train. */
  readonly batchSize: number;
}

/** @param backend that is to train; null while none is open. */
export function offeredWays(
  offer: PublishedOffer,
  backend: BackendName | null,
): readonly OfferedWay[] {
  const { whole, instead } = offer;
  const offered = (name: string, way: PublishedWay): OfferedWay => {
    const batchSize = batchFor(offer, way, backend);
    const { settings } = offer;
    const batch =
      batchSize === settings.batchSize
        ? []
        : [
            `batches of ${batchSize}, not ${settings.batchSize}, for WebAssembly has ${memoryText(WASM_BYTES)}`,
          ];
    const parts = [
      ...(way.special ? [way.special] : []),
      priceText(offer, way, batchSize),
      ...batch,
    ];
    return { name, text: `${parts.join('; ')}.`, data: way.data, batchSize };
  };
  if (!instead) return [offered('Read them as published', whole)];
  const { fewer, smaller } = instead;
  return [
    offered(`Read ${grouped(fewer.samples)} of them as published`, fewer),
    ...(smaller ? [offered('Read all of them smaller', smaller)] : []),
  ];
}

/** Why the files cannot all be read as published; null where they can. */
export const tooManyText = (offer: PublishedOffer): string | null =>
  offer.instead &&
  `All ${counted(offer.whole.samples, 'sample', 'samples')} would take ${priceText(offer, offer.whole, offer.settings.batchSize)}; the lab holds ${memoryText(samplesOf(offer.instead.fewer))} of samples.`;

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

/** "598 TFLOP an epoch and 5.7 GB of memory for each run, and 21.1 GB for the samples" */
function priceText({ weightBytes }: PublishedOffer, way: PublishedWay, rows: number): string {
  const { operationsPerEpoch, bytesPerRow } = way;
  const teraflop = Number((operationsPerEpoch / 1e12).toPrecision(3)).toLocaleString('en');
  return `${teraflop} TFLOP an epoch and ${memoryText(rows * bytesPerRow + weightBytes)} of memory for each run, and ${memoryText(samplesOf(way))} for the samples`;
}

/** Bytes of all samples. */
const samplesOf = ({ samples, bytesPerSample }: PublishedWay): number => samples * bytesPerSample;

/** The least that settings take. */
const LEAST_BATCH = 2;

/** On WebAssembly, samples and training share an address space. */
function batchFor(
  { settings, weightBytes }: PublishedOffer,
  way: PublishedWay,
  backend: BackendName | null,
): number {
  if (backend !== 'wasm') return settings.batchSize;
  const rows = largestBatch(way.bytesPerRow, samplesOf(way) + weightBytes);
  return Math.max(LEAST_BATCH, Math.min(settings.batchSize, rows));
}
