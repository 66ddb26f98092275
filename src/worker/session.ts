/**
 * The thread that owns the device: takes requests, keeps one data set and one race, and says what happens.
 * It runs in a worker, in Node and in tests alike; what differs (clock, assets, breathing) is handed in.
 */
import { openDataSet } from '../data/open';
import { readSamples } from '../data/read-samples';
import { summarise } from '../data/summarise';
import { type Device, openDevice } from '../engine/device/device';
import { catalogue } from '../method/catalogue';
import { DeviceLostError } from '../method/run/errors';
import type { DeviceWish } from '../protocol/backends';
import { VARIANTS } from '../protocol/backends';
import type { DataSet } from '../protocol/data-set';
import { LabError, toFailure } from '../protocol/failure';
import type { LabEvent, LabRequest } from '../protocol/messages';
import { dataKey } from '../protocol/same-settings';
import { parseSettings, type Settings } from '../protocol/settings';
import { ReferenceCache } from './reference-cache';
import { mustFit } from './samples-fit';
import { type RaceOnDevice, setUpRace } from './set-up-race';
import type { StepLooks, Waiting } from './show-step';
import type { Trial, Trials } from './try-sample';

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

/**
 * The one key of data from a person's files. `use-data` brings no settings to make a key of, and nobody here could open
 * the files again: whatever settings name files, they mean the data handed over last.
 */
const FILES_KEY = 'files';

