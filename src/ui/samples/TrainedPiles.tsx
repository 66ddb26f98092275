/** Under the piles: which training samples train whom, and how often, in runs whose methods choose that. */
import { useMemo } from 'react';
import type { Epoch } from '../../protocol/units';
import type { ChartSource } from '../../state/charts/chart-frame';
import { trainedTable } from '../../state/samples/trained-table';
import { useSession } from '../session-context';
import { CopyTable } from '../take-away/CopyTable';
import { PileGrid } from './PileGrid';

interface Props {
  readonly source: ChartSource;
  /** The epoch looked at; null for the latest. */
  readonly at: Epoch | null;
}

export function TrainedPiles({ source, at }: Props) {
  const session = useSession();
  const table = useMemo(() => trainedTable(source, at), [source, at]);
  if (!table) return null;
  return (
    <CopyTable name="Training samples">
      <PileGrid
        table={table}
        says="How often samples come in the epoch, and whom they train"
        onOpen={(title, { label, epoch, run }, rows) =>
          session.samples
            .getState()
            .open({ title, note: `${label}, epoch ${epoch}, training split`, run, rows })
        }
      />
    </CopyTable>
  );
}
