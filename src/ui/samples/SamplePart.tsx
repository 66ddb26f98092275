/** One modality of one sample: its words where it has some, else a drawing of its numbers; an empty frame where it lacks it. */
import type { ComponentProps } from 'react';
import type { SampleTexts } from '../../protocol/data-set';
import { modalityTone } from '../../state/charts/chart';
import { modalityWord } from '../../state/charts/modality-word';
import { SampleCanvas } from './SampleCanvas';
import css from './SamplePart.module.css';

interface Props extends ComponentProps<typeof SampleCanvas> {
  /** What the sample says, by modality. */
  readonly texts: SampleTexts | undefined;
  /** Positions of the modalities that the sample lacks. */
  readonly lacks?: readonly number[] | undefined;
}

export function SamplePart({ texts, lacks, ...drawn }: Props) {
  const { index, modality } = drawn;
  if (lacks?.includes(index)) {
    return (
      <span className={css.lacks} style={{ borderColor: `var(--${modalityTone(index)})` }}>
        no {modalityWord(modality.name)}
      </span>
    );
  }
  const text = texts?.[index];
  if (text == null) return <SampleCanvas {...drawn} />;
  return (
    <bdi className={css.words} style={{ borderColor: `var(--${modalityTone(index)})` }}>
      {text === '' ? <span className="quiet">no text</span> : text}
    </bdi>
  );
}
