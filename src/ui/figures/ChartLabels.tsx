/** Names at line ends, and those of levels, drawn into a chart's picture. */
import { lengthAcross, placeOf, shortAxisWord } from '../../state/charts/axis';
import type { Chart, ChartLine } from '../../state/charts/chart';
import css from './ChartLabels.module.css';
import type { ChartLook } from './chart-look';
import { labelText } from './label-text';
import { fewerLabels, placeLabels } from './place-labels';
import type { PlotFrame } from './plot-frame';
import { toneColour, toneTypeColour } from './strokes';

/** Distances in type of 12 px; larger type stretches them all. Many names stand closer, none over another. */
const LINE_HEIGHT = 15;
const LEAST_LINE_HEIGHT = 12;
/** Room between a line's end and its name. */
const GAP = 8;
/** About as wide as "ensemble of private heads". */
const NOTE_WIDTH = 148;
/** With more curves than this, a line that has been taken over goes unnamed; the table has its name. */
const MOST_WITH_PAST = 4;
/** About as wide as the name of a stage. */
const MARK_WIDTH = 176;

function lastPoint(line: ChartLine): { place: number; value: number } | null {
  const last = line.points.findLast(({ value }) => value !== null);
  return last && last.value !== null ? { place: placeOf(last), value: last.value } : null;
}

/** The nearest height under `y`, else over it, at which a name covers no line. */
function freeNear(
  y: number,
  { top, bottom, lineHeight }: { top: number; bottom: number; lineHeight: number },
  taken: readonly number[],
): number {
  const isFree = (at: number) => taken.every((each) => Math.abs(each - at) >= lineHeight);
  for (let at = y + lineHeight; at < bottom - lineHeight / 2; at += 4) if (isFree(at)) return at;
  for (let at = y - lineHeight; at > top; at -= 4) if (isFree(at)) return at;
  return y + lineHeight;
}

interface Props {
  readonly chart: Chart;
  readonly look: ChartLook;
  readonly frame: PlotFrame;
}

export function ChartLabels({ chart, look, frame }: Props) {
  const { plot } = frame;
  const gap = GAP * look.scale;
  const at = (place: number, value: number) => ({ x: frame.x(place), y: frame.y(value) });
  const front = Math.max(0, ...chart.lines.map((line) => lastPoint(line)?.place ?? 0));

  const ends = chart.lines.flatMap((line) => {
    const last = lastPoint(line);
    // a stand-in whose line has been taken over is named where it ended
    if (!last || (line.isOver && last.place < front)) return [];
    const text = labelText(chart, line.label, last.value, look);
    return [
      {
        key: line.key,
        text,
        note: line.note,
        tone: line.tone,
        isHeldAgainst: line.dash === 'fine',
        ...at(last.place, last.value),
      },
    ];
  });
  const levels = chart.levels.map((level) => {
    const text =
      level.tone === 'quiet' ? level.label : labelText(chart, level.label, level.value, look);
    return {
      key: level.key,
      text,
      note: null,
      tone: level.tone,
      isThin: level.weight === 'thin',
      ...at(lengthAcross(chart), level.value),
    };
  });
  const top = plot.y - (LINE_HEIGHT * look.scale) / 2;
  const bottom = plot.y + plot.height + LINE_HEIGHT * look.scale;
  const most = Math.floor((bottom - top) / (LEAST_LINE_HEIGHT * look.scale));
  // what curves are held against is named first; what only a second look needs, only where there is room
  const isCrowded = ends.length + levels.length > most;
  const named = isCrowded ? levels.filter(({ isThin }) => !isThin) : levels;
  const held = ends.filter(({ isHeldAgainst }) => isHeldAgainst);
  const others = ends.filter(({ isHeldAgainst }) => !isHeldAgainst);
  const all = [...fewerLabels(others, most - named.length - held.length), ...held, ...named];
  const rows = all.reduce((sum, { note }) => sum + (note ? 2 : 1), 0);
  const lineHeight = Math.max(
    LEAST_LINE_HEIGHT * look.scale,
    Math.min(LINE_HEIGHT * look.scale, (bottom - top) / Math.max(1, rows)),
  );
  const places = placeLabels(
    all.map(({ key, y, note }) => ({ key, y, height: note ? lineHeight * 2 : lineHeight })),
    top,
    bottom,
  );
  const right = plot.x + plot.width;
  // names travel with the curves until they come to rest in the margin
  const travelling = Math.min(right, at(front, 0).x) + gap;
  const past = chart.lines.filter(
    (line) => line.isOver && (lastPoint(line)?.place ?? front) < front,
  );
  // among many curves its name would lie on one of them
  const over = chart.lines.length - past.length <= MOST_WITH_PAST ? past : [];
  return (
    <g className={css.labels} style={{ fontSize: look.type }}>
      {all.map(({ key, text, note, tone, x, y }) => {
        const place = places.get(key) ?? y;
        const isLevel = levels.some((level) => level.key === key);
        const textX = isLevel ? right + gap : travelling;
        const textY = note ? place - lineHeight / 2 : place;
        const isFar = Math.abs(top - y) > 4 || textX - x > gap + 4;
        return (
          <g key={key}>
            {isFar ? (
              <line
                className={css.leader}
                x1={x + 2}
                y1={y}
                x2={textX - 2}
                y2={textY}
                stroke={toneColour(tone)}
              />
            ) : null}
            <text x={textX} y={textY} dominantBaseline="central" fill={toneTypeColour(tone)}>
              {text}
              {note ? (
                <tspan x={textX} dy={lineHeight}>
                  {note}
                </tspan>
              ) : null}
            </text>
          </g>
        );
      })}
      {over.map((line) => {
        const last = lastPoint(line);
        if (!last) return null;
        const { x, y } = at(last.place, last.value);
        const taken = [
          ...chart.lines.flatMap((each) => lastPoint(each)?.value ?? []),
          ...chart.levels.map((each) => each.value),
        ];
        const free = freeNear(
          y,
          { top: plot.y, bottom: plot.y + plot.height, lineHeight },
          taken.map((value) => at(0, value).y),
        );
        return (
          <g key={line.key}>
            <line
              className={css.leader}
              x1={x - 4}
              x2={x - 4}
              y1={y + Math.sign(free - y) * 4}
              y2={free - Math.sign(free - y) * 8}
              stroke={toneColour(line.tone)}
            />
            <text
              x={x - 2 < plot.x + NOTE_WIDTH * look.scale ? plot.x + gap : x - 2}
              y={free}
              textAnchor={x - 2 < plot.x + NOTE_WIDTH * look.scale ? 'start' : 'end'}
              dominantBaseline="central"
              fill={toneTypeColour('quiet')}
            >
              {line.note}
            </text>
          </g>
        );
      })}
      {chart.marks.map((mark) => {
        const x = frame.x(placeOf(mark));
        const y = plot.y + plot.height;
        const isRoom = chart.namesMarks === true && x - plot.x > MARK_WIDTH * look.scale;
        return isRoom ? (
          <text
            key={mark.label}
            x={x - 4}
            y={y - 10 * look.scale}
            textAnchor="end"
            dominantBaseline="central"
            fill={toneTypeColour('quiet')}
          >
            {mark.label}
          </text>
        ) : null;
      })}
      <text
        x={plot.x - gap}
        y={plot.y + plot.height + LINE_HEIGHT * look.scale}
        textAnchor="end"
        dominantBaseline="central"
        fill={toneTypeColour('quiet')}
      >
        {shortAxisWord(chart)}
      </text>
    </g>
  );
}
