/**
 * A race: several runs on the same data, seed and batches, interleaved epoch by epoch on one device.
 * A run that fails ends alone; the others go on.
 */
import { BatchRows, type Kernels } from '../../engine/kernels/kernels';
import type { RaceCheckpoint } from '../../protocol/checkpoint';
import { weightSeedOf } from '../../protocol/common-knobs';
import { encoderOf, hasBatchNorm } from '../../protocol/encoders';
import type { RunEvent } from '../../protocol/events';
import { toFailure } from '../../protocol/failure';
import type { BackendReport } from '../../protocol/messages';
import { runLabel, runNames, type Settings, SettingsError } from '../../protocol/settings';
import { methodOf, startRun } from '../catalogue';
import type { MethodRun, RunContext } from '../method';
import { endingInOnePixel } from '../model/encoder-choice';
import { DivergedError } from './errors';
import type { KeptStandings } from './kept-standings';
import { resolveKnobs } from './knobs';
import type { RaceData } from './race-data';
import { type Standing, standingOf } from './standing';
import { type TrainEvent, train } from './train';

export interface RaceOptions {
  readonly kernels: Kernels;
  readonly report: BackendReport;
  readonly data: RaceData;
  readonly settings: Settings;
  /** Runs trained beside those of the settings, with default knobs (reference lines). */
  readonly extraRuns: readonly string[];
  readonly now: () => number;
  readonly chunkMs: number;
  /** Whether the runs of the settings, not the extra ones, also say `snapshot-taken`. */
  readonly snapshots?: boolean;
  readonly checkpointMs?: number | undefined;
  readonly byBatch?: (() => boolean) | undefined;
  /** Whether encoders that several runs train alike are trained once; they are unless a test or a timing asks otherwise. */
  readonly shares?: boolean | undefined;
  /** Where a race that was cut off goes on. */
  readonly from?: RaceCheckpoint | undefined;
  /** The runs trained here; the others are only looked at, so that whatever refuses refuses the whole race. */
  readonly only?: readonly string[] | undefined;
  /** Takes down where every run stands after several of its epochs; nobody does where absent. */
  readonly kept?: KeptStandings | undefined;
}

/** One run in the race. */
export interface Entrant {
  readonly name: string;
  readonly label: string;
  readonly run: MethodRun;
  readonly events: AsyncGenerator<TrainEvent, void, void>;
  epochs: number;
  /** Epochs trained so far. */
  trained: number;
  /** Where it stood when it ended, for those who look at it later; null before, and where nobody will. */
  atEnd: Standing | null;
  readonly keepsEnd: boolean;
  readonly kept: KeptStandings | null;
  /** Whether its arrays are still on the device. */
  held: boolean;
  /** What else helps where it diverges, in sentences. */
  readonly afterDiverging: readonly string[];
}

/** What a run is built from. @throws SettingsError when the method or a knob does not exist or does not suit. */
export function contextOf(
  name: string,
  { kernels, settings, data }: Pick<RaceOptions, 'kernels' | 'settings' | 'data'>,
): RunContext {
  const { description } = methodOf(name);
  const own =
    description.missing?.training === 'left-out' ? completeOf(data, name, description.label) : data;
  return {
    run: name,
    kernels,
    settings,
    data: own,
    whole: data,
    knobs: resolveKnobs(description, settings, name),
    batch: batchRows(settings, own),
    weightSeed: weightSeedOf(settings, name),
  };
}

/** A batch of one has no variance: where a batch norm takes part, a single sample that is left over goes with others. */
function batchRows(settings: Settings, { modalities, train }: RaceData): BatchRows {
  const whole = Math.min(settings.batchSize, train.size);
  const takesStatistics = modalities.some(({ id }) => hasBatchNorm(encoderOf(settings, id)));
  return new BatchRows(takesStatistics && whole > 1 ? whole + 1 : whole, whole);
}

/**
 * The complete samples.
 * @throws SettingsError where a class has none of them to train on.
 */
function completeOf(data: RaceData, name: string, label: string): RaceData {
  const { complete, classes } = data;
  const trained = new Set(complete.train.labels);
  if (trained.size < classes) {
    throw new SettingsError(
      `methods.${name}`,
      `${label} trains on samples that have every modality, and ${trained.size === 0 ? 'no training sample has' : `only ${trained.size} of ${classes} classes have training samples with`} all of them.`,
      'Race methods that train on what is there, such as the late ensemble, or add complete samples.',
    );
  }
  return complete;
}

/**
 * Builds every run; nothing trains yet.
 * @throws SettingsError when a method or a knob does not exist or does not suit; nothing is held then.
 */
