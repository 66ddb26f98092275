/** All modalities of one sample, each drawn; pictures of one sample stand side by side. */
import type { DataSetSummary, SampleTexts } from '../../protocol/data-set';
import css from './SampleDrawings.module.css';
import { SamplePart } from './SamplePart';

const NO_VALUES = new Float32Array();

interface Props {
  readonly modalities: DataSetSummary['modalities'];
  /** Per modality, in their order. */
  readonly values: readonly Float32Array[];
  /** What it says, where a modality has words. */
  readonly texts: SampleTexts | undefined;
  /** Positions of the modalities that it lacks. */
  readonly lacks: readonly number[] | undefined;
  /** What the sample is, for those who do not see it. */
  readonly name: string;
}

export function SampleDrawings({ modalities, values, texts, lacks, name }: Props) {
  const allPictures = modalities.every(({ kind }) => kind === 'image');
  return (
    <span className={css.modalities} data-pictures={allPictures}>
      {modalities.map((modality, index) => (
        <SamplePart
          key={modality.id}
          modality={modality}
          index={index}
          values={values[index] ?? NO_VALUES}
          texts={texts}
          lacks={lacks}
          name={name}
        />
      ))}
    </span>
  );
}
