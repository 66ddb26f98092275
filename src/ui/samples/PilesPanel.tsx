/**
 * The held-out samples in piles by which modality is right, every run beside the others; a number opens its samples.
 * Follows the moment looked at.
 */
import { useMemo, useState } from 'react';
import type { Row } from '../../protocol/units';
import { type PileColumn, pileTable } from '../../state/samples/pile-table';
import { JUDGES, type Judge } from '../../state/samples/piles';
import { Choice } from '../controls/Choice';
import { useInTurn } from '../figures/use-in-turn';
import { useChartSource } from '../happens/use-measures';
import { useSession, useShown } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import { SaveFigure } from '../take-away/SaveFigure';
import { PileGrid } from './PileGrid';
import { TrainedPiles } from './TrainedPiles';

/** Who judges; the columns that are judged alike are told once. */
function judgesOf(columns: readonly PileColumn[]): readonly string[] {
  const judges = [...new Set(columns.map(({ judge }) => judge))];
  return judges.map((judge) => {
    const of = columns.filter((column) => column.judge === judge);
    const names = of.map(({ label }) => label).join(', ');
    return judges.length > 1 ? `${names}: ${judge}` : judge;
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
  const open = (title: string, { label, epoch, run }: PileColumn, rows: readonly Row[]) =>
    session.samples
      .getState()
      .open({ title, note: `${label}, epoch ${epoch}, ${heldOut} split`, run, rows });
  const judges = judgesOf(table.columns);
  return (
    <>
      <Choice
        label="Right or wrong by"
        value={judge}
        options={JUDGES}
        onChange={(value) => setJudge(value === 'readout' ? 'readout' : 'probe')}
      />
      <CopyTable name="Piles">
        <PileGrid table={table} onOpen={open} />
      </CopyTable>
      {judges.map((each) => (
        <p key={each} className="small quiet">
          {each}
        </p>
      ))}
      <p>
        <SaveFigure
          title="Piles"
          says={[`Who is right about the same samples: ${table.note}`, ...judges]}
          copy={() => <PileGrid table={table} onOpen={() => {}} />}
        />
      </p>
      <TrainedPiles source={source} at={at} />
    </>
  );
}