export async function prepareRace(options: RaceOptions): Promise<Entrant[]> {
  const { settings } = options;
  const entrants: Entrant[] = [];
  // who starts after another epoch has other encoders
  const starts = new Map<number, object>();
  const startAfter = (epoch: number): object => {
    const start = starts.get(epoch) ?? {};
    starts.set(epoch, start);
    return start;
  };
  try {
    for (const name of [...runNames(settings), ...options.extraRuns]) {
      if (options.from?.done.includes(name)) continue;
      const isReference = options.extraRuns.includes(name);
      // of a reference only the accuracies are drawn
      const light = { ...settings, measures: { ...settings.measures, heavy: false } };
      const from = options.from?.runs.find(({ run }) => run === name);
      const own = contextOf(name, isReference ? { ...options, settings: light } : options);
      if (options.only && !options.only.includes(name)) {
        (await startRun(own)).free();
        continue;
      }
      const context: RunContext = {
        ...own,
        ...(options.shares !== false && { together: startAfter(from?.epoch ?? 0) }),
      };
      const label = runLabel(name, methodOf(name).description);
      const run = await startRun(context);
      const snapshots = (options.snapshots ?? false) && !isReference;
      entrants.push({
        name,
        label,
        run,
        events: train(run, context, {
          ...options,
          label,
          from,
          snapshots,
        }),
        epochs: 0,
        trained: 0,
        atEnd: null,
        keepsEnd: snapshots,
        kept: options.kept ?? null,
        held: true,
        afterDiverging: endingInOnePixel(context).map(
          (id) =>
            `The encoder of ${id} ends in one pixel, where batch norm divides by how far the few samples of a batch are apart: larger batches (batchSize) or pictures of more than 32 pixels a side help too.`,
        ),
      });
    }
  } catch (error) {
    freeRace(entrants);
    throw error;
  }
  return entrants;
}

/** Frees what unfinished runs hold; a generator that was never pulled has no end of its own to do it in. */
export function freeRace(entrants: readonly Entrant[]): void {
  for (const entrant of entrants) release(entrant);
}

/** Where a run of the race stands now, or stood when it ended; null before its first epoch and after a failure. */
export async function standing({ held, run, trained, atEnd }: Entrant): Promise<Standing | null> {
  return held && trained > 0 ? standingOf(run, trained) : atEnd;
}

function release(entrant: Entrant): void {
  if (!entrant.held) return;
  entrant.held = false;
  entrant.run.free();
}

/**
 * Runs a prepared race to its end, or until the caller stops pulling and returns.
 * @param byBatch whether a turn is one batch instead of an epoch, asked after every chunk.
 * @param checkDevice called after every pull; throws when the device can no longer be trusted.
 * Each run is freed when it ends or fails; `freeRace` frees those that did neither.
 */
export async function* race(
  entrants: readonly Entrant[],
  checkDevice: () => void,
  byBatch: () => boolean = () => false,
): AsyncGenerator<RunEvent, void, void> {
  let seq = 0;
  const active = new Set(entrants);
  const name = ({ kind, ...rest }: TrainEvent, run: string): RunEvent =>
    ({ kind, run, seq: ++seq, ...rest }) as RunEvent;
  while (active.size > 0) {
    for (const entrant of [...active]) {
      try {
        yield* turn(entrant, active, checkDevice, name, byBatch);
      } catch (error) {
        active.delete(entrant);
        release(entrant);
        const failed = toFailure(error);
        const ways = error instanceof DivergedError ? entrant.afterDiverging : [];
        yield {
          kind: 'run-failed',
          run: entrant.name,
          seq: ++seq,
          label: entrant.label,
          failed: { ...failed, hint: [failed.hint, ...ways].join(' ') },
        };
      }
    }
  }
}

/** What comes after the last epoch is no epoch to go to. */
async function keepStanding({ name, run, trained, epochs, kept }: Entrant): Promise<void> {
  if (kept && trained < epochs && kept.isDue(name, trained)) {
    kept.keep(name, await standingOf(run, trained));
  }
}

/** One run's turn: until it has ended an epoch, or a batch; the last epoch's turn goes on to the end numbers. */
async function* turn(
  entrant: Entrant,
  active: Set<Entrant>,
  checkDevice: () => void,
  name: (event: TrainEvent, run: string) => RunEvent,
  byBatch: () => boolean,
): AsyncGenerator<RunEvent, void, void> {
  let turnIsOver = false;
  while (!turnIsOver) {
    const { done, value } = await entrant.events.next();
    checkDevice();
    if (done) {
      active.delete(entrant);
      if (entrant.keepsEnd) entrant.atEnd = await standingOf(entrant.run, entrant.trained);
      release(entrant);
      return;
    }
    // decided before anybody hears of it, for hearing may change the pace, or look at the run
    if (value.kind === 'chunk-trained') turnIsOver = byBatch();
    if (value.kind === 'run-started') {
      entrant.epochs = value.epochs;
      entrant.trained = value.afterEpoch ?? 0;
    }
    if (value.kind === 'epoch-ended') {
      entrant.trained = value.epoch;
      turnIsOver = value.epoch < entrant.epochs;
      await keepStanding(entrant);
    }
    yield name(value, entrant.name);
  }
}
