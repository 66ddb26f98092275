/** One data set to choose: a sample of it, its name, how large it is and who may use it. */
import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import type { DataSetSummary } from '../../protocol/data-set';
import { SampleCanvas } from '../samples/SampleCanvas';
import css from './DataCard.module.css';

interface Props {
  readonly value: string;
  readonly name: string;
  /** Size, licence: a few words. */
  readonly facts: string;
  /** One sample; null while none is known. */
  readonly sample: {
    readonly modalities: DataSetSummary['modalities'];
    readonly values: readonly Float32Array[];
  } | null;
}

/** More do not fit; a card is a reminder, not a picture of everything. */
const MOST_MODALITIES = 2;

export function DataCard({ value, name, facts, sample }: Props) {
  const id = useId();
  return (
    <RadioGroup.Item
      className={css.card}
      value={value}
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-facts`}
    >
      <span className={css.thumb} aria-hidden="true">
        {sample?.modalities.slice(0, MOST_MODALITIES).map((modality, index) => (
          <SampleCanvas
            key={modality.id}
            modality={modality}
            index={index}
            values={sample.values[index] ?? new Float32Array()}
            name={name}
          />
        ))}
      </span>
      <span className={css.text}>
        <span className={css.name} id={`${id}-name`}>
          <bdi>{name}</bdi>
        </span>
        <span className="small quiet" id={`${id}-facts`}>
          {facts}
        </span>
      </span>
    </RadioGroup.Item>
  );
}
