/** What was measured once, after the last epoch: a row for each run, the measures side by side. */
import type { ChartSource } from '../../state/charts/chart-frame';
import { type EndTable, endTable } from '../../state/measures/end-table';
import { Term } from '../controls/Term';
import css from '../figures/numbers.module.css';
import { CopyTable } from '../take-away/CopyTable';

interface Props {
  readonly tab: string;
  readonly source: ChartSource;
}

const NAME = 'After the last epoch';

function Heading({ groups }: Pick<EndTable, 'groups'>) {
  return (
    <thead>
      <tr className="small">
        <td rowSpan={2} />
        {groups.map(({ id, label, explanation, columns }) => (
          <th key={id} scope="colgroup" colSpan={columns.length}>
            <Term says={explanation}>{label}</Term>
          </th>
        ))}
      </tr>
      <tr className="small quiet">
        {groups.flatMap(({ id, columns }) =>
          columns.map(({ key, label }) => (
            <th key={`${id}.${key}`} scope="col">
              {label}
            </th>
          )),
        )}
      </tr>
    </thead>
  );
}

export default function EndNumbers({ tab, source }: Props) {
  const table = endTable(tab, source);
  if (!table) return null;
  const { groups, rows, why } = table;
  const columns = groups.flatMap((group) => group.columns.map(({ key }) => `${group.id}.${key}`));
  return (
    <div className="stack">
      <h2>{NAME}</h2>
      <CopyTable name={NAME}>
        <div className="scroll-x">
          <table className={`${css.numbers} ${css.bars}`} aria-label={NAME}>
            <Heading groups={groups} />
            <tbody>
              {rows.map(({ run, label, cells }) => (
                <tr key={run}>
                  <th scope="row">{label}</th>
                  {cells.map((cell, place) => (
                    <td key={columns[place]}>{cell ?? '\u2013'}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </CopyTable>
      {groups.map(({ id, label, subtitle }) => (
        <p key={id} className="small quiet">
          {label}: {subtitle}
        </p>
      ))}
      {why.map((sentence) => (
        <p key={sentence} className="small quiet">
          {sentence}
        </p>
      ))}
    </div>
  );
}
