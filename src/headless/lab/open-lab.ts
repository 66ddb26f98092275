/** A lab on the back end that was asked for, or a sentence why it cannot be had. Node only. */
import { createInThreadLab, type InThreadLab } from '../../client/in-thread-lab';
import { BACKEND_NAMES, type DeviceAsked, VARIANTS } from '../../protocol/backends';
import type { Catalogue } from '../../protocol/catalogue';
import { LabError } from '../../protocol/failure';
import type { BackendReport } from '../../protocol/messages';
import { SettingsError } from '../../protocol/settings';
import { readAsset } from './assets';
import { provideWebGpu } from './webgpu';

export interface OpenedLab {
  readonly lab: InThreadLab;
  readonly report: BackendReport;
  /** What the lab says of its methods. */
  readonly catalogue: Catalogue;
}

/** @throws SettingsError where this back end or storage cannot be had; LabError where no back end can. */
export async function openLab(asked: DeviceAsked): Promise<OpenedLab> {
  if (asked.backend === 'webgpu') await provideWebGpu();
  return openedOn(createInThreadLab({ readAsset }), asked);
}

/**
 * Opens a lab that was made, or closes it.
 * @throws SettingsError where this back end or storage cannot be had; LabError where no back end can.
 */
export async function openedOn(lab: InThreadLab, asked: DeviceAsked): Promise<OpenedLab> {
  const { backend, storage = 'f32' } = asked;
  let answer: Pick<OpenedLab, 'report' | 'catalogue'> | null = null;
  let refused: LabError | null = null;
  const unsubscribe = lab.subscribe((event) => {
    if (event.kind === 'lab-opened') answer = event;
    if (event.kind === 'request-failed') {
      const { code, message, hint } = event.failed;
      refused = new LabError(code, message, hint);
    }
  });
  lab.send({ kind: 'open-lab', ...asked });
  await lab.settled();
  unsubscribe();
  const opened = answer as Pick<OpenedLab, 'report' | 'catalogue'> | null;
  const variant = opened && VARIANTS[opened.report.backend];
  if (opened && variant?.backend === backend && variant.storage === storage) {
    return { lab, report: opened.report, catalogue: opened.catalogue };
  }
  await lab.closed();
  if (refused) throw refused;
  for (const reason of opened?.report.reasons ?? []) console.error(reason);
  const why = 'See the reasons above.';
  if (variant?.backend === backend) {
    throw new SettingsError('--storage', `--storage is ${storage}, which cannot be had here.`, why);
  }
  throw new SettingsError(
    '--backend',
    `--backend is ${backend}, which cannot be had here; it must be one of ${BACKEND_NAMES.join(', ')}.`,
    why,
  );
}

/** Says on stderr where is trained. */
export function tellReport({ backend, adapter, reasons }: BackendReport): void {
  for (const reason of reasons) console.error(reason);
  console.error(`Training on ${adapter} (${backend}).`);
}
