/**
 * The thread that owns the device: takes requests, keeps one data set and one race, and says what happens.
 * It runs in a worker, in Node and in tests alike; what differs (clock, assets, breathing) is handed in.
 */
import { dataKey, openDataSet } from '../data/open';
import { readSamples } from '../data/read-samples';
import { summarise } from '../data/summarise';
import { type Device, openDevice } from '../engine/device/device';
import { catalogue } from '../method/catalogue';
import { DeviceFaultError, DeviceLostError } from '../method/run/errors';
import { contextOf, type Entrant, freeRace, prepareRace, race, standing } from '../method/run/race';
import { type RaceData, uploadRaceData } from '../method/run/race-data';
import { watchStep } from '../method/run/watch-step';
import type { DataSet } from '../protocol/data-set';
import { LabError, toFailure } from '../protocol/failure';
import type { ReferenceLevels } from '../protocol/measures';
import { type LabEvent, type LabRequest, REFERENCE_RUN } from '../protocol/messages';
import { parseSettings, type Settings } from '../protocol/settings';
import { RaceDriver } from './race-driver';
import { ReferenceCache } from './reference-cache';

/** What the surroundings provide. */
export interface SessionOptions {
  readonly emit: (event: LabEvent) => void;
  /** Reads a file of `public/`, path relative to it. */
  readonly readAsset: (path: string) => Promise<ArrayBuffer>;
  /** Milliseconds since some start. */
  readonly now: () => number;
  /** Lets waiting messages in. */
  readonly breathe: () => Promise<void>;
}

/** Training time between breaths: two frames, so that Pause and the curves feel immediate. */
const CHUNK_MS = 24;

/** Time after which a run is written down again: what a crash may cost. */
const CHECKPOINT_MS = 3000;

/** The key of data that came from the user's own files; they can only be handed over again. */
const FILES_KEY = 'files';

/** A request that needs something that is not there yet. */
class NotReadyError extends LabError {
  constructor(message: string) {
    super('not-ready', message, 'Reload the page and try again.');
  }
}

export class Session {
  private readonly options: SessionOptions;
  /** Requests are carried out one after the other. */
  private queue: Promise<void> = Promise.resolve();
  private device: Device | null = null;
  private data: { readonly key: string; readonly dataSet: DataSet } | null = null;
  private driver: RaceDriver | null = null;
  /** The runs of the race in progress or the last one. */
  private trained: { readonly settings: Settings; readonly entrants: readonly Entrant[] } | null =
    null;
  private readonly references = new ReferenceCache();

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Queues a request; the answer comes as events. */
  handle(request: LabRequest): void {
    this.queue = this.queue.then(async () => {
      try {
        await this.carryOut(request);
      } catch (error) {
        this.options.emit({
          kind: 'request-failed',
          request: request.kind,
          failed: toFailure(error),
        });
      }
    });
  }

  /** Stops the race, frees the device. */
  async close(): Promise<void> {
    await this.queue;
    await this.stopRace();
    this.device?.close();
    this.device = null;
  }

  /** Resolves when everything asked so far has been carried out and no race is training. */
  async settled(): Promise<void> {
    await this.queue;
    await this.driver?.idle();
  }

  private async carryOut(request: LabRequest): Promise<void> {
    switch (request.kind) {
      case 'open-lab':
        return this.openLab(request.backend);
      case 'open-data':
        await this.openData(parseSettings(request.settings), true);
        return;
      case 'use-data':
        this.data = { key: FILES_KEY, dataSet: request.dataSet };
        return this.options.emit({ kind: 'data-opened', summary: summarise(request.dataSet) });
      case 'start-race':
        return this.startRace(request);
      case 'resume-race':
        return this.driver?.resume();
      case 'pause-race':
        return this.driver?.pause();
      case 'step-race':
        return this.driver?.step(request.by);
      case 'read-samples':
        return this.readSamples(request.rows);
      case 'show-step':
        return this.showStep(request);
      case 'stop-race':
        await this.stopRace();
        return this.options.emit({ kind: 'race-stopped' });
    }
  }

  private async openLab(backend: Parameters<typeof openDevice>[0]): Promise<void> {
    await this.stopRace();
    this.device?.close();
    this.device = null;
    const device = await openDevice(backend);
    this.device = device;
    device.lost.then((reason) => this.loseDevice(device, reason));
    this.options.emit({ kind: 'lab-opened', catalogue, report: device.report });
  }

