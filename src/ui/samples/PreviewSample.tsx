/** One sample in a list: all its modalities, its class, and buttons for what can be heard. */
import type { DataSetSummary } from '../../protocol/data-set';
import { PreviewSounds } from './PreviewSounds';
import { SampleCanvas } from './SampleCanvas';

const NO_VALUES = new Float32Array();

interface Props {
  readonly summary: DataSetSummary;
  readonly preview: DataSetSummary['previews'][number];
  readonly className: string;
}

export function PreviewSample({ summary, preview, className }: Props) {
  const allPictures = summary.modalities.every(({ kind }) => kind === 'image');
  const name = summary.classNames[preview.label] ?? `class ${preview.label}`;
  return (
    <li className={className}>
      <div className={`sample-modalities ${allPictures ? 'sample-modalities-pictures' : ''}`}>
        {summary.modalities.map((modality, index) => (
          <SampleCanvas
            key={modality.id}
            modality={modality}
            index={index}
            values={preview.values[index] ?? NO_VALUES}
            name={name}
          />
        ))}
      </div>
      <span className="small">{name}</span>
      <PreviewSounds summary={summary} preview={preview} name={name} />
    </li>
  );
}
