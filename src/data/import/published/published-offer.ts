/** The published settings for opened files in words: which, at what price, and how else the files can be read. */
import type { BackendName } from '../../../protocol/backends';
import { memoryText } from '../../../protocol/memory-text';
import { largestBatch, WASM_BYTES } from '../../../protocol/wasm-memory';
import type { FoundSamples, OfferedWay, PublishedOffer } from './offered';
import { type PublishedCost, type PublishedWay, publishedCost } from './published-cost';
import { publishedInWords } from './published-settings';

/**
 * @param id of the set that the files are of.
 * @returns null for a set without published settings, and where a modality is nothing that ResNet-18 reads.
 */
export function publishedOffer(id: string, found: FoundSamples): PublishedOffer | null {
  const cost = publishedCost(id, found);
  if (!cost) return null;
  const { settings, whole, instead } = cost;
  const others = waysOf(cost, null);
  return {
    settings,
    words: publishedInWords(id, found.kinds.includes('audio')),
    tooMany:
      instead &&
      `All ${grouped(whole.samples)} samples would take ${priceText(cost, whole, settings.batchSize)}; the lab holds ${memoryText(samplesOf(instead.fewer))} of samples.`,
    ways: { webgpu: others, cpu: others, wasm: waysOf(cost, 'wasm') },
  };
}

function waysOf(cost: PublishedCost, backend: BackendName | null): readonly OfferedWay[] {
  const { settings, whole, instead } = cost;
  const offered = (name: string, way: PublishedWay): OfferedWay => {
    const batchSize = batchFor(cost, way, backend);
    const parts = [
      ...(way.special ? [way.special] : []),
      priceText(cost, way, batchSize),
      ...(batchSize === settings.batchSize
        ? []
        : [
            `batches of ${batchSize}, not ${settings.batchSize}, for WebAssembly has ${memoryText(WASM_BYTES)}`,
          ]),
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

/** "598 TFLOP an epoch and 5.7 GB of memory for each run, and 21.1 GB for the samples" */
function priceText({ weightBytes }: PublishedCost, way: PublishedWay, rows: number): string {
  const { operationsPerEpoch, bytesPerRow } = way;
  const teraflop = grouped(Number((operationsPerEpoch / 1e12).toPrecision(3)));
  return `${teraflop} TFLOP an epoch and ${memoryText(rows * bytesPerRow + weightBytes)} of memory for each run, and ${memoryText(samplesOf(way))} for the samples`;
}

/** Bytes of all samples. */
const samplesOf = ({ samples, bytesPerSample }: PublishedWay): number => samples * bytesPerSample;

/** The least that settings take. */
const LEAST_BATCH = 2;

/** On WebAssembly, samples and training share an address space. */
function batchFor(
  { settings, weightBytes }: PublishedCost,
  way: PublishedWay,
  backend: BackendName | null,
): number {
  if (backend !== 'wasm') return settings.batchSize;
  const rows = largestBatch(way.bytesPerRow, samplesOf(way) + weightBytes);
  return Math.max(LEAST_BATCH, Math.min(settings.batchSize, rows));
}

const grouped = (count: number): string => count.toLocaleString('en');
