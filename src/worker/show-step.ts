/**
 * Looks at one training step from inside without taking it: on the run as it stands in the race, or, where no race of
 * these settings trained it, on its nets as they are drawn.
 */
import type { Device } from '../engine/device/device';
import { contextOf, standing } from '../method/run/race';
import { uploadRaceData } from '../method/run/race-data';
import { watchStep } from '../method/run/watch-step';
import type { DataSet } from '../protocol/data-set';
import type { LabRequest } from '../protocol/messages';
import { haveSameSettings } from '../protocol/same-settings';
import type { Settings } from '../protocol/settings';
import type { StepSeen } from '../protocol/step';
import type { RaceOnDevice } from './set-up-race';

/**
 * @param race the race on the device, which waits meanwhile; null where there is none.
 * @throws SettingsError where the settings do not suit the run.
 */
export async function showStep(
  { run, stage }: LabRequest & { readonly kind: 'show-step' },
  settings: Settings,
  device: Device,
  dataSet: DataSet,
  race: RaceOnDevice | null,
): Promise<StepSeen> {
  const isTrained = race !== null && haveSameSettings(race.settings, settings);
  const entrant = isTrained ? race.entrants.find(({ name }) => name === run) : null;
  const look = async () => {
    const from = entrant ? await standing(entrant) : null;
    const data = uploadRaceData(device.kernels, dataSet);
    try {
      const context = contextOf(run, { kernels: device.kernels, settings, data });
      return await watchStep(context, from, stage);
    } finally {
      data.free();
    }
  };
  return race ? race.driver.between(look) : look();
}
