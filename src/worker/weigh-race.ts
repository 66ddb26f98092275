/** What a race will take, from a few steps of every run of it; and the refusal of one that no device can hold. */
import type { Device } from '../engine/device/device';
import { methodOf } from '../method/catalogue';
import { contextOf } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import { weigh } from '../method/run/weigh';
import type { BackendName } from '../protocol/backends';
import { weightSeedOf } from '../protocol/common-knobs';
import type { DataSet } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import { LabError } from '../protocol/failure';
import type { RaceNeed, RunNeed } from '../protocol/need';
import { runNames, type Settings } from '../protocol/settings';
import type { Waiting } from './show-step';

export interface Weighing {
  readonly settings: Settings;
  readonly device: Device;
  readonly dataSet: DataSet;
  readonly withReference: boolean;
  readonly waiting: Waiting;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

/** @returns null where somebody asked for something else meanwhile. */
export async function weighRace(options: Weighing): Promise<RaceNeed | null> {
  const { settings, device, dataSet, withReference, waiting, now, breathe } = options;
  const { kernels, probing } = device;
  const before = kernels.memory().bytes;
  const data = uploadRaceData(kernels, dataSet, probing);
  try {
    const sampleBytes = kernels.memory().bytes - before;
    const runs: RunNeed[] = [];
    const trained = new Set<number>();
    const names = [...runNames(settings), ...(withReference ? [REFERENCE_RUN] : [])];
    for (const name of names) {
      // of a reference only the accuracies are drawn
      const heavy = name !== REFERENCE_RUN && settings.measures.heavy;
      const own = { ...settings, measures: { ...settings.measures, heavy } };
      const seed = weightSeedOf(settings, name);
      const isAlike = methodOf(name).description.trainsAlike === true;
      const way = weigh(
        contextOf(name, { kernels, settings: own, data }),
        now,
        isAlike && trained.has(seed),
      );
      if (isAlike) trained.add(seed);
      for (;;) {
        const { done, value } = await way.next();
        if (done) {
          runs.push(value);
          break;
        }
        await breathe();
        if (!waiting.isOver) continue;
        // frees the copy; what is returned is nobody's
        await way.return({ run: name, steps: 0, ms: 0, bytes: 0 });
        return null;
      }
    }
    const sum = (of: (need: RunNeed) => number) => runs.reduce((all, each) => all + of(each), 0);
    const bytes = sampleBytes + sum((each) => each.bytes);
    return { runs, ms: sum((each) => each.ms), bytes, sampleBytes, threads: 1 };
  } finally {
    data.free();
  }
}

/** WebAssembly has addresses of 32 bits. */
const MOST_BYTES = 2 ** 32;

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

class TooMuchMemoryError extends LabError {
  constructor(message: string, hint: string) {
    super('too-much-memory', message, hint);
  }
}

/**
 * Looks at the samples before they are copied to where they are trained on; in the middle of it nobody understands what
 * is said.
 * @throws TooMuchMemoryError where they alone are more than WebAssembly can have.
 */
export function mustFit({ modalities, classNames, labels }: DataSet, backend: BackendName): void {
  const bytesOf = (values: number) => 4 * values;
  const targets = bytesOf(labels.length * classNames.length);
  const bytes = modalities.reduce((sum, { data }) => sum + bytesOf(data.length), targets);
  if (backend !== 'wasm' || bytes <= MOST_BYTES) return;
  const largest = modalities.reduce((a, b) => (b.data.length > a.data.length ? b : a));
  const parts = [
    `The ${labels.length.toLocaleString('en-US')} samples take ${gigabytes(bytes)} to train on,`,
    `${gigabytes(bytesOf(largest.data.length))} of them for ${largest.name}`,
    `(${largest.shape.join(' \u00D7 ')} numbers a sample),`,
    `and WebAssembly has ${gigabytes(MOST_BYTES)} at most.`,
  ];
  throw new TooMuchMemoryError(
    parts.join(' '),
    'Take fewer samples (samples.train, samples.test), or smaller pictures and shorter sounds where the files are opened.',
  );
}
