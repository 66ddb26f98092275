/**
 * The held-out samples in piles by which modality is right, every run beside the others; a number opens its samples.
 * Follows the moment looked at.
 */
import { useMemo, useState } from 'react';
import { type PileColumn, pileTable } from '../../state/samples/pile-table';
import { JUDGES, type Judge } from '../../state/samples/piles';
import { Choice } from '../controls/Choice';
import { ScrollRegion } from '../controls/ScrollRegion';
import { DashSample } from '../figures/DashSample';
import { toneTypeColour } from '../figures/strokes';
import { useInTurn } from '../figures/use-in-turn';
import { useChartSource } from '../happens/use-measures';
import { useSession, useShown } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import css from './PilesPanel.module.css';

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The columns that are judged alike are told once. */
function Judges({ columns }: { readonly columns: readonly PileColumn[] }) {
  const judges = [...new Set(columns.map(({ judge }) => judge))];
  return judges.map((judge) => {
    const of = columns.filter((column) => column.judge === judge);
    const names = of.map(({ label }) => label).join(', ');
    return (
      <p key={judge} className="small quiet">
        {judges.length > 1 ? `${names}: ` : ''}
        {judge}
      </p>
    );
  });
}

export default function PilesPanel() {
  const session = useSession();
  const present = useChartSource();
  const presentAt = useShown((state) => state.at);
  const [judge, setJudge] = useState<Judge>('probe');
  const now = useMemo(() => ({ source: present, at: presentAt }), [present, presentAt]);
  const { source, at } = useInTurn(now, Object.is);
  const table = useMemo(() => pileTable(source, at, judge), [source, at, judge]);
  if (!table) {
    const first = Math.min(...source.record.flatMap(({ snapshots }) => snapshots[0]?.epoch ?? []));
    return <p className="quiet">The first snapshot of the samples is of epoch {first}.</p>;
  }
  const heldOut = table.note.split(' ')[0];
  return (
    <>
      <Choice
        label="Right or wrong by"
        value={judge}
        options={JUDGES}
        onChange={(value) => setJudge(value === 'readout' ? 'readout' : 'probe')}
      />
      <CopyTable name="Piles">
        <ScrollRegion className="scroll-x" label="Piles, scrolls sideways">
          <table className={css.piles} style={{ minWidth: `${96 + 96 * table.columns.length}px` }}>
            <caption className="small quiet">
              Who is right about the same samples: {table.note}. A number opens its samples.
            </caption>
            <thead>
              <tr>
                <td />
                {table.columns.map(({ run, label, dash, epoch }) => (
                  <th key={run} scope="col">
                    <span className={css.run}>
                      {label}
                      <DashSample dash={dash} />
                    </span>
                    <span className="small quiet">epoch {epoch}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map(({ key, label, tone }, k) => (
                <tr key={key}>
                  <th scope="row" style={tone ? { color: toneTypeColour(tone) } : undefined}>
                    {capital(label)}
                  </th>
                  {table.columns.map((column) => {
                    const cell = column.cells?.[k];
                    if (!cell) {
                      return (
                        <td key={column.run} className={`${css.none} quiet`}>
                          –
                        </td>
                      );
                    }
                    return (
                      <td key={column.run}>
                        <button
                          type="button"
                          className={css.pile}
                          aria-label={`${capital(label)}, ${column.label}: ${cell.count} samples`}
                          aria-disabled={cell.count === 0}
                          onClick={() => {
                            if (cell.count === 0) return;
                            session.samples.getState().open({
                              title: capital(label),
                              note: `${column.label}, epoch ${column.epoch}, ${heldOut} split`,
                              run: column.run,
                              rows: cell.rows,
                            });
                          }}
                        >
                          <span className={css.count}>{cell.count}</span>
                          <span
                            className={css.bar}
                            style={{
                              width: `${(100 * cell.share).toFixed(1)}%`,
                              background: tone ? `var(--${tone})` : undefined,
                            }}
                          />
                        </button>
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </CopyTable>
      <Judges columns={table.columns} />
    </>
  );
}
