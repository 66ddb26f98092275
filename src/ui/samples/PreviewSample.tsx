/** One sample in a list: all its modalities, its class, and buttons for what can be heard. */

import type { DataSetSummary } from '../../protocol/data-set';
import { asRow } from '../../protocol/units';
import { soundOf } from '../../state/samples/sound-of';
import { SampleDrawings } from './SampleDrawings';
import { SoundButton } from './SoundButton';

interface SampleProps {
  readonly summary: DataSetSummary;
  readonly preview: DataSetSummary['previews'][number];
  readonly className: string | undefined;
}

export function PreviewSample({ summary, preview, className }: SampleProps) {
  const name = summary.classNames[preview.label] ?? `class ${preview.label}`;
  return (
    <li className={className}>
      <SampleDrawings
        modalities={summary.modalities}
        values={preview.values}
        texts={preview.texts}
        lacks={preview.lacks}
        name={name}
      />
      <span className="small">{name}</span>
      <PreviewSounds summary={summary} preview={preview} name={name} />
    </li>
  );
}

interface SoundsProps {
  readonly summary: DataSetSummary;
  readonly preview: DataSetSummary['previews'][number];
  readonly name: string;
}

/** Buttons that play the recordings of a sample; one without recordings has none. */
function PreviewSounds({ summary, preview, name }: SoundsProps) {
  const heard = new Set<string>();
  return summary.modalities.map((modality, index) => {
    const values = preview.values[index];
    // bare waves are heard where a sample is opened; here they would only be noise in passing
    const isThere = !preview.lacks?.includes(index);
    if (!modality.clips || !values || !isThere || preview.row === undefined) return null;
    const sound = soundOf(modality, asRow(preview.row), values);
    // two bands of one recording sound the same
    const key = JSON.stringify(sound);
    if (!sound || heard.has(key)) return null;
    heard.add(key);
    return <SoundButton key={modality.id} sound={sound} of={name} />;
  });
}
