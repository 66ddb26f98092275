/** A race on an open device from its start, or from checkpoints, to its end. */
import type { Device } from '../engine/device/device';
import { prepareRace, race } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import type { RaceCheckpoint } from '../protocol/checkpoint';
import type { DataSet } from '../protocol/data-set';
import type { RunEvent } from '../protocol/events';
import type { Settings } from '../protocol/settings';

/**
 * Trains every run of the settings, with a checkpoint at every epoch; what the race held on the device is freed.
 * @throws SettingsError as `prepareRace` does; Error with the sentences of the first run that fails.
 */
export async function racedOn(
  { kernels, report }: Device,
  dataSet: DataSet,
  settings: Settings,
  from?: RaceCheckpoint,
): Promise<RunEvent[]> {
  const data = uploadRaceData(kernels, dataSet);
  try {
    const entrants = await prepareRace({
      ...{ kernels, report, data, settings, from },
      extraRuns: [],
      now: () => 0,
      chunkMs: 10,
      checkpointMs: 0,
    });
    const events: RunEvent[] = [];
    for await (const event of race(entrants, () => {})) {
      const { failed } = event.kind === 'run-failed' ? event : {};
      if (failed) throw new Error(`${failed.message} ${failed.hint}`);
      events.push(event);
    }
    return events;
  } finally {
    data.free();
  }
}
