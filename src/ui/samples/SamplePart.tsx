/** One modality of one sample: its words where it has some, else a drawing of its numbers. */
import type { ComponentProps } from 'react';
import type { SampleTexts } from '../../protocol/data-set';
import { modalityTone } from '../../state/charts/chart';
import { SampleCanvas } from './SampleCanvas';
import css from './SamplePart.module.css';

interface Props extends ComponentProps<typeof SampleCanvas> {
  /** What the sample says, by modality. */
  readonly texts: SampleTexts | undefined;
}

export function SamplePart({ texts, ...drawn }: Props) {
  const { index } = drawn;
  const text = texts?.[index];
  if (text == null) return <SampleCanvas {...drawn} />;
  return (
    <bdi className={css.words} style={{ borderColor: `var(--${modalityTone(index)})` }}>
      {text === '' ? <span className="quiet">no text</span> : text}
    </bdi>
  );
}
