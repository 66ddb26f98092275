/** What was not used: which file, why, and what to do. */
import type { ImportReport } from '../../state/importing/importing-store';

/** Lines that are shown; the number of the others is said. */
const MOST_LINES = 100;

export function LeftOutTable({ leftOut }: Pick<ImportReport, 'leftOut'>) {
  const more = leftOut.length - MOST_LINES;
  return (
    <section className="left-out" aria-labelledby="left-out-title">
      <h3 id="left-out-title">Left out</h3>
      <table className="small">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Samples</th>
            <th scope="col">Why</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {leftOut.slice(0, MOST_LINES).map(({ file, reason, mend, count }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <tr key={at}>
              <th scope="row">
                <bdi>{file}</bdi>
              </th>
              <td>{count ?? ''}</td>
              <td>{reason}</td>
              <td>{mend}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="small quiet">And {more} more lines like these.</p> : null}
    </section>
  );
}
