/**
 * Gives the nets of the race a sample of one's own. Copies of the runs are kept while the race stands where it stood, so
 * that one answer follows the other at once.
 */
import { DataError } from '../data/data-error';
import { normalise } from '../data/standardise';
import type { Device } from '../engine/device/device';
import { sizeOf } from '../math/shape';
import type { MethodRun } from '../method/method';
import { contextOf, standing } from '../method/run/race';
import { type RaceData, uploadRaceData } from '../method/run/race-data';
import { answerOf, plainNet, twinOf } from '../method/run/twin';
import { completeAmong, type DataSet } from '../protocol/data-set';
import type { LabEvent, LabRequest } from '../protocol/messages';
import { runNames } from '../protocol/settings';
import type { TakenNet } from '../protocol/taken';
import type { TriedAnswer, TriedPart } from '../protocol/tried';
import type { RaceOnDevice } from './set-up-race';

export interface Trial {
  readonly request: LabRequest & { readonly kind: 'try-sample' };
  readonly race: RaceOnDevice;
  readonly device: Device;
  readonly dataSet: DataSet;
  readonly emit: (event: LabEvent) => void;
}

interface Twin {
  readonly run: MethodRun;
  readonly epoch: number;
}

/** Training samples that a copy has for its shapes. */
const ROWS = 4;

export class Trials {
  private race: RaceOnDevice | null = null;
  private data: RaceData | null = null;
  private readonly twins = new Map<string, Twin>();

  /** Answers a request. @throws DataError for numbers that are no sample of the data set. */
  async answer(trial: Trial): Promise<void> {
    const { race } = trial;
    if (this.race !== race) this.free();
    this.race = race;
    await race.driver.between(() => this.ask(trial));
  }

  /** Gives everything back that is on the device. */
  free(): void {
    for (const { run } of this.twins.values()) run.free();
    this.data?.free();
    this.forget();
  }

  /** The device is gone, and everything on it. */
  forget(): void {
    this.twins.clear();
    this.data = null;
    this.race = null;
  }

  private async ask({ request, race, device, dataSet, emit }: Trial): Promise<void> {
    const { kernels } = device;
    const values = dataSet.modalities.map((modality, m) => numbersOf(modality, request.parts[m]));
    const isThere = dataSet.modalities.map((_, m) => (request.parts[m] ?? null) !== null);
    const ids = dataSet.modalities.map(({ id }) => id);
    const sample = uploadRaceData(kernels, oneOf(dataSet, values, isThere), device.probing);
    const answers: TriedAnswer[] = [];
    try {
      for await (const { name, run, epoch } of this.copies({ race, device, dataSet })) {
        answers.push({ run: name, epoch, ...(await answerOf(run, sample.test, ids)) });
      }
    } finally {
      sample.free();
    }
    emit({ kind: 'sample-tried', id: request.id, values, answers });
  }

  /** Answers a request for the nets as plain numbers. */
  async take({ emit, ...asked }: Omit<Trial, 'request'>): Promise<void> {
    if (this.race !== asked.race) this.free();
    this.race = asked.race;
    await asked.race.driver.between(async () => {
      const nets: TakenNet[] = [];
      const normalisations = asked.dataSet.modalities.map((each) => each.normalisation);
      for await (const { name, run, epoch } of this.copies(asked)) {
        const plain = await plainNet(run, this.samples(asked).test);
        nets.push({ run: name, epoch, normalisations, ...plain });
      }
      emit({ kind: 'nets-taken', nets });
    });
  }

  /** A few samples, for the shapes of copies alone. */
  private samples({ device, dataSet }: Pick<Trial, 'device' | 'dataSet'>): RaceData {
    const rows = completeAmong(dataSet.split.train, dataSet.modalities).slice(0, ROWS);
    this.data ??= uploadRaceData(device.kernels, someOf(dataSet, rows), device.probing);
    return this.data;
  }

  /** Copies of the racing runs as they stand; one that failed, or has not trained yet, has none. */
  private async *copies(asked: Pick<Trial, 'race' | 'device' | 'dataSet'>) {
    const { race, device } = asked;
    const data = this.samples(asked);
    const racing = runNames(race.settings);
    for (const entrant of race.entrants.filter(({ name }) => racing.includes(name))) {
      const { name } = entrant;
      let twin = this.twins.get(name);
      const stands = twin?.epoch === entrant.trained ? null : await standing(entrant);
      if (stands) {
        twin?.run.free();
        this.twins.delete(name);
        const context = contextOf(name, { kernels: device.kernels, settings: race.settings, data });
        twin = { run: await twinOf(context, stands), epoch: stands.epochs };
        this.twins.set(name, twin);
      }
      if (twin) yield { name, ...twin };
    }
  }
}

/** What training would see of a part; zeros for one that is covered. */
function numbersOf(
  { shape, name, normalisation }: DataSet['modalities'][number],
  part: TriedPart | null | undefined,
): Float32Array {
  const width = sizeOf(shape);
  if (!part) return new Float32Array(width);
  if (part.values.length !== width) {
    throw new DataError(
      'no-such-sample',
      `A sample of ${name} has ${width} numbers here, and what is tried has ${part.values.length}.`,
      'Try a sample that is read as the data set in use was read.',
    );
  }
  const { values, isRaw, noise } = part;
  const seen = isRaw ? normalise(values, width, normalisation) : values;
  return noise ? seen.map((value, i) => value + (noise[i] ?? 0)) : seen;
}

/** A data set of some of the samples, which are those of every split. */
function someOf(dataSet: DataSet, rows: Int32Array): DataSet {
  const modalities = dataSet.modalities.map(
    ({ clips: _, present: __, texts: ___, ...modality }) => {
      const width = sizeOf(modality.shape);
      const data = new Float32Array(rows.length * width);
      rows.forEach((row, i) => {
        data.set(modality.data.subarray(row * width, (row + 1) * width), i * width);
      });
      return { ...modality, data };
    },
  );
  const places = Int32Array.from(rows.keys());
  return {
    ...dataSet,
    modalities,
    labels: Int32Array.from(rows, (row) => dataSet.labels[row] ?? 0),
    split: { train: places, validation: places, test: places },
  };
}

/** A data set of the sample alone, which lacks what is covered; its class is not asked for. */
function oneOf(
  dataSet: DataSet,
  values: readonly Float32Array[],
  isThere: readonly boolean[],
): DataSet {
  const row = Int32Array.of(0);
  return {
    ...dataSet,
    modalities: dataSet.modalities.map(({ clips: _, present: __, texts: ___, ...modality }, m) => ({
      ...modality,
      data: values[m] ?? new Float32Array(),
      ...(isThere[m] === false && { present: Uint8Array.of(0) }),
    })),
    labels: Int32Array.of(0),
    split: { train: row, validation: new Int32Array(), test: row },
  };
}
