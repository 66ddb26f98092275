/** All lines' numbers at one place of the axis, while a person points at it or steps through it with the arrow keys. */
import { axisWord, placeText } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';
import { valueBy } from '../../state/charts/values-at';
import { writeValue } from '../../state/charts/write-value';
import css from './ChartTooltip.module.css';
import type { ChartRow } from './chart-rows';
import { toneTypeColour } from './strokes';

interface Props {
  readonly chart: Chart;
  /** Given by Recharts. */
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly { readonly payload?: ChartRow }[];
}

export function ChartTooltip({ chart, active = false, label, payload = [] }: Props) {
  const row = payload[0]?.payload;
  if (!active || !row) return null;
  const place = chart.across ? Number(label ?? row.place) : row.place;
  const shown = chart.lines.flatMap((line) => {
    const value = chart.across ? valueBy(chart, line.key, place) : row.values[line.key];
    return value === null || value === undefined ? [] : [{ line, value }];
  });
  if (shown.length === 0) return null;
  return (
    <div className={`${css.tooltip} small`}>
      <p className="quiet">
        {axisWord(chart)} {placeText(chart, place)}
      </p>
      {shown
        .sort((a, b) => b.value - a.value)
        .map(({ line, value }) => (
          <p key={line.key} style={{ color: toneTypeColour(line.tone) }}>
            {line.name} {writeValue(chart.unit, value)}
          </p>
        ))}
    </div>
  );
}
