/** What was not used: which file, why, and what to do. */
import type { ImportReport } from '../../state/importing/importing-store';
import { leftOutText } from '../../state/importing/tell-import';
import { CopyTable } from '../take-away/CopyTable';
import css from './LeftOutTable.module.css';

/** Lines that are shown; the number of the others is said. */
const MOST_LINES = 100;

/** Each line with a key: its file and reason, numbered where a file has the same fault twice. */
function told(lines: ImportReport['leftOut']) {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const name = `${line.file}\n${line.reason}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { ...line, key: `${name}\n${times}` };
  });
}

export function LeftOutTable({ leftOut }: Pick<ImportReport, 'leftOut'>) {
  const more = leftOut.length - MOST_LINES;
  return (
    <section className={css.leftOut} aria-labelledby="left-out-title">
      <h3 id="left-out-title">Left out</h3>
      <CopyTable name="Left out">
        <table className="small">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">How many</th>
              <th scope="col">Why</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {told(leftOut.slice(0, MOST_LINES)).map((line) => (
              <tr key={line.key}>
                <th scope="row">
                  <bdi>{line.file}</bdi>
                </th>
                <td>{leftOutText(line)}</td>
                <td>{line.reason}</td>
                <td>{line.fix}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </CopyTable>
      {more > 0 ? <p className="small quiet">And {more} more lines like these.</p> : null}
    </section>
  );
}
