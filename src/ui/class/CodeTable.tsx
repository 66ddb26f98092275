/** The codes that count, with what they say; each can be taken away, all can, and the last removal be undone. */

import type { CountedCode } from '../../state/lessons/class/class-list';
import type { PicturedScene } from '../../state/lessons/class/class-summary';
import { amountText, valueText } from '../../state/lessons/class/class-words';
import type { CodedGuess } from '../../state/lessons/result-code';
import lines from '../controls/lines.module.css';
import { ScrollRegion } from '../controls/ScrollRegion';
import { useClassCodes, useCodes } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import css from './CodeTable.module.css';

function guessText({ guess: asked, numbers }: PicturedScene, { guess }: CodedGuess): string {
  if (guess === null) return '–';
  if (asked.kind === 'choice') return asked.options.find(({ id }) => id === guess)?.text ?? '–';
  const unit = numbers.find(({ id }) => id === asked.number)?.unit ?? 'plain';
  return typeof guess === 'number' ? valueText(unit, guess) : '–';
}

interface RowProps {
  readonly scene: PicturedScene;
  readonly counted: CountedCode;
}

function Row({ scene, counted }: RowProps) {
  const codes = useCodes();
  const { code, place } = counted;
  return (
    <tr>
      <th scope="row">{code.seed}</th>
      {code.guesses.map((guess) => (
        <td key={guess.race} className={css.guess}>
          {guessText(scene, guess)}
        </td>
      ))}
      {scene.numbers.map(({ id, unit }) => {
        const value = code.values[id] ?? null;
        return <td key={id}>{value === null ? '–' : valueText(unit, value)}</td>;
      })}
      <td>{place}</td>
      <td data-leave-out>
        <button
          type="button"
          className="link"
          aria-label={`Remove the code with the seed ${code.seed}`}
          onClick={() => codes.remove(counted)}
        >
          Remove
        </button>
      </td>
    </tr>
  );
}

export function CodeTable({ scene }: { readonly scene: PicturedScene }) {
  const codes = useCodes();
  const counted = useClassCodes((state) => state.counted);
  const undo = useClassCodes((state) => state.undo);
  if (counted.length === 0 && undo === null) return null;
  const raceLabel = (race: string) => scene.races.find(({ id }) => id === race)?.label ?? race;
  const guessed = counted[0]?.code.guesses ?? [];
  return (
    <section className="stack" aria-label="Codes">
      <div className={css.head}>
        <h2>{amountText(counted.length, 'code counts', 'codes count')}</h2>
        {counted.length === 0 ? null : (
          <button type="button" className="button outlined" onClick={codes.clear}>
            Remove all
          </button>
        )}
        {undo === null ? null : (
          <button type="button" className="button outlined" onClick={codes.undo}>
            Undo: bring back {undo}
          </button>
        )}
      </div>
      {counted.length === 0 ? null : (
        <CopyTable name="Codes">
          <ScrollRegion className={`scroll-x ${css.scroll}`} label="Codes that count, scrolls">
            <table className={`${lines.lines} ${css.table}`}>
              <thead>
                <tr>
                  <th scope="col">Seed</th>
                  {guessed.map(({ race }) => (
                    <th key={race} scope="col">
                      {guessed.length > 1 ? `Guess, ${raceLabel(race)}` : 'Guess'}
                    </th>
                  ))}
                  {scene.numbers.map(({ id, label }) => (
                    <th key={id} scope="col">
                      {label}
                    </th>
                  ))}
                  <th scope="col">From</th>
                  <th scope="col" data-leave-out>
                    <span className="unseen">Remove</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {counted.map((each) => (
                  <Row key={each.code.seed} scene={scene} counted={each} />
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </CopyTable>
      )}
    </section>
  );
}
