/** One knob of the experiment as a field: shows the value in use and changes the setting at its path. */
import type { Knob, KnobValue } from '../../protocol/knobs';
import type { Settings } from '../../protocol/settings';
import { useExperiment, useSession } from '../session-context';
import { KnobField } from './KnobField';

interface Props {
  readonly knob: Knob;
  /** Where its value stands in the settings. */
  readonly path: string;
  /** Reads it through the layers it may come from. */
  readonly read: (settings: Settings) => KnobValue;
}

export function SettingField({ knob, path, read }: Props) {
  const session = useSession();
  const value = useExperiment(({ settings }) => read(settings));
  return <KnobField knob={knob} value={value} onChange={(next) => session.change(path, next)} />;
}
