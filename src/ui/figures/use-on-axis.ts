/** Charts on the axis that a person chose. */
import { useMemo } from 'react';
import type { Chart } from '../../state/charts/chart';
import { coursesOf, onAxis } from '../../state/charts/on-axis';
import { useLaid, useShown, useView } from '../session-context';

export function useOnAxis(charts: readonly Chart[]): readonly Chart[] {
  const axis = useView((state) => state.axis);
  const record = useShown((state) => state.record);
  const levels = useShown((state) => state.levels);
  const laid = useLaid((state) => state.runs);
  return useMemo(() => {
    const runs = [...record, ...laid.map((run) => run.record)];
    const courses = coursesOf({ record: runs, levels });
    return charts.map((chart) => onAxis(chart, axis, courses));
  }, [charts, axis, record, levels, laid]);
}
