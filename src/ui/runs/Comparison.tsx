/** Two runs beside each other: only the settings that differ, and their end numbers. */
import { finePercent } from '../../state/format';
import { cardTitle } from '../../state/runs/card-words';
import type { RunCard } from '../../state/runs/run-card';
import { changedPaths } from '../../state/runs/settings-diff';
import { comparisonText } from '../../state/runs/shelf-verdicts';
import { Unbroken } from '../controls/Unbroken';
import { CopyTable } from '../take-away/CopyTable';
import css from './Comparison.module.css';

interface Props {
  readonly first: RunCard;
  readonly second: RunCard;
}

const fusionText = ({ fusion }: RunCard): string =>
  fusion === null ? 'no prediction' : finePercent(fusion);

export function Comparison({ first, second }: Props) {
  const changes = changedPaths(first, second);
  return (
    <section className={css.comparison} aria-labelledby="comparison-title">
      <h3 id="comparison-title">What differs</h3>
      {changes.length === 0 ? (
        <p>
          Both have the same settings and the same seed: what differs is the computer or the back
          end.
        </p>
      ) : null}
      <CopyTable name="What differs">
        <table>
          <thead>
            <tr className="small">
              <th scope="col">Setting</th>
              <th scope="col">
                <Unbroken text={cardTitle(first)} />
              </th>
              <th scope="col">
                <Unbroken text={cardTitle(second)} />
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.path}>
                <th scope="row">{change.path}</th>
                <td>
                  <Unbroken text={change.first} />
                </td>
                <td>
                  <Unbroken text={change.second} />
                </td>
              </tr>
            ))}
            <tr className={css.end}>
              <th scope="row">fusion accuracy</th>
              <td>{fusionText(first)}</td>
              <td>{fusionText(second)}</td>
            </tr>
          </tbody>
        </table>
      </CopyTable>
      <p>{comparisonText(first, second)}</p>
    </section>
  );
}
