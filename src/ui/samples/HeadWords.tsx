/** What every head says of one sample: its probabilities as bars, class by class. Must not import stores. */
import { percent } from '../../state/format';
import type { SampleStory } from '../../state/samples/sample-story';
import { shownClasses } from '../../state/samples/shown-classes';
import { ScrollRegion } from '../controls/ScrollRegion';
import { toneColour, toneTypeColour } from '../figures/strokes';
import { CopyTable } from '../take-away/CopyTable';
import css from './words.module.css';

interface Props {
  readonly story: SampleStory;
  readonly classNames: readonly string[];
  /** How exact the probabilities are; null where they are as the lab said them. */
  readonly precision: string | null;
}

export function HeadWords({ story, classNames, precision }: Props) {
  const { classes, left } = shownClasses(story);
  return (
    <section aria-labelledby="words-title">
      <h3 id="words-title">What every head says</h3>
      <CopyTable name="What every head says">
        <ScrollRegion className="scroll-x" label="Probabilities, scrolls sideways">
          <table
            className={`${css.words} ${css.bars}`}
            style={{ minWidth: `${112 + 96 * story.heads.length}px` }}
          >
            <thead>
              <tr className="small">
                <th scope="col">Class</th>
                {story.heads.map(({ key, label, tone, isRight }) => (
                  <th key={key} scope="col" style={{ color: toneTypeColour(tone) }}>
                    {label}
                    <br />
                    <span className="quiet">{isRight ? 'right' : 'wrong'}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {classes.map((c) => (
                <tr key={c} data-true={c === story.label}>
                  <th scope="row">
                    {classNames[c] ?? c}
                    {c === story.label ? <span className="small"> (true)</span> : null}
                  </th>
                  {story.heads.map(({ key, tone, probabilities, answer }) => (
                    <td key={key} data-answer={answer === c}>
                      <span className={css.bar}>
                        <span>{percent(probabilities[c] ?? 0)}</span>
                        <span
                          style={{
                            width: `${(100 * (probabilities[c] ?? 0)).toFixed(1)}%`,
                            background: toneColour(tone),
                          }}
                        />
                      </span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </CopyTable>
      {left > 0 ? (
        <p className="small quiet">
          The true class and those that some head finds likeliest; {left} more are less likely.
        </p>
      ) : null}
      {precision === null ? null : <p className="small quiet">{precision}</p>}
    </section>
  );
}
