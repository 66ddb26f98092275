/** The numbers of a sweep: a row for every value and run, and every single one of them a way to its run. */

import { pointText, valueText } from '../../state/sweeps/sweep-words';
import { intervalWords } from '../../verdict/seed-numbers';
import hairlines from '../controls/lines.module.css';
import { ScrollRegion } from '../controls/ScrollRegion';
import { CopyTable } from '../take-away/CopyTable';
import type { DrawnSweep } from './drawn-sweep';
import css from './Sweeps.module.css';

export function SweepTable(drawn: DrawnSweep) {
  const { plan, knob, lines, measure, repeat, chosen, onChoose } = drawn;
  const write = (value: number) => pointText(measure.unit, value);
  const name = `${measure.label} by ${knob.knob.label}`;
  return (
    <CopyTable name={name}>
      <ScrollRegion className="scroll-x" label="The numbers of the sweep, scrolls sideways">
        <table className={`${hairlines.lines} ${css.table}`} aria-label={name}>
          <thead>
            <tr className="small">
              <th scope="col">{knob.knob.label}</th>
              <th scope="col">Run</th>
              <th scope="col">mean</th>
              <th scope="col">{intervalWords(plan.numbers.length)}</th>
              <th scope="col">{`each ${repeat}`}</th>
            </tr>
          </thead>
          <tbody>
            {plan.values.flatMap((value, place) =>
              lines
                .filter(({ isSwept }) => isSwept || place === 0)
                .map(({ run, label, isSwept, points }) => {
                  const { singles, spread, failed } = points[place] ?? EMPTY;
                  return (
                    <tr key={`${run} ${valueText(knob.knob, value)}`}>
                      <th scope="row">
                        {isSwept ? valueText(knob.knob, value) : 'at every value'}
                      </th>
                      <td className={css.method}>{label}</td>
                      <td>{spread ? write(spread.mean) : '–'}</td>
                      <td>{spread?.interval ? spread.interval.map(write).join(' to ') : '–'}</td>
                      <td className={css.singles}>
                        {singles.map(({ id, seed, value: single }) => (
                          <button
                            key={id}
                            type="button"
                            className="link"
                            aria-pressed={chosen === id}
                            aria-label={`${label}, ${knob.knob.label} ${valueText(knob.knob, value)}, ${repeat} ${seed}: ${write(single)}`}
                            onClick={() => onChoose(id)}
                          >
                            {write(single)}
                          </button>
                        ))}
                        {failed.length > 0 ? (
                          <span>{`failed on ${repeat} ${failed.join(', ')}`}</span>
                        ) : null}
                      </td>
                    </tr>
                  );
                }),
            )}
          </tbody>
        </table>
      </ScrollRegion>
    </CopyTable>
  );
}

const EMPTY = { singles: [], spread: null, failed: [] };
