/** The epoch a person looks at, as a vertical line with every curve's value on it. Drawn over a chart's picture. */
import type { Chart } from '../../state/charts/chart';
import { valuesAt } from '../../state/charts/values-at';
import { shortValue } from '../../state/charts/write-value';
import { useShown } from '../session-context';
import css from './ChartCursor.module.css';
import type { ChartLook } from './chart-look';
import { placeLabels } from './place-labels';
import type { PlotFrame } from './plot-frame';
import { toneColour, toneTypeColour } from './strokes';

/** Distances in type of 12 px; larger type stretches them all. */
const LINE_HEIGHT = 14;
const GAP = 6;
/** How far under the plot the numbers of its axis stand. */
const TICK = 15;
/** About as wide as a value of four signs. */
const VALUE_WIDTH = 32;
const DIGIT_WIDTH = 8;

interface Props {
  readonly chart: Chart;
  readonly look: ChartLook;
  /** The epoch that somebody has stepped to in this chart; null for the one the page shows. */
  readonly stepped: number | null;
  readonly frame: PlotFrame;
}

export function ChartCursor({ chart, look, stepped, frame }: Props) {
  const shown = useShown((state) => state.at);
  const at = stepped ?? shown;
  if (at === null || chart.lines.length === 0) return null;
  const { plot } = frame;
  const epoch = Math.min(at, chart.lastEpoch);
  const atEpoch = frame.x(epoch);
  const bottom = plot.y + plot.height;
  const lineHeight = LINE_HEIGHT * look.scale;
  const gap = GAP * look.scale;
  const values = valuesAt(chart, at).map(({ line, place, value }) => ({
    line,
    // across steps or seconds every run has come to this epoch at a place of its own
    x: chart.across ? frame.x(place) : atEpoch,
    text: shortValue(chart.unit, value),
    y: frame.y(value),
  }));
  const places = placeLabels(
    values.map(({ line, y }) => ({ key: line.key, y, height: lineHeight })),
    plot.y - lineHeight / 2,
    bottom + lineHeight / 2,
  );
  const hairs = chart.across ? [...new Set(values.map(({ x }) => x))] : [atEpoch];
  const last = Math.max(plot.x, ...hairs);
  const isRoom = (x: number) => x + gap + VALUE_WIDTH * look.scale < plot.x + plot.width;
  const text = chart.across ? `epoch ${epoch}` : String(epoch);
  const width = (text.length + 1) * DIGIT_WIDTH * look.scale;
  return (
    <g className={css.cursor} style={{ fontSize: look.type }}>
      {hairs.map((x) => (
        <line key={x} x1={x} x2={x} y1={plot.y} y2={bottom} />
      ))}
      {values.map(({ line, x, y }) => (
        <circle key={line.key} cx={x} cy={y} r={look.line + 1} fill={toneColour(line.tone)} />
      ))}
      {values.map(({ line, text, x, y }) => (
        <text
          key={line.key}
          x={isRoom(x) ? x + gap : x - gap}
          y={places.get(line.key) ?? y}
          textAnchor={isRoom(x) ? 'start' : 'end'}
          dominantBaseline="central"
          style={{ fill: toneTypeColour(line.tone) }}
        >
          {text}
        </text>
      ))}
      <rect x={last - width / 2} y={bottom + 4} width={width} height={20 * look.scale} />
      <text x={last} y={bottom + TICK * look.scale} textAnchor="middle" dominantBaseline="central">
        {text}
      </text>
    </g>
  );
}