interface OpenData {
  readonly key: string;
  readonly dataSet: DataSet;
}

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
  /** The data in use: what samples are read from. */
  private data: OpenData | null = null;
  /** The race in progress, or the last one. */
  private race: RaceOnDevice | null = null;
  private readonly references = new ReferenceCache();
  /** Fetched when somebody looks at a step. */
  private looks: StepLooks | null = null;
  /** Fetched when somebody asks the nets of a race for something. */
  private trials: Trials | null = null;
  /** The data of the step looked at last, where they are not those in use. */
  private lookedAt: OpenData | null = null;
  /** Who asked last waits for what they asked. */
  private waiting: Waiting = { isOver: false };

  constructor(options: SessionOptions) {
    this.options = options;
  }

  /** Queues a request; the answer comes as events. */
  handle(request: LabRequest): void {
    // whoever asks for something else waits for no step any more; this cannot wait for its turn
    if (request.kind !== 'read-samples') {
      this.waiting.isOver = true;
      this.waiting = { isOver: false };
    }
    const { waiting } = this;
    this.queue = this.queue.then(async () => {
      try {
        await this.carryOut(request, waiting);
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

  private async carryOut(request: LabRequest, waiting: Waiting): Promise<void> {
    switch (request.kind) {
      case 'open-lab':
        return this.openLab(request);
      case 'open-data':
        return this.use(await this.dataOf(parseSettings(request.settings)));
      case 'use-data':
        return this.use({ key: FILES_KEY, dataSet: request.dataSet });
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
        return this.showStep(request, waiting);
      case 'weigh-race':
        return this.weighRace(request, waiting);
      case 'try-sample':
        return this.askNets((trials, race) => trials.answer({ ...race, request }));
      case 'take-data':
        return this.options.emit({ kind: 'data-taken', dataSet: this.dataInUse() });
      case 'take-nets':
        return this.askNets((trials, race) => trials.take(race));
      case 'give-up-step':
      // one thread is what this is
      case 'use-threads':
        return;
      case 'stop-race':
        await this.stopRace();
        return this.options.emit({ kind: 'race-stopped' });
    }
  }

  /** What was on the old device goes first, for tfjs knows one back end a thread: where none opens, none is left. */
  private async openLab(wish: DeviceWish): Promise<void> {
    await this.stopRace();
    this.looks?.forget();
    this.device?.close();
    this.device = null;
    const device = await openDevice(wish);
    this.device = device;
    device.lost.then((reason) => this.loseDevice(device, reason));
    // what measures of the end say of themselves is asked for once
    const { measureCatalogue } = await import('../method/measures/measure-catalogue');
    this.options.emit({
      kind: 'lab-opened',
      catalogue,
      measures: measureCatalogue,
      report: device.report,
    });
  }

  /** The data that the settings name: those in use, or others, opened and not yet in use. */
  private async dataOf(settings: Settings): Promise<OpenData> {
    const key = settings.data.source === 'files' ? FILES_KEY : dataKey(settings);
    const known = [this.data, this.lookedAt].find((each) => each?.key === key);
    if (known) return known;
    return { key, dataSet: await openDataSet(settings, this.options.readAsset) };
  }

  private use(data: OpenData): void {
    this.data = data;
    this.lookedAt = null;
    this.options.emit({ kind: 'data-opened', summary: summarise(data.dataSet) });
  }

  /** @throws NotReadyError without data; DataError for a row that is not there. */
  private readSamples(rows: readonly number[]): void {
    this.options.emit({ kind: 'samples-read', rows, ...readSamples(this.dataInUse(), rows) });
  }

  /** @throws NotReadyError where there are none. */
  private dataInUse(): DataSet {
    if (!this.data) throw new NotReadyError('There is no data set open.');
    return this.data.dataSet;
  }

  /**
   * The race that was there goes, and the data change, only once nothing of the new race can be refused any more. The
   * device is asked for after each wait, for it may be lost meanwhile.
   * @throws NotReadyError without a device; SettingsError where the settings do not suit the data.
   */
  private async startRace(request: LabRequest & { kind: 'start-race' }): Promise<void> {
    const settings = parseSettings(request.settings);
    this.deviceInUse();
    const data = await this.dataOf(settings);
    const device = this.deviceInUse();
    const { references, options } = this;
    const { dataSet } = data;
    mustFit(dataSet, VARIANTS[device.report.backend].backend);
    const race = await setUpRace({ ...options, request, settings, device, dataSet, references });
    await this.stopRace();
    this.deviceInUse();
    if (data !== this.data) this.use(data);
    this.race = race;
    race.announce();
    if (!request.paused) race.driver.resume();
  }

  /**
   * The data in use stay, whatever data the settings name: it is a look, no choice.
   * @throws NotReadyError without a device; SettingsError where the settings do not suit the run, or it has no such
   * epoch.
   */
  private async showStep(
    request: LabRequest & { kind: 'show-step' },
    waiting: Waiting,
  ): Promise<void> {
    const settings = parseSettings(request.settings);
    this.deviceInUse();
    const { StepLooks } = await import('./show-step');
    this.looks ??= new StepLooks(this.options);
    const data = await this.dataOf(settings);
    if (data !== this.data) this.lookedAt = data;
    const { dataSet } = data;
    const device = this.deviceInUse();
    await this.looks.show({ request, settings, device, dataSet, race: this.race, waiting });
  }

  /** Nothing is said where a race is there, or where somebody has asked for something else. */
  private async weighRace(
    request: LabRequest & { kind: 'weigh-race' },
    waiting: Waiting,
  ): Promise<void> {
    if (this.race || waiting.isOver) return;
    const settings = parseSettings(request.settings);
    const device = this.deviceInUse();
    const { dataSet } = await this.dataOf(settings);
    if (waiting.isOver) return;
    mustFit(dataSet, VARIANTS[device.report.backend].backend);
    const { withReference } = request;
    const { weighRace } = await import('./weigh-race');
    await weighRace({
      ...this.options,
      settings,
      device,
      dataSet,
      withReference,
      waiting,
      tell: (need) => this.options.emit({ kind: 'race-weighed', settings, need }),
    });
  }

  /** @throws NotReadyError without a race; DataError for what is no sample of its data. */
  private async askNets(
    ask: (trials: Trials, race: Omit<Trial, 'request'>) => Promise<void>,
  ): Promise<void> {
    const { Trials } = await import('./try-sample');
    const { race, data } = this;
    if (!race || !data) {
      throw new NotReadyError('There is no race whose nets could be asked.');
    }
    const { emit } = this.options;
    const device = this.deviceInUse();
    this.trials ??= new Trials();
    await ask(this.trials, { race, device, dataSet: data.dataSet, emit });
  }

  /** @throws NotReadyError where there is none. */
  private deviceInUse(): Device {
    if (!this.device) throw new NotReadyError('The lab has no device open.');
    return this.device;
  }

  private async stopRace(): Promise<void> {
    const { race } = this;
    this.race = null;
    this.trials?.free();
    await race?.driver.stop();
  }

  private loseDevice(device: Device, reason: string): void {
    if (this.device !== device) return;
    this.device = null;
    const failed = toFailure(new DeviceLostError(reason, this.race?.driver.doing() ?? 'rests'));
    this.race?.driver.abandon(failed);
    this.trials?.forget();
    this.race = null;
    this.options.emit({ kind: 'device-lost', failed });
  }
}
