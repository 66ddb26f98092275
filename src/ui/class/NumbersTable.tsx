/** Mean and spread of every number of the scene over the class, each with how many codes hold it. */

import type { NumberSummary } from '../../state/lessons/class/class-summary';
import { spreadText, valueText } from '../../state/lessons/class/class-words';
import lines from '../controls/lines.module.css';
import { CopyTable } from '../take-away/CopyTable';
import css from './CodeTable.module.css';

export function NumbersTable({ numbers }: { readonly numbers: readonly NumberSummary[] }) {
  return (
    <section className={`stack ${css.whole}`} aria-label="Means">
      <h2>Mean ± standard deviation</h2>
      <CopyTable name="Means">
        <div className="scroll-x">
          <table className={`${lines.lines} ${css.table}`}>
            <thead>
              <tr>
                <th scope="col">Number</th>
                <th scope="col">Mean</th>
                <th scope="col">Smallest</th>
                <th scope="col">Largest</th>
                <th scope="col">Codes</th>
              </tr>
            </thead>
            <tbody>
              {numbers.map(({ id, label, unit, values, spread }) => (
                <tr key={id}>
                  <th scope="row">{label}</th>
                  <td>{spread ? <strong>{spreadText(unit, spread)}</strong> : '–'}</td>
                  <td>{values.length > 0 ? valueText(unit, Math.min(...values)) : '–'}</td>
                  <td>{values.length > 0 ? valueText(unit, Math.max(...values)) : '–'}</td>
                  <td>{values.length}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </CopyTable>
    </section>
  );
}
