/** Which modalities are right by themselves, and whether the prediction is: cells that open their samples. */

import type { RunRecord } from '../../../state/race-record';
import { errorCells } from '../../../state/samples/error-cells';
import { ERROR_TERMS } from '../../../state/samples/error-terms';
import { capital } from '../../../state/telling/words';
import { snapshotAt } from '../../../state/time/shown';
import lines from '../../controls/lines.module.css';
import { Term } from '../../controls/Term';
import numbers from '../../figures/numbers.module.css';
import { toneTypeColour } from '../../figures/strokes';
import { useSession, useShown } from '../../session-context';
import { CopyTable } from '../../take-away/CopyTable';
import type { TabProps } from '../tab';
import { NetPairs } from './NetPairs';

const TITLE = 'Who is right with whom';

function Cells({ source, run }: TabProps & { readonly run: RunRecord }) {
  const session = useSession();
  const at = useShown((state) => state.at);
  const snapshot = snapshotAt(run, at);
  if (!snapshot) return <p className="quiet">Who is right with whom will appear here.</p>;
  const cells = errorCells(run, snapshot, source);
  if (!cells) return null;
  const { rows, told } = cells;
  if (rows.length === 0) return <p className="quiet">{told}</p>;
  const note = `epoch ${snapshot.epoch}, ${snapshot.heldOut} split`;
  return (
    <CopyTable name={TITLE}>
      <div className="scroll-x">
        <table
          className={`${lines.lines} ${numbers.numbers}`}
          aria-label={`${TITLE}, ${run.label}`}
        >
          <thead>
            <tr className="small">
              <th scope="col">right by itself</th>
              <th scope="col">prediction right</th>
              <th scope="col">prediction wrong</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, tone, cells }) => (
              <tr key={key}>
                <th scope="row" style={tone ? { color: toneTypeColour(tone) } : undefined}>
                  {label}
                </th>
                {cells.map(({ isRight, rows: held }) => {
                  const title = `${capital(label)}, prediction ${isRight ? 'right' : 'wrong'}`;
                  return (
                    <td key={String(isRight)}>
                      {held.length === 0 ? (
                        0
                      ) : (
                        <button
                          type="button"
                          className="link"
                          aria-label={`${title}: ${held.length} samples`}
                          onClick={() =>
                            session.samples.getState().open({
                              ...{
                                title,
                                note: `${run.label}, ${note}`,
                                run: run.name,
                                rows: held,
                              },
                            })
                          }
                        >
                          {held.length}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small quiet">
        {note}. {told} A number opens its samples.
      </p>
    </CopyTable>
  );
}

export function ErrorCells({ source, run }: TabProps) {
  return (
    <section className="stack" aria-labelledby="error-cells-title">
      <h2 id="error-cells-title">
        <Term says={ERROR_TERMS.cells.says}>{TITLE}</Term>
      </h2>
      {run ? (
        <>
          <Cells source={source} run={run} />
          <NetPairs source={source} run={run} />
        </>
      ) : null}
    </section>
  );
}
