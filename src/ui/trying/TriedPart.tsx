/** One modality of the sample: what it is like now, and what can be done with it. */
import type { DataSetSummary } from '../../protocol/data-set';
import { soundOf } from '../../state/samples/sound-of';
import type { TriedModality } from '../../state/trying/trying-store';
import { Range } from '../controls/Range';
import { SampleCanvas } from '../samples/SampleCanvas';
import { SoundButton } from '../samples/SoundButton';
import { useExperiment, useSamples, useSession, useTrying } from '../session-context';
import { DrawPad } from './DrawPad';
import css from './TriedPart.module.css';

interface Props {
  readonly place: number;
  readonly part: TriedModality;
  readonly modality: DataSetSummary['modalities'][number];
}

/** Pictures as ink on a ground, of one shade, can be drawn. */
const canBeDrawn = ({ kind, shape, isPhoto }: Props['modality']): boolean =>
  kind === 'image' && shape.length === 3 && shape[2] === 1 && !isPhoto;

export function TriedPart({ place, part, modality }: Props) {
  const { trying } = useSession();
  const values = useTrying((state) => state.values?.[place]);
  const classNames = useExperiment(({ summary }) => summary?.classNames);
  const label = useSamples(({ samples }) =>
    part.row === null ? undefined : samples.get(part.row)?.label,
  );
  const { name, kind, shape } = modality;
  const isSpectrogram = kind === 'audio' && shape.length > 1;
  const sound = part.row !== null && values ? soundOf(modality, part.row, values) : null;
  return (
    <section
      className={isSpectrogram ? `${css.part} ${css.spectrogram}` : css.part}
      aria-label={name}
    >
      <h3>
        {name}{' '}
        <span className="small quiet">
          {FROM[part.from](part)}
          {label === undefined ? '' : `, truly ${classNames?.[label] ?? label}`}
        </span>
      </h3>
      {part.isCovered ? (
        <p className={`small quiet ${css.covered}`}>Covered</p>
      ) : values ? (
        <SampleCanvas modality={modality} index={place} values={values} name="the sample tried" />
      ) : null}
      {sound ? <SoundButton key={part.row} sound={sound} of={name} /> : null}
      <div className={css.acts}>
        <label className="small">
          <input
            type="checkbox"
            checked={part.isCovered}
            onChange={({ target }) => trying.cover(place, target.checked)}
          />{' '}
          Cover {name}
        </label>
        <button type="button" className="link small" onClick={() => trying.swap(place)}>
          Swap for another sample’s
        </button>
      </div>
      <Range
        label={`Noise in ${name}`}
        ends={['none', 'drowned']}
        value={part.noise}
        max={4}
        step={0.25}
        show={(noise) => (noise === 0 ? 'none' : `${noise} deviations`)}
        onCommit={(noise) => trying.blur(place, noise)}
      />
      {canBeDrawn(modality) ? (
        <DrawPad name={name} shape={shape} onDraw={(raw) => trying.draw(place, raw)} />
      ) : null}
    </section>
  );
}

const FROM: Readonly<Record<TriedModality['from'], (part: TriedModality) => string>> = {
  data: ({ row }) => `of sample ${row}`,
  drawn: () => 'drawn here',
  file: () => 'of your own',
};
