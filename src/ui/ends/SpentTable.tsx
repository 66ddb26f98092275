/** What the training of every run has taken, beside what it reached. */
import { useMemo } from 'react';
import { spentRows } from '../../state/spent';
import { ScrollRegion } from '../controls/ScrollRegion';
import { useShown } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import css from './EndTable.module.css';

export function SpentTable() {
  const record = useShown((state) => state.record);
  const levels = useShown((state) => state.levels);
  const rows = useMemo(() => spentRows({ record, levels }), [record, levels]);
  if (rows.length === 0) return null;
  return (
    <CopyTable name="What training took">
      <ScrollRegion className="scroll-x" label="What training took, scrolls sideways">
        <table className={`${css.end} ${css.spent}`}>
          <caption className="small quiet">What training took so far</caption>
          <thead>
            <tr className="small">
              <th scope="col">Method</th>
              <th scope="col">Optimizer steps</th>
              <th scope="col">Seconds</th>
              <th scope="col">Encoders trained</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ label, steps, seconds, encoders }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{steps}</td>
                <td>{seconds.toFixed(1)}</td>
                <td>{encoders ?? '\u2013'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="small quiet">
          Training of all stages, without measuring. Encoders that several runs train alike are
          trained once and count in full for each of them. Encoders trained: one for each modality,
          more where a method trains teachers first.
        </p>
      </ScrollRegion>
    </CopyTable>
  );
}
