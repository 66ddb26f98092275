/** What the tabs are computed from, read from the stores. Must not compute measures itself. */
import { useMemo } from 'react';
import type { ChartSource } from '../../state/charts/chart-frame';
import { useShown } from '../session-context';

export function useChartSource(): ChartSource {
  const record = useShown((state) => state.record);
  const levels = useShown((state) => state.levels);
  const settings = useShown((state) => state.settings);
  const summary = useShown((state) => state.summary);
  const catalogue = useShown((state) => state.catalogue);
  const measures = useShown((state) => state.measures);
  return useMemo(
    () => ({ record, levels, settings, summary, catalogue, measures }),
    [record, levels, settings, summary, catalogue, measures],
  );
}
