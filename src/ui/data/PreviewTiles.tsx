/** Some samples of every class with all their modalities; what can be heard can be played. */
import type { DataSetSummary } from '../../protocol/data-set';
import { PreviewSounds } from '../samples/PreviewSounds';
import { SampleCanvas } from '../samples/SampleCanvas';

const NO_VALUES = new Float32Array();

interface Props {
  readonly summary: DataSetSummary;
}

export function PreviewTiles({ summary }: Props) {
  return (
    <ul className="preview-tiles" aria-label="Some of the samples">
      {summary.previews.map((preview, at) => (
        <PreviewTile key={preview.row ?? at} summary={summary} preview={preview} />
      ))}
    </ul>
  );
}

function PreviewTile({
  summary,
  preview,
}: Props & { readonly preview: DataSetSummary['previews'][number] }) {
  const name = summary.classNames[preview.label] ?? `class ${preview.label}`;
  return (
    <li className="preview-tile">
      <div className="sample-modalities">
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
