/**
 * Looks at one training step from inside without taking it: on the run as it stands in the race, or at the first step
 * of an epoch, on a private copy that is brought there by training it silently. The race is only read.
 */
import type { Device } from '../engine/device/device';
import type { RunContext } from '../method/method';
import { type Arrived, goToEpoch } from '../method/run/go-to-epoch';
import { KeptStandings } from '../method/run/kept-standings';
import { contextOf, standing } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import { watchStep } from '../method/run/watch-step';
import type { DataSet } from '../protocol/data-set';
import type { LabEvent, LabRequest } from '../protocol/messages';
import { haveSameSettings } from '../protocol/same-settings';
import type { Settings } from '../protocol/settings';
import type { StepAsked } from '../protocol/step';
import { CHUNK_MS, type RaceOnDevice } from './set-up-race';

/** Whoever looks, and whether they still wait for it. */
export interface Waiting {
  isOver: boolean;
}

export interface Look {
  readonly request: LabRequest & { readonly kind: 'show-step' };
  /** What the request's settings say, defaults filled in. */
  readonly settings: Settings;
  readonly device: Device;
  readonly dataSet: DataSet;
  /** The race on the device, which waits meanwhile; null where there is none. */
  readonly race: RaceOnDevice | null;
  readonly waiting: Waiting;
}

export interface StepLooksOptions {
  readonly emit: (event: LabEvent) => void;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

const askedIn = ({ run, stage, epoch }: StepAsked): StepAsked => ({ run, stage, epoch });

export class StepLooks {
  private readonly options: StepLooksOptions;
  /** Where runs were kept that no race here has trained: those of the settings looked at last. */
  private apart: {
    readonly settings: Settings;
    readonly dataSet: DataSet;
    readonly kept: KeptStandings;
  } | null = null;

  constructor(options: StepLooksOptions) {
    this.options = options;
  }

  /** Forgets what was trained for looking: another device may train it to other numbers. */
  forget(): void {
    this.apart = null;
  }

  /** Answers a request. @throws SettingsError where the settings do not suit the run, or it has no such epoch. */
  async show(look: Look): Promise<void> {
    const { race } = look;
    await (race ? race.driver.between(() => this.answer(look)) : this.answer(look));
  }

  private async answer(look: Look): Promise<void> {
    const { request, settings, device, dataSet } = look;
    const asked = askedIn(request);
    const { run, stage, epoch } = asked;
    const data = uploadRaceData(device.kernels, dataSet, device.probing);
    try {
      const context = contextOf(run, { kernels: device.kernels, settings, data });
      const arrived =
        epoch === null ? await this.present(look) : await this.goTo(look, context, epoch);
      if (arrived === null) {
        this.options.emit({ kind: 'step-given-up', asked });
        return;
      }
      const step = await watchStep(context, arrived.standing, stage);
      this.options.emit({ kind: 'step-shown', asked, step, trained: arrived.trained });
    } finally {
      data.free();
    }
  }

  /** As the run stands in the race, or, where no race of these settings trained it, as its nets are drawn. */
  private async present({ request, settings, race }: Look): Promise<Arrived> {
    const isTrained = race !== null && haveSameSettings(race.settings, settings);
    const entrant = isTrained ? race.entrants.find(({ name }) => name === request.run) : null;
    return { standing: entrant ? await standing(entrant) : null, trained: null };
  }

  /** A copy after the epochs before the one asked for; null where nobody waits for it any more. */
  private async goTo(look: Look, context: RunContext, epoch: number): Promise<Arrived | null> {
    const { request, waiting } = look;
    const { emit, now, breathe } = this.options;
    const way = goToEpoch(context, epoch - 1, this.keptFor(look), { now, chunkMs: CHUNK_MS });
    let told = -1;
    for (;;) {
      const { done, value } = await way.next();
      if (done) return value;
      if (value.epochs !== told) {
        told = value.epochs;
        const { from, epochs } = value;
        emit({ kind: 'step-approached', asked: askedIn(request), from, trained: epochs });
      }
      await breathe();
      if (!waiting.isOver) continue;
      // frees the copy; the value returned is nobody's
      await way.return({ standing: null, trained: null });
      return null;
    }
  }

  private keptFor({ settings, dataSet, race }: Look): KeptStandings {
    if (race && haveSameSettings(race.settings, settings)) return race.kept;
    const { apart } = this;
    if (apart && apart.dataSet === dataSet && haveSameSettings(apart.settings, settings)) {
      return apart.kept;
    }
    const kept = new KeptStandings();
    this.apart = { settings, dataSet, kept };
    return kept;
  }
}
