/** A lab whose races train on several threads, where several are asked for and the back end has them. Node only. */
import type { BackendName, EngineName } from '../../protocol/backends';
import { type OpenedLab, openedOn, openLab } from '../lab/open-lab';
import { createLabOfThreads } from './lab-of-threads';

/**
 * @param threads at most so many train the runs of a race; a graphics device is shared, so there one does.
 * @throws SettingsError where this back end cannot be had; LabError where none can.
 */
export function openThreads(
  backend: BackendName,
  engine: EngineName,
  threads: number,
): Promise<OpenedLab> {
  if (threads < 2 || backend === 'webgpu') return openLab(backend, engine);
  return openedOn(createLabOfThreads(threads), backend, engine);
}
