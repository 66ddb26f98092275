/** All modalities of one sample, each drawn; pictures of one sample stand side by side. */
import type { DataSetSummary } from '../../protocol/data-set';
import { SampleCanvas } from './SampleCanvas';
import css from './SampleDrawings.module.css';

const NO_VALUES = new Float32Array();

interface Props {
  readonly modalities: DataSetSummary['modalities'];
  /** Per modality, in their order. */
  readonly values: readonly Float32Array[];
  /** What the sample is, for those who do not see it. */
  readonly name: string;
}

export function SampleDrawings({ modalities, values, name }: Props) {
  const allPictures = modalities.every(({ kind }) => kind === 'image');
  return (
    <span className={css.modalities} data-pictures={allPictures}>
      {modalities.map((modality, index) => (
        <SampleCanvas
          key={modality.id}
          modality={modality}
          index={index}
          values={values[index] ?? NO_VALUES}
          name={name}
        />
      ))}
    </span>
  );
}
