/** Buttons that play the recordings of a sample on a card. A sample without recordings has none. */
import type { DataSetSummary } from '../../protocol/data-set';
import { soundOf } from '../../state/samples/sound-of';
import { SoundButton } from './SoundButton';

interface Props {
  readonly summary: DataSetSummary;
  readonly preview: DataSetSummary['previews'][number];
  readonly name: string;
}

export function PreviewSounds({ summary, preview, name }: Props) {
  const heard = new Set<string>();
  return summary.modalities.map((modality, index) => {
    const values = preview.values[index];
    // bare waves are heard where a sample is opened; here they would only be noise in passing
    if (!modality.clips || !values || preview.row === undefined) return null;
    const sound = soundOf(modality, preview.row, values);
    // two bands of one recording sound the same
    const key = JSON.stringify(sound);
    if (!sound || heard.has(key)) return null;
    heard.add(key);
    return <SoundButton key={modality.id} sound={sound} of={name} />;
  });
}