  private async openData(settings: Settings, always: boolean): Promise<DataSet> {
    const key = settings.data.source === 'files' ? FILES_KEY : dataKey(settings);
    if (this.data?.key !== key) {
      const dataSet = await openDataSet(settings, this.options.readAsset);
      this.data = { key, dataSet };
    } else if (!always) {
      return this.data.dataSet;
    }
    this.options.emit({ kind: 'data-opened', summary: summarise(this.data.dataSet) });
    return this.data.dataSet;
  }

  /** @throws NotReadyError without data; DataError for a row that is not there. */
  private readSamples(rows: readonly number[]): void {
    if (!this.data) throw new NotReadyError('There is no data set open.');
    this.options.emit({ kind: 'samples-read', rows, ...readSamples(this.data.dataSet, rows) });
  }

  private async startRace(request: LabRequest & { kind: 'start-race' }): Promise<void> {
    const settings = parseSettings(request.settings);
    const { device } = this;
    if (!device) throw new NotReadyError('The lab has no device open.');
    const dataSet = await this.openData(settings, false);
    const { emit, now, breathe } = this.options;
    const checkDevice = () => {
      const fault = device.error();
      if (fault !== null) throw new DeviceFaultError(fault);
    };
    const data = uploadRaceData(device.kernels, dataSet);
    const referenceKey = this.references.keyOf(settings, dataSet, device.report.backend);
    const known = request.withReference ? this.references.get(referenceKey) : null;
    // the driver is made last, once nothing can be refused any more
    let driver: RaceDriver | null = null;
    const byBatch = () => driver?.byBatch() ?? false;
    const entrants = this.prepared(data, () =>
      prepareRace({
        kernels: device.kernels,
        report: device.report,
        data,
        settings,
        extraRuns: request.withReference && !known ? [REFERENCE_RUN] : [],
        now,
        chunkMs: CHUNK_MS,
        snapshots: request.snapshots ?? false,
        checkpointMs: request.checkpoints ? CHECKPOINT_MS : undefined,
        from: request.from,
        byBatch,
      }),
    );
    // only now, when nothing can be refused any more, does the old race go
    await this.stopRace();
    const names = entrants.map(({ name }) => name);
    emit({ kind: 'race-started', runs: names });
    const tell = (levels: ReferenceLevels) =>
      emit({ kind: 'reference-known', seed: settings.seed, ...levels });
    if (known) tell(known);
    const reference = request.withReference
      ? entrants.find(({ name }) => name === REFERENCE_RUN)
      : undefined;
    const events = race(entrants, checkDevice, byBatch);
    this.trained = { settings, entrants };
    driver = new RaceDriver({
      names,
      events: reference
        ? this.references.watch(referenceKey, events, reference, data, tell)
        : events,
      emit,
      breathe,
      release: () => {
        freeRace(entrants);
        data.free();
      },
    });
    this.driver = driver;
    if (!request.paused) driver.resume();
  }

  /** @throws NotReadyError without a device; SettingsError where the settings do not suit the run. */
  private async showStep(request: LabRequest & { kind: 'show-step' }): Promise<void> {
    const settings = parseSettings(request.settings);
    const { device, driver, trained } = this;
    if (!device) throw new NotReadyError('The lab has no device open.');
    const dataSet = await this.openData(settings, false);
    const isTrained = JSON.stringify(trained?.settings) === JSON.stringify(settings);
    const entrant = isTrained ? trained?.entrants.find(({ name }) => name === request.run) : null;
    const look = async () => {
      const from = entrant ? await standing(entrant) : null;
      const data = uploadRaceData(device.kernels, dataSet);
      try {
        const context = contextOf(request.run, { kernels: device.kernels, settings, data });
        return await watchStep(context, from, request.stage);
      } finally {
        data.free();
      }
    };
    const step = await (driver ? driver.between(look) : look());
    this.options.emit({ kind: 'step-shown', step });
  }

  /** Prepares a race, or gives its data back. */
  private prepared<T>(data: RaceData, prepare: () => T): T {
    try {
      return prepare();
    } catch (error) {
      data.free();
      throw error;
    }
  }

  private async stopRace(): Promise<void> {
    const { driver } = this;
    this.driver = null;
    this.trained = null;
    await driver?.stop();
  }

  private loseDevice(device: Device, reason: string): void {
    if (this.device !== device) return;
    this.device = null;
    const failed = toFailure(new DeviceLostError(reason));
    this.driver?.abandon(failed);
    this.driver = null;
    this.trained = null;
    this.options.emit({ kind: 'device-lost', failed });
  }
}
