/** What was measured once, after the last epoch: a row for each run, the measures side by side, and curves of their own. */

import { type EndTable, endTable } from '../../state/measures/end-table';
import lines from '../controls/lines.module.css';
import { Term } from '../controls/Term';
import css from '../figures/numbers.module.css';
import { CopyTable } from '../take-away/CopyTable';
import { SpoiledCurves } from './spoiled/SpoiledCurves';
import type { TabProps } from './tab';

interface Props extends TabProps {
  readonly tab: string;
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

function Numbers({ tab, source }: Omit<Props, 'run'>) {
  const table = endTable(tab, source);
  if (!table) return null;
  const { groups, rows, why } = table;
  const columns = groups.flatMap((group) => group.columns.map(({ key }) => `${group.id}.${key}`));
  return (
    <div className="stack">
      <h2>{NAME}</h2>
      <CopyTable name={NAME}>
        <div className="scroll-x">
          <table className={`${lines.lines} ${css.numbers} ${css.bars}`} aria-label={NAME}>
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

export default function EndNumbers(props: Props) {
  return (
    <>
      <Numbers {...props} />
      <SpoiledCurves {...props} />
    </>
  );
}
