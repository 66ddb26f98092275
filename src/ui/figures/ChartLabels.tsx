/** Names at line ends, and those of levels, drawn into a chart's picture. */
import { lengthAcross, placeOf, shortAxisWord } from '../../state/charts/axis';
import type { Chart, ChartLine } from '../../state/charts/chart';
import css from './ChartLabels.module.css';
import type { ChartLook } from './chart-look';
import { inLines, labelText, typeWidth } from './label-text';
import { fewerLabels, placeLabels } from './place-labels';
import type { PlotFrame } from './plot-frame';
import { toneColour, toneTypeColour } from './strokes';

/** Distances in type of 12 px; larger type stretches them all. Many names stand closer, none over another. */
const LINE_HEIGHT = 15;
const LEAST_LINE_HEIGHT = 12;
/** How far names come down under the plot. */
const BELOW = 7;
/** Room between a line's end and its name. */
const GAP = 8;
/** Between a name and the edge of the window. */
const EDGE = 6;
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
  /** At the right of the plot, in pixels. */
  readonly room: number;
}

/** What stands in the margin: a curve's name, or a level's. */
interface Item {
  readonly key: string;
  readonly label: string;
  /** Null for a landmark, which is named without it. */
  readonly value: number | null;
  readonly note: string | null;
  readonly tone: ChartLine['tone'];
  readonly x: number;
  readonly y: number;
}

interface Written extends Item {
  readonly rows: readonly string[];
}

const rowsOf = (items: readonly Written[]): number =>
  items.reduce((sum, { rows }) => sum + rows.length, 0);

/** The items as they are written in so much room: whole, in as many rows as that takes, or each cut to one. */
function written<T extends Item>(
  items: readonly T[],
  chart: Chart,
  look: ChartLook,
  { room, isCut }: { readonly room: number; readonly isCut: boolean },
): readonly (T & Written)[] {
  const isFree = look.plot === 0;
  const most = room / look.scale;
  const broken = (text: string) => (isFree || isCut ? [text] : inLines(text, most));
  return items.map((item) => {
    const { label, value, note } = item;
    let letters = Math.min(look.letters, label.length);
    const text = () =>
      value === null ? label : labelText(chart, label, value, { ...look, letters });
    while (isCut && letters > 1 && value !== null && typeWidth(text()) > most) letters -= 1;
    return { ...item, rows: [...broken(text()), ...(note === null ? [] : broken(note))] };
  });
}

export function ChartLabels({ chart, look, frame, room }: Props) {
  const { plot } = frame;
  const gap = GAP * look.scale;
  const at = (place: number, value: number) => ({ x: frame.x(place), y: frame.y(value) });
  const front = Math.max(0, ...chart.lines.map((line) => lastPoint(line)?.place ?? 0));

  const endItems = chart.lines.flatMap((line) => {
    const last = lastPoint(line);
    // a stand-in whose line has been taken over is named where it ended
    if (!last || (line.isOver && last.place < front)) return [];
    const { key, label, note, tone } = line;
    const isHeldAgainst = line.dash === 'fine';
    return [
      { key, label, value: last.value, note, tone, isHeldAgainst, ...at(last.place, last.value) },
    ];
  });
  const levelItems = chart.levels.map(({ key, label, tone, value, weight }) => ({
    ...{ key, label, tone, note: null, isThin: weight === 'thin' },
    value: tone === 'quiet' ? null : value,
    ...at(lengthAcross(chart), value),
  }));
  const top = plot.y - (LINE_HEIGHT * look.scale) / 2;
  // beside the axis and not over its numbers
  const bottom = plot.y + plot.height + (look.plot === 0 ? LINE_HEIGHT : BELOW) * look.scale;
  const most = Math.floor((bottom - top) / (LEAST_LINE_HEIGHT * look.scale));
  const write = <T extends Item>(items: readonly T[], isCut: boolean) =>
    written(items, chart, look, { room: room - gap - EDGE * look.scale, isCut });
  // names are whole where there is room for all rows of them, else the tooltip and the table have them whole
  const marks = levelItems.filter(({ isThin }) => !isThin);
  const isCut = rowsOf(write([...endItems, ...marks], false)) > most;
  const ends = write(endItems, isCut);
  const levels = write(levelItems, isCut);
  // what curves are held against is named first; what only a second look needs, only where there is room
  const isCrowded = rowsOf(ends) + rowsOf(levels) > most;
  const named = isCrowded ? levels.filter(({ isThin }) => !isThin) : levels;
  const held = ends.filter(({ isHeldAgainst }) => isHeldAgainst);
  const others = ends.filter(({ isHeldAgainst }) => !isHeldAgainst);
  const all = [...fewerLabels(others, most - rowsOf(named) - rowsOf(held)), ...held, ...named];
  const lineHeight = Math.max(
    LEAST_LINE_HEIGHT * look.scale,
    Math.min(LINE_HEIGHT * look.scale, (bottom - top) / Math.max(1, rowsOf(all))),
  );
  const places = placeLabels(
    all.map(({ key, y, rows }) => ({ key, y, height: lineHeight * rows.length })),
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
      {all.map(({ key, rows, tone, x, y }) => {
        const place = places.get(key) ?? y;
        const isLevel = levels.some((level) => level.key === key);
        const textX = isLevel ? right + gap : travelling;
        const textY = place - ((rows.length - 1) * lineHeight) / 2;
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
              {rows[0]}
              {rows.slice(1).map((row) => (
                <tspan key={row} x={textX} dy={lineHeight}>
                  {row}
                </tspan>
              ))}
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
