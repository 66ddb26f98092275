/**
 * The chart's numbers for screen readers: a few rows, evenly spread, and the levels. While a race trains they follow at
 * most once a second: nobody hears more, and a table of a hundred cells takes longer to lay out than the curves.
 */
import { memo } from 'react';
import { axisWord, placeText } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';
import { valueBy, valuesAt } from '../../state/charts/values-at';
import { writeValue } from '../../state/charts/write-value';
import { useShown } from '../session-context';
import { type ChartRow, chartRows, fewRows } from './chart-rows';
import { useSeldom } from './use-seldom';

/** A listener should hear the course of a curve, not read a log. */
const MOST_ROWS = 12;
const EVERY_MS = 1000;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

interface ShownRowProps {
  readonly chart: Chart;
  readonly write: (value: number | undefined) => string;
}

/** The epoch that a person looks at, while it is not the latest. */
function ShownRow({ chart, write }: ShownRowProps) {
  const at = useShown((state) => state.at);
  if (at === null) return null;
  const values = new Map(valuesAt(chart, at).map(({ line, value }) => [line.key, value]));
  return (
    <tr>
      <th scope="row">{chart.across ? `epoch ${at}, shown` : `${at}, shown`}</th>
      {chart.lines.map(({ key }) => (
        <td key={key}>{write(values.get(key))}</td>
      ))}
    </tr>
  );
}

interface Props {
  readonly chart: Chart;
}

const Table = memo(function Table({ chart }: Props) {
  const write = (value: number | null | undefined): string => {
    if (value === null || value === undefined) return 'none';
    return writeValue(chart.unit, value);
  };
  /** With its band, where the line is a mean: "71 %, 70 % to 73 %". */
  const writeIn = ({ place, values, bands }: ChartRow, key: string): string => {
    const band = bands[key];
    // runs stand at places of their own: what each said last is what it knows there
    if (!band) return write(chart.across ? valueBy(chart, key, place) : values[key]);
    return `${write(values[key])}, ${write(band[0])} to ${write(band[1])}`;
  };
  return (
    <div className="unseen">
      <table>
        <caption>{[chart.title, chart.subtitle].filter(Boolean).join(', ')}</caption>
        <thead>
          <tr>
            <th scope="col">{capital(axisWord(chart))}</th>
            {chart.lines.map((line) => (
              <th key={line.key} scope="col">
                {line.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fewRows(chartRows(chart), MOST_ROWS).map((row) => (
            <tr key={row.place}>
              <th scope="row">{placeText(chart, row.place)}</th>
              {chart.lines.map((line) => (
                <td key={line.key}>{writeIn(row, line.key)}</td>
              ))}
            </tr>
          ))}
          <ShownRow chart={chart} write={write} />
          {chart.levels.map((level) => (
            <tr key={level.key}>
              <th scope="row">{level.label}</th>
              <td colSpan={Math.max(1, chart.lines.length)}>{write(level.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});

export function ChartTable({ chart }: Props) {
  const trains = useShown(({ phase }) => phase === 'running');
  return <Table chart={useSeldom(chart, trains ? EVERY_MS : 0)} />;
}
