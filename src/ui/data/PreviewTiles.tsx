/** Some samples of every class with all their modalities; what can be heard can be played. */
import type { DataSetSummary } from '../../protocol/data-set';
import { PreviewSample } from '../samples/PreviewSample';
import css from './PreviewTiles.module.css';

export function PreviewTiles({ summary }: { readonly summary: DataSetSummary }) {
  return (
    <ul className={css.tiles} aria-label="Some of the samples">
      {summary.previews.map((preview, at) => (
        <PreviewSample
          key={preview.row ?? at}
          className={css.tile}
          summary={summary}
          preview={preview}
        />
      ))}
    </ul>
  );
}
