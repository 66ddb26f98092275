/** Whether samples of the race shown can be drawn: its data must be those that are open. */
import { haveSameData } from '../../protocol/same-settings';
import { useExperiment, useLab, useShown } from '../session-context';

const OTHER_DATA =
  'This race was trained on other data than those that are open now, so its samples cannot be drawn; what was said of them is shown all the same.';

/** Why samples cannot be read now, in a sentence; null where they can. */
export function useReadingRefusal(): string | null {
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  const experiment = useExperiment((state) => state);
  const status = useLab((state) => state.status);
  if (status === 'failed') return 'The lab has no device, so no sample can be drawn.';
  if (status === 'opening' || experiment.summary === null) return 'The data are being opened.';
  const isSame =
    haveSameData(settings, experiment.settings) && summary?.id === experiment.summary.id;
  return isSame ? null : OTHER_DATA;
}
