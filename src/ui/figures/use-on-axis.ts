/** Charts on the axis that a person chose. */
import { useMemo } from 'react';
import type { Chart } from '../../state/charts/chart';
import { coursesOf, onAxis } from '../../state/charts/on-axis';
import { useShown, useView } from '../session-context';

export function useOnAxis(charts: readonly Chart[]): readonly Chart[] {
  const axis = useView((state) => state.axis);
  const record = useShown((state) => state.record);
  const levels = useShown((state) => state.levels);
  return useMemo(() => {
    const courses = coursesOf({ record, levels });
    return charts.map((chart) => onAxis(chart, axis, courses));
  }, [charts, axis, record, levels]);
}
