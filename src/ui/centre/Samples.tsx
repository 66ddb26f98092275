/** One training sample of each class, each with all its modalities, as the networks see them. */
import { useEffect, useRef } from 'react';
import type { DataSetSummary } from '../../protocol/data-set';
import { modalityTone } from '../../state/charts/chart';
import { useExperiment, useTheme } from '../session-context';
import { drawSample } from './draw-sample';

const NO_VALUES = new Float32Array();

type Preview = DataSetSummary['previews'][number];
type ModalitySummary = DataSetSummary['modalities'][number];

const GREYS = {
  light: { dark: [253, 253, 252], light: [22, 25, 28] },
  dark: { dark: [16, 19, 21], light: [236, 234, 229] },
} as const;

interface CanvasProps {
  readonly modality: ModalitySummary;
  readonly index: number;
  readonly values: Float32Array;
  readonly name: string;
}

/** One modality of one sample, drawn once its place is laid out. */
export function SampleCanvas({ modality, index, values, name }: CanvasProps) {
  const theme = useTheme((state) => state.theme);
  const [rows = 1, columns = 1] = modality.shape;
  const aspect = modality.kind === 'image' ? `${columns} / ${rows}` : undefined;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () =>
      drawSample(element, modality.kind, modality.shape, values, {
        line: getComputedStyle(element).color,
        ...GREYS[theme],
      });
    // the theme's colours are set by an effect above this one: read them in the next frame
    const frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [modality, values, theme]);
  return (
    <canvas
      ref={canvas}
      className={`sample-canvas sample-${modality.kind}`}
      style={{ color: `var(--${modalityTone(index)})`, aspectRatio: aspect }}
      role="img"
      aria-label={`${modality.name} of ${name}`}
    />
  );
}

function Sample({
  preview,
  summary,
}: {
  readonly preview: Preview;
  readonly summary: DataSetSummary;
}) {
  const allPictures = summary.modalities.every(({ kind }) => kind === 'image');
  const name = summary.classNames[preview.label] ?? `class ${preview.label}`;
  return (
    <li className="sample">
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
    </li>
  );
}

/** One sample of each class, in the order of the classes. */
function onePerClass(previews: readonly Preview[]): readonly Preview[] {
  const first = new Map<number, Preview>();
  for (const preview of previews) {
    if (!first.has(preview.label)) first.set(preview.label, preview);
  }
  return [...first.values()].sort((a, b) => a.label - b.label);
}

export function Samples() {
  const summary = useExperiment((state) => state.summary);
  return (
    <section aria-labelledby="samples-title">
      <h2 id="samples-title">Samples</h2>
      {summary === null || summary.previews.length === 0 ? (
        <p className="quiet">One sample of each class will stand here, with all its modalities.</p>
      ) : (
        <>
          <p className="small samples-key">
            {summary.modalities.map((modality, index) => (
              <span key={modality.id} style={{ color: `var(--${modalityTone(index)}-type)` }}>
                {modality.name}
                {modality.featureNames ? `: ${modality.featureNames.join(', ')}` : ''}
              </span>
            ))}
          </p>
          <ul className="samples">
            {onePerClass(summary.previews).map((preview) => (
              <Sample key={preview.label} preview={preview} summary={summary} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
