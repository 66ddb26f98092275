/**
 * The same picture by Recharts, for a chart that somebody points at: with all values at the pointer. Loaded when it is
 * first needed, for most of what the page would load first is Recharts. Says nothing that `PlainPicture` does not draw.
 */
import { type ReactNode, useEffect, useRef } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  DefaultZIndexes,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
  ZIndexLayer,
} from 'recharts';
import { lengthAcross, placeOf } from '../../state/charts/axis';
import type { Chart } from '../../state/charts/chart';
import { tickValue } from '../../state/charts/write-value';
import { acrossAxis, valueAxis } from './axes';
import { ChartCursor } from './ChartCursor';
import { ChartLabels } from './ChartLabels';
import { ChartTooltip } from './ChartTooltip';
import { PAGE_LOOK } from './chart-look';
import { type ChartRow, chartRows, rowsOfLine } from './chart-rows';
import type { PictureProps } from './PlainPicture';
import css from './PlainPicture.module.css';
import { BOTTOM, endRoom, LEFT, type PlotFrame, plotFrame, TOP } from './plot-frame';
import { BAND_OPACITY, dashArray, levelDash, lineWidth, PALE, toneColour } from './strokes';
import type { PointedAt } from './use-pointed';
import { useSize } from './use-size';

/** The rows of a chart; an empty one still has its first and last epoch, so that its axes stand. */
function rowsToDraw(chart: Chart): ChartRow[] {
  if (chart.lines.length > 0) return [...chartRows(chart)];
  return [0, lengthAcross(chart)].map((place) => ({ place, values: {}, bands: {} }));
}

/** What Recharts leaves for tick lines, even where it draws none. */
const TICK_SIZE = 6;

/** Recharts' own scales, for what is drawn by ours as well. */
function InFrame({ draw }: { readonly draw: (frame: PlotFrame) => ReactNode }) {
  const plot = usePlotArea();
  const xScale = useXAxisScale();
  const yScale = useYAxisScale();
  if (!plot || !xScale || !yScale) return null;
  return draw({ plot, x: (place) => Number(xScale(place)), y: (value) => Number(yScale(value)) });
}

/** The pointer has come already when this is first drawn: Recharts is told where it stands. */
function usePointerAt(at: PointedAt | null) {
  const element = useRef<HTMLDivElement>(null);
  const first = useRef(at);
  useEffect(() => {
    if (!first.current) return;
    const drawing = element.current?.querySelector('svg')?.parentElement;
    drawing?.dispatchEvent(new MouseEvent('mousemove', { bubbles: true, ...first.current }));
  }, []);
  return element;
}

interface Props extends PictureProps {
  /** Where the pointer stood when it came. */
  readonly at: PointedAt | null;
}

export default function PointedPicture({ chart, labelMargin, look, stepped, at }: Props) {
  const tickLook = { fill: 'var(--ink-quiet)', fontSize: look.type };
  const value = valueAxis(chart);
  const across = acrossAxis(chart);
  const rows = rowsToDraw(chart);
  const element = usePointerAt(at);
  const [drawing, size] = useSize<HTMLDivElement>();
  const room = endRoom(size?.width ?? 0, labelMargin, look);
  const ticks = size ? plotFrame(chart, size, labelMargin, look).values : value.ticks;
  return (
    <div
      ref={(node) => {
        element.current = node;
        drawing.current = node;
      }}
      className={css.picture}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={rows}
          // keys have a slider of their own, which says the values
          accessibilityLayer={false}
          margin={{ top: TOP * look.scale, right: room, bottom: 0, left: 0 }}
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
            ticks={[...ticks]}
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
              strokeDasharray={levelDash(level)}
              strokeWidth={look.scale}
            />
          ))}
          {(chart.bands ?? []).map((band) => (
            <Area
              key={`band ${band.key}`}
              data-band={band.key}
              dataKey={(row: ChartRow) => row.bands[band.key]}
              fill={toneColour(band.tone)}
              fillOpacity={BAND_OPACITY}
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
              data-line={line.key}
              name={line.name}
              {...(chart.across && { data: rowsOfLine(rows, line.key) })}
              dataKey={(row: ChartRow) => row.values[line.key]}
              stroke={toneColour(line.tone)}
              strokeWidth={lineWidth(line, look)}
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
          <InFrame
            draw={(frame) => <ChartLabels chart={chart} look={look} frame={frame} room={room} />}
          />
          {/* over the curves, so that the halo of the numbers keeps them readable */}
          <ZIndexLayer zIndex={DefaultZIndexes.label}>
            <InFrame
              draw={(frame) => (
                <ChartCursor chart={chart} look={look} stepped={stepped} frame={frame} />
              )}
            />
          </ZIndexLayer>
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
