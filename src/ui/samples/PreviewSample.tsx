/** One sample in a list: all its modalities, its class, and buttons for what can be heard. */
import type { DataSetSummary } from '../../protocol/data-set';
import { PreviewSounds } from './PreviewSounds';
import { SampleDrawings } from './SampleDrawings';

interface Props {
  readonly summary: DataSetSummary;
  readonly preview: DataSetSummary['previews'][number];
  readonly className: string | undefined;
}

export function PreviewSample({ summary, preview, className }: Props) {
  const name = summary.classNames[preview.label] ?? `class ${preview.label}`;
  return (
    <li className={className}>
      <SampleDrawings modalities={summary.modalities} values={preview.values} name={name} />
      <span className="small">{name}</span>
      <PreviewSounds summary={summary} preview={preview} name={name} />
    </li>
  );
}
