/** Some samples of every class with all their modalities; what can be heard can be played. */
import type { DataSetSummary } from '../../protocol/data-set';
import { PreviewSample } from '../samples/PreviewSample';

export function PreviewTiles({ summary }: { readonly summary: DataSetSummary }) {
  return (
    <ul className="preview-tiles" aria-label="Some of the samples">
      {summary.previews.map((preview, at) => (
        <PreviewSample
          key={preview.row ?? at}
          className="preview-tile"
          summary={summary}
          preview={preview}
        />
      ))}
    </ul>
  );
}
