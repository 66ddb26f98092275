/**
 * The thread that owns the device: takes requests, keeps one data set and one race, and says what happens.
 * It runs in a worker, in Node and in tests alike; what differs (clock, assets, breathing) is handed in.
 */
import { openDataSet } from '../data/open';
import { readSamples } from '../data/read-samples';
import { summarise } from '../data/summarise';
import { type Device, openDevice } from '../engine/device/device';
import { catalogue } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/catalogue';
import { DeviceLostError } from '../method/run/errors';
import type { DataSet } from '../protocol/data-set';
import { LabError, toFailure } from '../protocol/failure';
import type { LabEvent, LabRequest } from '../protocol/messages';
import { dataKey } from '../protocol/same-settings';
import { parseSettings, type Settings } from '../protocol/settings';
import { ReferenceCache } from './reference-cache';
import { type RaceOnDevice, setUpRace } from './set-up-race';
import { showStep } from './show-step';

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
  /** The race in progress, or the last one. */
  private race: RaceOnDevice | null = null;
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
    await this.race?.driver.idle();
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
        return this.race?.driver.resume();
      case 'pause-race':
        return this.race?.driver.pause();
      case 'step-race':
        return this.race?.driver.step(request.by);
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
    this.options.emit({
      kind: 'lab-opened',
      catalogue,
      measures: measureCatalogue,
      report: device.report,
    });
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

  /**
   * The race that was there goes only once nothing of the new one can be refused any more.
   * @throws NotReadyError without a device; SettingsError where the settings do not suit the data.
   */
  private async startRace(request: LabRequest & { kind: 'start-race' }): Promise<void> {
    const settings = parseSettings(request.settings);
    const device = this.deviceInUse();
    const dataSet = await this.openData(settings, false);
    const { references, options } = this;
    const race = setUpRace({ ...options, request, settings, device, dataSet, references });
    await this.stopRace();
    this.race = race;
    race.announce();
    if (!request.paused) race.driver.resume();
  }

  /** @throws NotReadyError without a device; SettingsError where the settings do not suit the run. */
  private async showStep(request: LabRequest & { kind: 'show-step' }): Promise<void> {
    const settings = parseSettings(request.settings);
    const device = this.deviceInUse();
    const { race } = this;
    const dataSet = await this.openData(settings, false);
    const step = await showStep(request, settings, device, dataSet, race);
    this.options.emit({ kind: 'step-shown', step });
  }

  /** @throws NotReadyError where there is none. */
  private deviceInUse(): Device {
    if (!this.device) throw new NotReadyError('The lab has no device open.');
    return this.device;
  }

  private async stopRace(): Promise<void> {
    const { race } = this;
    this.race = null;
    await race?.driver.stop();
  }

  private loseDevice(device: Device, reason: string): void {
    if (this.device !== device) return;
    this.device = null;
    const failed = toFailure(new DeviceLostError(reason));
    this.race?.driver.abandon(failed);
    this.race = null;
    this.options.emit({ kind: 'device-lost', failed });
  }
}
