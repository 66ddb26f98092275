/** One chart: its title, its curves, and the same numbers for screen readers. Draws what state computed. */
import { memo, type ReactNode, useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { lengthAcross, placeOf } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';
import { tickValue } from '../../state/charts/write-value';
import { Term } from '../controls/Term';
import { acrossAxis, valueAxis } from './axes';
import { ChartCursor } from './ChartCursor';
import { ChartLabels } from './ChartLabels';
import { ChartStepper } from './ChartStepper';
import { ChartTable } from './ChartTable';
import { ChartTooltip } from './ChartTooltip';
import { type ChartLook, PAGE_LOOK } from './chart-look';
import { type ChartRow, chartRows, rowsOfLine } from './chart-rows';
import css from './MeasureChart.module.css';
import { dashArray, toneColour } from './strokes';

interface Props {
  readonly chart: Chart;
  /** Room for the names at the line ends. */
  readonly labelMargin: number;
  readonly look?: ChartLook;
  /** Level of the title among the page's headings. */
  readonly heading?: 'h2' | 'h3';
  /** Laid over the plot: `plotInset` says where it lies in what holds it. */
  readonly over?: ReactNode;
}

/** The rows of a chart; an empty one still has its first and last epoch, so that its axes stand. */
function rowsToDraw(chart: Chart): ChartRow[] {
  if (chart.lines.length > 0) return [...chartRows(chart)];
  return [0, lengthAcross(chart)].map((place) => ({ place, values: {}, bands: {} }));
}

/** Around the plot, at the size of the page: half a line above, the axes' numbers below and to the left. */
const TOP = 8;
const BOTTOM = 24;
const LEFT = 44;

/** Where the plot lies in its chart: what is laid over it takes this as its `inset`. */
export const plotInset = (labelMargin: number, { scale }: ChartLook): string =>
  `${TOP * scale}px ${labelMargin}px ${BOTTOM * scale}px ${LEFT * scale}px`;

const PALE = 0.45;

/** What Recharts leaves for tick lines, even where it draws none. */
const TICK_SIZE = 6;

interface CurvesProps extends Required<Omit<Props, 'heading' | 'over'>> {
  readonly stepped: number | null;
}

function Curves({ chart, labelMargin, look, stepped }: CurvesProps) {
  const tickLook = { fill: 'var(--ink-quiet)', fontSize: look.type };
  const value = valueAxis(chart);
  const across = acrossAxis(chart);
  const rows = rowsToDraw(chart);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={rows}
        // keys have a slider of their own, which says the values
        accessibilityLayer={false}
        margin={{ top: TOP * look.scale, right: labelMargin, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          includeHidden
          dataKey="place"
          type="number"
          domain={[...across.domain]}
          ticks={[...across.ticks]}
          interval={0}
          tick={tickLook}
          tickLine={false}
          tickMargin={10 * look.scale - TICK_SIZE}
          height={BOTTOM * look.scale}
          stroke="var(--control-line)"
        />
        <YAxis
          includeHidden
          scale={value.scale}
          domain={[...value.domain]}
          ticks={[...value.ticks]}
          interval={0}
          tickFormatter={(at: number) => tickValue(chart.unit, at, value.ticks)}
          tick={tickLook}
          tickLine={false}
          axisLine={false}
          width={LEFT * look.scale}
        />
        {chart.marks.map((mark) => (
          <ReferenceLine key={mark.label} x={placeOf(mark)} stroke="var(--hairline)" />
        ))}
        {chart.levels.map((level) => (
          <ReferenceLine
            key={level.key}
            y={level.value}
            stroke={toneColour(level.tone)}
            strokeDasharray={level.weight === 'thin' ? '1 6' : '1 3'}
            strokeWidth={look.scale}
          />
        ))}
        {(chart.bands ?? []).map((band) => (
          <Area
            key={`band ${band.key}`}
            dataKey={(row: ChartRow) => row.bands[band.key]}
            fill={toneColour(band.tone)}
            fillOpacity={0.14}
            stroke="none"
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
        {/* without any line Recharts draws no axes, and an empty chart should show what it will measure */}
        {chart.lines.length === 0 ? <Line hide dataKey={() => value.domain[0]} /> : null}
        {chart.lines.map((line) => (
          <Line
            key={line.key}
            name={line.name}
            {...(chart.across && { data: rowsOfLine(rows, line.key) })}
            dataKey={(row: ChartRow) => row.values[line.key]}
            stroke={toneColour(line.tone)}
            strokeWidth={line.weight === 'normal' ? look.line : look.line / 2}
            strokeDasharray={dashArray(line.dash, look.line / PAGE_LOOK.line)}
            {...(line.weight === 'pale' && { strokeOpacity: PALE })}
            strokeLinejoin="round"
            dot={
              line.points.length === 1
                ? { r: look.line, strokeDasharray: 'none', fill: toneColour(line.tone) }
                : false
            }
            // where each line has rows of its own, Recharts does not know which of them is pointed at
            activeDot={
              chart.across
                ? false
                : { r: look.line + 1, fill: toneColour(line.tone), stroke: 'none' }
            }
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
        <Tooltip
          content={<ChartTooltip chart={chart} />}
          cursor={{ stroke: 'var(--control-line)' }}
          isAnimationActive={false}
        />
        <ChartLabels chart={chart} look={look} />
        <ChartCursor chart={chart} look={look} stepped={stepped} />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

export const MeasureChart = memo(function MeasureChart({
  chart,
  labelMargin,
  look = PAGE_LOOK,
  heading: Heading = 'h2',
  over = null,
}: Props) {
  const titleId = `chart-${chart.id}`;
  const [stepped, setStepped] = useState<number | null>(null);
  return (
    <figure
      className={css.chart}
      data-chart={chart.id}
      data-absent={chart.isAbsent ?? false}
      aria-labelledby={titleId}
    >
      <figcaption>
        <Heading id={titleId}>
          {chart.explanation ? <Term says={chart.explanation}>{chart.title}</Term> : chart.title}
        </Heading>
        {chart.subtitle === '' ? null : <p className="small quiet">{chart.subtitle}</p>}
      </figcaption>
      {chart.isAbsent ? (
        <p className="quiet">{chart.empty}</p>
      ) : (
        <div className={css.plot}>
          {/* the slider and the table say the same */}
          <div className={css.curves} aria-hidden="true">
            <Curves chart={chart} labelMargin={labelMargin} look={look} stepped={stepped} />
          </div>
          <ChartStepper chart={chart} stepped={stepped} onStep={setStepped} />
          {over}
          {chart.lines.length === 0 && chart.empty !== '' ? (
            <p className={`${css.empty} quiet`}>
              <span>{chart.empty}</span>
            </p>
          ) : null}
        </div>
      )}
      {chart.lines.length === 0 ? null : <ChartTable chart={chart} />}
    </figure>
  );
});
