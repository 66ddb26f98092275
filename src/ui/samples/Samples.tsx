/**
 * Samples: before a race one training sample of each class, with all its modalities, as the networks see them; once a
 * race runs, the held-out samples in piles.
 */
import { lazy, Suspense } from 'react';
import type { DataSetSummary } from '../../protocol/data-set';
import { modalityTone } from '../../state/charts/chart';
import { useExperiment, useShown } from '../session-context';
import { PreviewSample } from './PreviewSample';
import drawings from './SampleDrawings.module.css';
import css from './Samples.module.css';

/** Fetched when there is something to pile up. */
const PilesPanel = lazy(() => import('./PilesPanel'));

type Preview = DataSetSummary['previews'][number];

/** One sample of each class, in the order of the classes. */
function onePerClass(previews: readonly Preview[]): readonly Preview[] {
  const first = new Map<number, Preview>();
  for (const preview of previews) {
    if (!first.has(preview.label)) first.set(preview.label, preview);
  }
  return [...first.values()].sort((a, b) => a.label - b.label);
}

/** Before a race: what there is to learn. */
function OneOfEach() {
  const summary = useExperiment((state) => state.summary);
  if (summary === null || summary.previews.length === 0) {
    return (
      <p className="quiet">One sample of each class will appear here, with all its modalities.</p>
    );
  }
  return (
    <>
      <p className={`small ${css.key}`}>
        {summary.modalities.map((modality, index) => (
          <span key={modality.id} style={{ color: `var(--${modalityTone(index)}-type)` }}>
            {modality.name}
            {modality.featureNames ? `: ${modality.featureNames.join(', ')}` : ''}
          </span>
        ))}
      </p>
      <ul className={`${drawings.row} ${css.samples}`}>
        {onePerClass(summary.previews).map((preview) => (
          <PreviewSample
            key={preview.label}
            preview={preview}
            summary={summary}
            className={css.sample}
          />
        ))}
      </ul>
      <p className="small quiet">
        Once a race runs, every held-out sample lies here in a pile, by which modality is right.
      </p>
    </>
  );
}

export function Samples() {
  const hasSnapshots = useShown(({ record }) =>
    record.some(({ snapshots }) => snapshots.length > 0),
  );
  return (
    <section aria-labelledby="samples-title" data-tour="samples">
      <h2 id="samples-title">Samples</h2>
      {hasSnapshots ? (
        <Suspense fallback={<p className="quiet">The piles are being fetched.</p>}>
          <PilesPanel />
        </Suspense>
      ) : (
        <OneOfEach />
      )}
    </section>
  );
}
