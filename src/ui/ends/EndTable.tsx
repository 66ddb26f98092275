/** The end numbers of every run, with the gap to training alone and the probe they come from. */
import { Fragment, useMemo } from 'react';
import { modalityTone } from '../../state/charts/chart';
import { endLimits } from '../../state/end-limits';
import { type EndCell, type EndRow, endRows, GAP_WORDS } from '../../state/end-numbers';
import { finePercent, signedPoints } from '../../state/format';
import { unfinishedText } from '../../state/training-on';
import { ScrollRegion } from '../controls/ScrollRegion';
import { useLab, useShown } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import css from './EndTable.module.css';
import { SpentTable } from './SpentTable';
import { TrainOn } from './TrainOn';

function Cells({ cell }: { readonly cell: EndCell }) {
  return (
    <>
      <td>{cell.accuracy === null ? '\u2013' : finePercent(cell.accuracy)}</td>
      <td className={css.gap}>
        {cell.gap === null ? '' : signedPoints(cell.gap)}
        {cell.verdict === null ? null : (
          <span className={`${css.verdict} small quiet`}> {GAP_WORDS[cell.verdict]}</span>
        )}
      </td>
    </>
  );
}

function Row({ row }: { readonly row: EndRow }) {
  return (
    <tr>
      <th scope="row">
        {row.label}
        {row.unfinished === null ? null : (
          <span className={`${css.verdict} small quiet`}> {row.unfinished}</span>
        )}
      </th>
      {row.state === null ? (
        <>
          <td>
            {row.fusion === null ? <span className="quiet">–</span> : finePercent(row.fusion)}
          </td>
          {row.cells.map((cell) => (
            <Cells key={cell.modality} cell={cell} />
          ))}
        </>
      ) : (
        <td className="quiet" colSpan={row.cells.length * 2 + 1}>
          {row.state}
        </td>
      )}
    </tr>
  );
}

export function EndTable() {
  const record = useShown((state) => state.record);
  const levels = useShown((state) => state.levels);
  const summary = useShown((state) => state.summary);
  const rows = useMemo(() => endRows({ record, levels }, summary), [record, levels, summary]);
  const unfinished = useMemo(() => unfinishedText(record), [record]);
  const catalogue = useLab((state) => state.catalogue);
  const limits = useMemo(
    () => endLimits({ record }, summary, catalogue),
    [record, summary, catalogue],
  );
  return (
    <section aria-labelledby="end-title">
      <h2 id="end-title">End numbers</h2>
      {rows.length === 0 ? (
        <p className="quiet">When a run has ended, its accuracies on the test split appear here.</p>
      ) : (
        <CopyTable name="End numbers">
          <ScrollRegion className="scroll-x" label="End numbers, scrolls sideways">
            <table className={css.end} aria-labelledby="end-title">
              <thead>
                <tr className="small">
                  <th scope="col">Method</th>
                  <th scope="col">Fusion</th>
                  {(summary?.modalities ?? []).map((modality, index) => (
                    <Fragment key={modality.id}>
                      <th scope="col" style={{ color: `var(--${modalityTone(index)}-type)` }}>
                        {modality.name}
                      </th>
                      <th scope="col" className={css.gap}>
                        gap<span className="unseen"> of {modality.name}</span>
                      </th>
                    </Fragment>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.run} row={row} />
                ))}
              </tbody>
            </table>
            <p className="small quiet">
              Test split, after the last epoch. Each modality by a logistic probe on its encoder;
              its competition gap, in points, is the accuracy when trained alone minus the accuracy
              here. Lost, gained or cannot tell: McNemar&rsquo;s exact test of both nets&rsquo;
              answers to the same samples, over all gaps of the race (Holm, level .05). A modality
              that alone is not above guessing has no gap.
            </p>
            {unfinished === null ? null : <p className="small">{unfinished}</p>}
            {limits.map((sentence) => (
              <p key={sentence} className="small">
                {sentence}
              </p>
            ))}
          </ScrollRegion>
        </CopyTable>
      )}
      <TrainOn />
      <SpentTable />
    </section>
  );
}
