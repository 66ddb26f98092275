/** How a prediction came about, step by step with the real numbers (R9), or by what else. Must not import stores. */
import { FUSION_HEAD } from '../../protocol/names';
import { decimal, listed, percent } from '../../state/format';
import type { SampleStory } from '../../state/samples/sample-story';
import { shownClasses } from '../../state/samples/shown-classes';
import { ScrollRegion } from '../controls/ScrollRegion';
import { toneTypeColour } from '../figures/strokes';
import { CopyTable } from '../take-away/CopyTable';
import css from './PredictionSteps.module.css';
import wordsCss from './words.module.css';

interface Props {
  readonly story: SampleStory;
  readonly classNames: readonly string[];
  /** What the method says of its prediction. */
  readonly prediction: string | null;
}

/** A decimal that does not turn a small weight into nothing. */
const fine = (value: number): string =>
  value !== 0 && Math.abs(value) < 0.005 ? value.toExponential(1) : decimal(value);

function Sum({ story, classNames }: Props) {
  const { sum } = story;
  if (!sum) return null;
  const { voices, temperature, logits } = sum;
  const answer = logits.indexOf(Math.max(...logits));
  const { classes } = shownClasses(story);
  return (
    <ol className={css.steps}>
      <li>
        <p>
          How sure is each head? Its largest probability q:{' '}
          {listed(voices.map(({ head, certainty }) => `${head.label} ${fine(certainty)}`))}.
        </p>
      </li>
      <li>
        <p>
          Divide by the temperature T = {temperature}:{' '}
          {listed(voices.map(({ certainty }) => fine(certainty / temperature)))}.
          {temperature >= 1 ? ' A high T keeps the weights close to each other.' : ''}
        </p>
      </li>
      <li>
        <p>
          Softmax turns these into weights that sum to 1:{' '}
          {listed(voices.map(({ head, weight }) => `${head.label} ${fine(weight)}`))}.
        </p>
      </li>
      <li>
        <p>Weight times logit, summed over the heads. The largest sum is the answer.</p>
        <CopyTable name="Weighted sum">
          <ScrollRegion className="scroll-x" label="Weighted sum, scrolls sideways">
            <table className={`${wordsCss.words} ${wordsCss.numbers}`}>
              <thead>
                <tr className="small">
                  <th scope="col">Class</th>
                  {voices.map(({ head, weight }) => (
                    <th key={head.key} scope="col" style={{ color: toneTypeColour(head.tone) }}>
                      {fine(weight)} × {head.label}
                    </th>
                  ))}
                  <th scope="col">sum</th>
                </tr>
              </thead>
              <tbody>
                {classes.map((c) => (
                  <tr key={c} data-true={c === story.label}>
                    <th scope="row">{classNames[c] ?? c}</th>
                    {voices.map(({ head, weight }) => (
                      <td key={head.key}>{decimal(weight * (head.logits[c] ?? 0))}</td>
                    ))}
                    <td data-answer={c === answer}>
                      {c === answer ? 'largest ' : ''}
                      {decimal(logits[c] ?? 0)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </CopyTable>
      </li>
    </ol>
  );
}

const HOW: Readonly<Record<'head' | 'ensemble', string>> = {
  head: 'It is the fusion head\u2019s answer; no other head is asked.',
  ensemble:
    'There is no fusion head yet, so the probabilities of the private heads are averaged; the largest mean is the answer.',
};

export function PredictionSteps(props: Props) {
  const { story, classNames, prediction } = props;
  const { prediction: made, sum, heads } = story;
  if (!made) {
    return (
      <section aria-labelledby="prediction-title">
        <h3 id="prediction-title">No prediction</h3>
        <p>This run answers with each modality alone and with no prediction of all together.</p>
      </section>
    );
  }
  const name = classNames[made.answer] ?? made.answer;
  const sure = heads.find(({ key }) => key === FUSION_HEAD)?.probabilities[made.answer];
  return (
    <section aria-labelledby="prediction-title">
      <h3 id="prediction-title">How the prediction came about</h3>
      <p>
        {story.isComplete ? 'With all modalities' : 'With what is there'}: <strong>{name}</strong>,{' '}
        {made.isRight ? 'right' : 'wrong'}.{' '}
        {made.how === 'head' || made.how === 'ensemble' ? HOW[made.how] : null}
        {made.how === 'head' && sure !== undefined ? ` It is ${percent(sure)} sure.` : null}
        {made.how === 'other' ? prediction && `${prediction}.` : null}
      </p>
      {sum ? <Sum {...props} /> : null}
    </section>
  );
}
