/** What the tabs are computed from, read from the stores. Must not compute measures itself. */
import { useMemo } from 'react';
import type { ChartSource } from '../../state/charts/chart-frame';
import { useExperiment, useLab, useRace } from '../session-context';

export function useChartSource(): ChartSource {
  const record = useRace((state) => state.record);
  const levels = useRace((state) => state.levels);
  const settings = useExperiment((state) => state.settings);
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  return useMemo(
    () => ({ record, levels, settings, summary, catalogue }),
    [record, levels, settings, summary, catalogue],
  );
}
