/**
 * A chart by keys: a slider that lies over it unseen, goes from epoch to epoch, and says every curve's value there. A
 * native one, so that fingers and screen readers know it. Must not import stores.
 */
import type { Chart } from '../../state/charts/chart';
import { epochsOf, tellValuesAt } from '../../state/charts/values-at';
import css from './ChartStepper.module.css';

interface Props {
  readonly chart: Chart;
  readonly stepped: number | null;
  readonly onStep: (epoch: number | null) => void;
}

export function ChartStepper({ chart, stepped, onStep }: Props) {
  const epochs = epochsOf(chart);
  if (!epochs) return null;
  const [first, last] = epochs;
  const at = Math.min(stepped ?? last, last);
  return (
    <input
      type="range"
      className={css.stepper}
      aria-label={`${chart.title}, epoch`}
      aria-valuetext={tellValuesAt(chart, at)}
      min={first}
      max={last}
      step={1}
      value={at}
      onChange={(event) => onStep(event.target.valueAsNumber)}
      onFocus={() => onStep(at)}
      onBlur={() => onStep(null)}
    />
  );
}
