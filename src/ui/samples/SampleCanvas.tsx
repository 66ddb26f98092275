/** One modality of one sample, drawn as what it is: a picture, frames, a spectrogram, a wave or bars. */
import { useEffect, useRef } from 'react';
import type { DataSetSummary } from '../../protocol/data-set';
import { modalityTone } from '../../state/charts/chart';
import { useTheme } from '../session-context';
import { drawInFrame } from './draw-in-frame';
import { drawSample } from './draw-sample';
import { picturePlanes } from './picture-planes';
import css from './SampleCanvas.module.css';

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
  const { rows, columns, count } = picturePlanes(modality.kind, modality.shape);
  const isPicture = ['image', 'video', 'flow'].includes(modality.kind);
  const aspect = isPicture ? `${count * columns} / ${rows}` : undefined;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () =>
      drawSample(element, modality, values, {
        line: getComputedStyle(element).color,
        ...GREYS[theme],
      });
    // the theme's colours are set by an effect above this one: read them in the next frame
    const drawSoon = () => drawInFrame(draw);
    const callOff = drawSoon();
    // a crash of the graphics process leaves the canvas empty
    element.addEventListener('contextrestored', drawSoon);
    return () => {
      element.removeEventListener('contextrestored', drawSoon);
      callOff();
    };
  }, [modality, values, theme]);
  return (
    <canvas
      ref={canvas}
      className={css.canvas}
      data-kind={modality.kind}
      style={{ color: `var(--${modalityTone(index)})`, aspectRatio: aspect }}
      role="img"
      aria-label={`${modality.name} of ${name}`}
    />
  );
}
