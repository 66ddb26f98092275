/** One run of a sweep in its chart: means joined by its line, their intervals as a band, single runs as dots. */
import type { Tone } from '../../state/charts/chart';
import type { SweepLine, SweepPoint } from '../../state/sweeps/sweep-points';
import { BAND_OPACITY, toneColour } from '../figures/strokes';
import css from './Sweeps.module.css';

/** Opacity of what is not looked at. */
export const BACK = 0.25;

interface LineProps {
  readonly line: SweepLine;
  readonly tone: Tone;
  readonly dash: string;
  readonly isBack: boolean;
  readonly place: { readonly x: (place: number) => number; readonly y: (value: number) => number };
  /** How far its dots stand beside their value. */
  readonly shift: number;
  readonly chosen: string | null;
  readonly onPoint: (run: string | null) => void;
  readonly onChoose: (id: string) => void;
}

export function SweptLine({
  line,
  tone,
  dash,
  isBack,
  place,
  shift,
  chosen,
  onPoint,
  onChoose,
}: LineProps) {
  const { x, y } = place;
  const there = [...line.points]
    .filter(({ spread }) => spread !== null)
    .sort((a, b) => x(a.place) - x(b.place));
  const at = ({ place: each }: SweepPoint, value: number) =>
    `${x(each).toFixed(1)} ${y(value).toFixed(1)}`;
  const means = there.flatMap((point) => (point.spread ? [at(point, point.spread.mean)] : []));
  const banded = there.flatMap((point) =>
    point.spread?.interval ? [{ point, interval: point.spread.interval }] : [],
  );
  const band = [
    ...banded.map(({ point, interval: [low] }) => at(point, low)),
    ...banded.map(({ point, interval: [, high] }) => at(point, high)).reverse(),
  ];
  return (
    <g
      data-run={line.run}
      opacity={isBack ? BACK : 1}
      onPointerEnter={() => onPoint(line.run)}
      onPointerLeave={() => onPoint(null)}
    >
      {band.length > 2 ? (
        <path d={`M${band.join('L')}Z`} fill={toneColour(tone)} fillOpacity={BAND_OPACITY} />
      ) : null}
      {means.length > 1 ? (
        <path
          d={`M${means.join('L')}`}
          fill="none"
          stroke={toneColour(tone)}
          strokeWidth={2}
          strokeDasharray={dash}
          strokeLinejoin="round"
        />
      ) : null}
      {line.points.flatMap((point) =>
        point.singles.map(({ id, value }) => (
          // the table has the same as buttons, for keys and for those who hear the page
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer
          <circle
            key={`${point.place} ${id}`}
            className={css.dot}
            cx={x(point.place) + shift}
            cy={y(value)}
            r={chosen === id ? 6 : 3.5}
            fill={chosen === id ? toneColour(tone) : 'var(--ground)'}
            stroke={toneColour(tone)}
            onClick={() => onChoose(id)}
          />
        )),
      )}
    </g>
  );
}
