/**
 * Remembers how far each modality gets when trained alone, and with an encoder that never trained, so that a second
 * race on the same data, seed and encoders does not train the reference again. Lives as long as the session.
 */
import { methodOf } from '../method/catalogue';
import { sharesRight } from '../method/run/evaluate';
import { Probes } from '../method/run/probes';
import type { Entrant } from '../method/run/race';
import type { RaceData } from '../method/run/race-data';
import type { VariantName } from '../protocol/backends';
import { weightSeedOf } from '../protocol/common-knobs';
import type { DataSet } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import { encoderOf } from '../protocol/encoders';
import type { EpochEnded, RunEnded, RunEvent } from '../protocol/events';
import {
  type AloneAtEpoch,
  type AloneNumbers,
  isWhole,
  type ReferenceLevels,
} from '../protocol/reference-levels';
import { runKnobs } from '../protocol/run-knobs';
import { dataKey, keyOf } from '../protocol/same-settings';
import type { Settings } from '../protocol/settings';

/** Plenty for one sitting; the oldest is forgotten first. */
const MOST_ENTRIES = 100;

export class ReferenceCache {
  private readonly known = new Map<string, ReferenceLevels>();
  /** Data sets from a person's files have no key of their own; the object handed over is the identity. */
  private readonly files = new WeakMap<DataSet, number>();
  private filesSeen = 0;

  /** A text that two races share exactly when their references end with the same numbers. */
  keyOf(settings: Settings, dataSet: DataSet, backend: VariantName): string {
    const { seed, epochs, batchSize, dropLast, optimizer } = settings;
    const weightSeed = weightSeedOf(settings, REFERENCE_RUN);
    const encoders = dataSet.modalities.map(({ id }) => encoderOf(settings, id));
    // knobs given to every method, or to the reference's, reach the reference run too
    const knobs = [...runKnobs(methodOf(REFERENCE_RUN).description, settings, REFERENCE_RUN)];
    const data = settings.data.source === 'files' ? this.fileNumber(dataSet) : dataKey(settings);
    return keyOf([
      ...[data, seed, weightSeed, epochs, batchSize, dropLast],
      ...[encoders, optimizer, knobs, backend],
    ]);
  }

  get(key: string): ReferenceLevels | null {
    return this.known.get(key) ?? null;
  }

  /**
   * Passes a race's events on and, once its reference run has ended, remembers its curve and tells it whole.
   * Nothing is remembered of a reference that failed.
   */
  async *watch(
    key: string,
    events: AsyncGenerator<RunEvent, void, void>,
    reference: Entrant,
    data: RaceData,
    seed: number,
    tell: (levels: ReferenceLevels) => void,
  ): AsyncGenerator<RunEvent, void, void> {
    const untrained = await untrainedLevels(reference, data, seed);
    const alone: AloneAtEpoch[] = [];
    for await (const event of events) {
      yield event;
      if (event.run !== reference.name) continue;
      if (event.kind === 'epoch-ended') {
        const { epoch, spent } = event;
        alone.push({ epoch, ...numbersOf(event), ...(spent && { spent }) });
      }
      if (event.kind !== 'run-ended' || !untrained) continue;
      const levels: ReferenceLevels = { alone, end: numbersOf(event), untrained };
      // of a reference that went on from a checkpoint the first epochs were told to an earlier page
      if (isWhole(levels)) this.remember(key, levels);
      tell(levels);
    }
  }

  private remember(key: string, levels: ReferenceLevels): void {
    const [oldest] = this.known.keys();
    if (this.known.size >= MOST_ENTRIES && oldest !== undefined) this.known.delete(oldest);
    this.known.set(key, levels);
  }

  private fileNumber(dataSet: DataSet): string {
    let number = this.files.get(dataSet);
    if (number === undefined) {
      this.filesSeen += 1;
      number = this.filesSeen;
      this.files.set(dataSet, number);
    }
    return `files ${number}`;
  }
}

const numbersOf = ({ accuracy, right }: EpochEnded | RunEnded): AloneNumbers => ({
  accuracy: accuracy.unimodal,
  right: right ?? null,
});

/** The probe on encoders as they were drawn; null where that fails, which the run itself will tell. */
async function untrainedLevels(
  { run }: Entrant,
  data: RaceData,
  seed: number,
): Promise<ReferenceLevels['untrained'] | null> {
  try {
    const train = await run.read(data.train, true);
    const heldOut = await run.read(data.heldOut, true);
    const probes = new Probes(seed, data);
    probes.fit(probes.trainedOn(train));
    const ids = data.modalities.map(({ id }) => id);
    return sharesRight(probes.answers(heldOut), ids, data.heldOut);
  } catch {
    return null;
  }
}
