/** A lab whose races train on several threads, where several are asked for and the back end has them. Node only. */
import type { DeviceAsked } from '../../protocol/backends';
import { type OpenedLab, openedOn, openLab } from '../lab/open-lab';
import { createLabOfThreads } from './lab-of-threads';

/**
 * @param threads at most so many train the runs of a race; a graphics device is shared, so there one does.
 * @throws SettingsError where this back end or storage cannot be had; LabError where no back end can.
 */
export function openThreads(asked: DeviceAsked, threads: number): Promise<OpenedLab> {
  if (threads < 2 || asked.backend === 'webgpu') return openLab(asked);
  return openedOn(createLabOfThreads(threads), asked);
}
