/**
 * From a request to a race that can be pulled: uploads the data, prepares every run, and knows what an earlier race
 * found out about the reference. Nothing trains yet, and whatever refuses leaves nothing on the device.
 */
import type { Device } from '../engine/device/device';
import { DeviceFaultError } from '../method/run/errors';
import { KeptStandings } from '../method/run/kept-standings';
import { type Entrant, freeRace, prepareRace, race } from '../method/run/race';
import { type RaceData, uploadRaceData } from '../method/run/race-data';
import type { DataSet } from '../protocol/data-set';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { LabEvent, LabRequest } from '../protocol/messages';
import type { ReferenceLevels } from '../protocol/reference-levels';
import type { Settings } from '../protocol/settings';
import { RaceDriver } from './race-driver';
import type { ReferenceCache } from './reference-cache';

/** Training time between breaths: two frames, so that Pause and the curves feel immediate. */
export const CHUNK_MS = 24;

/**
 * Time after which a run is written down again, at the end of its epoch; the page begins to write it to the disk within a
 * second more. Where an epoch of all runs takes less than a second, half a second is left for the disk of the four that a
 * closed page may cost.
 */
const CHECKPOINT_MS = 1500;

export interface RaceSetUp {
  readonly request: LabRequest & { readonly kind: 'start-race' };
  /** What the request's settings say, defaults filled in. */
  readonly settings: Settings;
  readonly device: Device;
  readonly dataSet: DataSet;
  readonly references: ReferenceCache;
  readonly emit: (event: LabEvent) => void;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

/** A race on the device; its driver's `stop` frees it. */
export interface RaceOnDevice {
  readonly settings: Settings;
  readonly entrants: readonly Entrant[];
  readonly driver: RaceDriver;
  /** Where its runs stood after several of their epochs; also once the race is over. */
  readonly kept: KeptStandings;
  /** Says that the race is there, and its reference's levels where an earlier race found them. */
  announce(): void;
}

/**
 * Sets a race up.
 * @throws SettingsError when a method or a knob does not exist or does not suit the data.
 */
export async function setUpRace(options: RaceSetUp): Promise<RaceOnDevice> {
  const { request, settings, device, dataSet, references, emit, breathe } = options;
  const referenceKey = references.keyOf(settings, dataSet, device.report.backend);
  const known = request.withReference ? references.get(referenceKey) : null;
  const trainsReference = request.withReference && !known;
  // runs ask whose turn it is only once they are pulled, which the driver does
  let driver: RaceDriver | null = null;
  const byBatch = () => driver?.byBatch() ?? false;

  const data = uploadRaceData(device.kernels, dataSet, device.probing);
  const kept = new KeptStandings();
  const extraRuns = trainsReference ? [REFERENCE_RUN] : [];
  const entrants = await prepareRuns({ ...options, data, kept, extraRuns, byBatch });
  const names = entrants.map(({ name }) => name);
  const tell = (levels: ReferenceLevels) =>
    emit({ kind: 'reference-known', seed: settings.seed, ...levels });
  const reference = trainsReference
    ? entrants.find(({ name }) => name === REFERENCE_RUN)
    : undefined;
  const events = race(entrants, () => checkDevice(device), byBatch);
  driver = new RaceDriver({
    names,
    events: reference
      ? references.watch(referenceKey, events, reference, data, settings.seed, tell)
      : events,
    emit,
    breathe,
    release: () => {
      freeRace(entrants);
      data.free();
    },
  });
  return {
    settings,
    entrants,
    driver,
    kept,
    announce() {
      emit({ kind: 'race-started', runs: names });
      if (known) tell(known);
    },
  };
}

/** Prepares the runs, or gives their data back. */
async function prepareRuns({
  request,
  settings,
  device,
  now,
  data,
  kept,
  extraRuns,
  byBatch,
}: RaceSetUp & {
  readonly data: RaceData;
  readonly kept: KeptStandings;
  readonly extraRuns: readonly string[];
  readonly byBatch: () => boolean;
}): Promise<Entrant[]> {
  try {
    return await prepareRace({
      kernels: device.kernels,
      report: device.report,
      data,
      settings,
      extraRuns,
      now,
      chunkMs: CHUNK_MS,
      snapshots: request.snapshots ?? false,
      checkpointMs: request.checkpoints ? (request.checkpointMs ?? CHECKPOINT_MS) : undefined,
      from: request.from,
      only: request.only,
      // a race that is one of many is not looked into; where it is, its runs are trained again
      kept: request.snapshots ? kept : undefined,
      byBatch,
    });
  } catch (error) {
    data.free();
    throw error;
  }
}

/** @throws DeviceFaultError when the device has reported an error since it was opened. */
function checkDevice(device: Device): void {
  const fault = device.error();
  if (fault !== null) throw new DeviceFaultError(fault);
}
