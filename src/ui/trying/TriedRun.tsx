/** What one run says of the sample: every head's likeliest classes as bars, its weight, and the prediction. */
import { sureness } from '../../state/format';
import type { TriedStory } from '../../state/trying/tried-story';
import { toneColour, toneTypeColour } from '../figures/strokes';
import css from './TriedRun.module.css';

interface Props {
  readonly label: string;
  readonly story: TriedStory;
  readonly classNames: readonly string[];
  /** How much of the sample is covered. */
  readonly covered: 'none' | 'some' | 'all';
}

/** Classes with a bar; the others are less likely. */
const MOST_BARS = 3;

const NO_ANSWER = {
  none: 'This run makes no prediction of all modalities together.',
  some: 'This run makes no prediction from what is left; its heads say what they can.',
  all: 'Everything is covered: there is nothing to go by.',
} as const;

export function TriedRun({ label, story, classNames, covered }: Props) {
  const { heads, answer, unasked, epoch, sum } = story;
  return (
    <section className={css.run} aria-label={label}>
      <h3>
        {label} <span className="small quiet">epoch {epoch}</span>
      </h3>
      <p role="status">
        {answer === null ? (
          <span className="quiet">{NO_ANSWER[covered]}</span>
        ) : (
          <>
            <strong>{classNames[answer] ?? answer}</strong>{' '}
            {covered === 'some' ? <span className="small quiet">from what is there</span> : null}
          </>
        )}
      </p>
      {heads.map(({ key, label: head, tone, probabilities, weight }) => (
        <Bars
          key={key}
          name={head}
          note={weight === null ? '' : `weight ${weight.toFixed(2)}`}
          colour={toneColour(tone)}
          typeColour={toneTypeColour(tone)}
          probabilities={probabilities}
          classNames={classNames}
        />
      ))}
      {sum ? (
        <Bars
          name="weighted sum"
          note="of the heads' logits"
          colour={toneColour('fusion')}
          typeColour={toneTypeColour('fusion')}
          probabilities={sum}
          classNames={classNames}
        />
      ) : null}
      {unasked > 0 ? (
        <p className="small quiet">
          {unasked === 1 ? 'One head needs' : `${unasked} heads need`} what is covered, and{' '}
          {unasked === 1 ? 'is' : 'are'} not asked.
        </p>
      ) : null}
    </section>
  );
}

interface BarsProps {
  readonly name: string;
  readonly note: string;
  readonly colour: string;
  readonly typeColour: string;
  readonly probabilities: readonly number[];
  readonly classNames: readonly string[];
}

function Bars({ name, note, colour, typeColour, probabilities, classNames }: BarsProps) {
  const order = [...probabilities.keys()]
    .sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0))
    .slice(0, MOST_BARS);
  return (
    <div className="small">
      <p>
        <span style={{ color: typeColour }}>{name}</span> <span className="quiet">{note}</span>
      </p>
      <ul aria-label={name}>
        {order.map((c) => (
          <li key={c} className={css.bar}>
            <span>{classNames[c] ?? c}</span>
            <span>
              <span
                style={{
                  width: `${(100 * (probabilities[c] ?? 0)).toFixed(1)}%`,
                  background: colour,
                }}
              />
            </span>
            <span>{sureness(probabilities[c] ?? 0)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
