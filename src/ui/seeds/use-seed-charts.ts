/** The charts of all seeds while they are shown; they do not change while the present race trains on. */
import { useMemo } from 'react';
import type { Chart } from '../../state/charts/chart';
import { seedCharts } from '../../state/seeds/seed-charts';
import { useExperiment, useLab } from '../session-context';
import { useAllCurves } from './use-seed-table';

/** Null while the present race is shown. */
export function useSeedCharts(): readonly [Chart, Chart] | null {
  const curves = useAllCurves();
  const settings = useExperiment((state) => state.settings);
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  const measures = useLab((state) => state.measures);
  return useMemo(
    () =>
      curves &&
      seedCharts({ record: [], levels: null, settings, summary, catalogue, measures }, curves),
    [curves, settings, summary, catalogue, measures],
  );
}
