/**
 * A chart's picture as plain SVG: all that is to be seen while nobody points at it. An epoch writes its paths anew and
 * nothing else, so that drawing takes little from training. `PointedPicture` draws the same; a test holds them together.
 */
import { memo } from 'react';
import { placeOf } from '../../state/charts/axis';
import type { Chart, ChartLine } from '../../state/charts/chart';
import { tickValue } from '../../state/charts/write-value';
import { ChartCursor } from './ChartCursor';
import { ChartLabels } from './ChartLabels';
import { type ChartLook, PAGE_LOOK } from './chart-look';
import { bandPath, linePath } from './curve-path';
import css from './PlainPicture.module.css';
import { type DrawnFrame, endRoom, plotFrame } from './plot-frame';
import { BAND_OPACITY, dashArray, levelDash, lineWidth, PALE, toneColour } from './strokes';
import { useSize } from './use-size';

export interface PictureProps {
  readonly chart: Chart;
  /** Room for the names at the line ends. */
  readonly labelMargin: number;
  readonly look: ChartLook;
  /** The epoch that somebody has stepped to in this chart; null for the one the page shows. */
  readonly stepped: number | null;
}

interface PartProps {
  readonly chart: Chart;
  readonly look: ChartLook;
  readonly frame: DrawnFrame;
}

/** From the plot to the numbers of its axes, at the size of the page. */
const UNDER = 10;
const BESIDE = 8;

/** What axes and their lines are drawn from: an epoch leaves them alone unless an axis grows. */
const scaffold = ({ plot, across, values, x, y }: DrawnFrame): string =>
  JSON.stringify([plot, across, across.map(x), values, values.map(y)]);

const areSameAxes = (before: PartProps, now: PartProps): boolean =>
  before.chart.unit === now.chart.unit &&
  before.look === now.look &&
  scaffold(before.frame) === scaffold(now.frame);

/** Lines at the values that the axis names. */
const Grid = memo(function Grid({ frame: { plot, values, y } }: PartProps) {
  return values.map((value) => (
    <line
      key={value}
      x1={plot.x}
      x2={plot.x + plot.width}
      y1={y(value)}
      y2={y(value)}
      stroke="var(--hairline)"
    />
  ));
}, areSameAxes);

function Landmarks({ chart, look, frame: { plot, x, y, holds } }: PartProps) {
  return (
    <>
      {chart.marks.map((mark) => {
        const at = x(placeOf(mark));
        const isOn = at >= plot.x && at <= plot.x + plot.width;
        return isOn ? (
          <line
            key={mark.label}
            x1={at}
            x2={at}
            y1={plot.y + plot.height}
            y2={plot.y}
            stroke="var(--hairline)"
          />
        ) : null;
      })}
      {chart.levels
        .filter(({ value }) => holds(value))
        .map((level) => (
          <line
            key={level.key}
            x1={plot.x}
            x2={plot.x + plot.width}
            y1={y(level.value)}
            y2={y(level.value)}
            stroke={toneColour(level.tone)}
            strokeDasharray={levelDash(level)}
            strokeWidth={look.scale}
          />
        ))}
    </>
  );
}

/** One curve; a single point is a dot. */
function Curve({ line, look, frame }: Omit<PartProps, 'chart'> & { readonly line: ChartLine }) {
  const [only, second] = line.points;
  const ink = {
    stroke: toneColour(line.tone),
    strokeWidth: lineWidth(line, look),
    ...(line.weight === 'pale' && { strokeOpacity: PALE }),
  };
  if (second) {
    return (
      <path
        data-line={line.key}
        name={line.name}
        d={linePath(line.points, frame)}
        fill="none"
        strokeDasharray={dashArray(line.dash, look.line / PAGE_LOOK.line)}
        strokeLinejoin="round"
        {...ink}
      />
    );
  }
  if (!only || only.value === null) return null;
  const [cx, cy] = [frame.x(placeOf(only)), frame.y(only.value)];
  return <circle cx={cx} cy={cy} r={look.line} fill={ink.stroke} {...ink} />;
}

const Axes = memo(function Axes({ chart, look, frame }: PartProps) {
  const { plot, across, values, x, y } = frame;
  const bottom = plot.y + plot.height;
  return (
    <g className={css.axes} style={{ fontSize: look.type }}>
      <line
        x1={plot.x}
        x2={plot.x + plot.width}
        y1={bottom}
        y2={bottom}
        stroke="var(--control-line)"
      />
      {across.map((place) => (
        <text
          key={place}
          x={x(place)}
          y={bottom + UNDER * look.scale}
          dy="0.71em"
          textAnchor="middle"
        >
          {place}
        </text>
      ))}
      {values.map((value) => (
        <text key={value} x={plot.x - BESIDE} y={y(value)} dy="0.355em" textAnchor="end">
          {tickValue(chart.unit, value, values)}
        </text>
      ))}
    </g>
  );
}, areSameAxes);

export function PlainPicture({ chart, labelMargin, look, stepped }: PictureProps) {
  const [element, size] = useSize<SVGSVGElement>();
  const frame = size && plotFrame(chart, size, labelMargin, look);
  return (
    <svg
      ref={element}
      className={css.picture}
      // the same as it is laid out; on paper, which is of another width, it shrinks or grows as a whole
      viewBox={size ? `0 0 ${size.width} ${size.height}` : undefined}
      aria-hidden="true"
    >
      {frame ? (
        <>
          <Grid chart={chart} look={look} frame={frame} />
          <ChartLabels
            chart={chart}
            look={look}
            frame={frame}
            room={endRoom(size.width, labelMargin, look)}
          />
          {(chart.bands ?? []).map((band) => (
            <path
              key={band.key}
              data-band={band.key}
              d={bandPath(band.points, frame)}
              fill={toneColour(band.tone)}
              fillOpacity={BAND_OPACITY}
            />
          ))}
          <Landmarks chart={chart} look={look} frame={frame} />
          {chart.lines.map((line) => (
            <Curve key={line.key} line={line} look={look} frame={frame} />
          ))}
          <Axes chart={chart} look={look} frame={frame} />
          <ChartCursor chart={chart} look={look} stepped={stepped} frame={frame} />
        </>
      ) : null}
    </svg>
  );
}
