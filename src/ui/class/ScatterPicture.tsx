/** Two of a scene's numbers against each other, a dot for each pupil, with the cross of means and spreads. */
import type { NumberSummary, Scatter } from '../../state/lessons/class/class-summary';
import { axisText, tellScatter, tickText, valueText } from '../../state/lessons/class/class-words';
import { closeAxis } from '../figures/axes';
import { useWidth } from '../figures/use-width';
import css from './ClassFigures.module.css';

interface Props {
  readonly scatter: Scatter;
  /** Size of type, in pixels. */
  readonly type: number;
}

/** Higher than wide is wasted on a wall. */
const SHAPE = 0.62;
/** Of a dot, in sizes of type. */
const RADIUS = 0.36;

/** From one standard deviation below the mean to one above it. */
function reach({ spread }: NumberSummary): readonly [number, number, number] | null {
  if (!spread) return null;
  const sd = spread.sd ?? 0;
  return [spread.mean - sd, spread.mean, spread.mean + sd];
}

export function ScatterPicture({ scatter, type }: Props) {
  const [ref, width] = useWidth(640);
  const { x: across, y: up, points } = scatter;
  const [acrossReach, upReach] = [reach(across), reach(up)];
  if (points.length === 0 || !acrossReach || !upReach) {
    return (
      <p className="quiet">
        Here each pupil will be a point: across {across.label}, up {up.label}.
      </p>
    );
  }
  const [xs, ys] = [
    closeAxis([...points.map(({ x }) => x), acrossReach[0], acrossReach[2]]),
    closeAxis([...points.map(({ y }) => y), upReach[0], upReach[2]]),
  ];
  const [left, right] = [type * 4.2, width - type * 1.5];
  const height = Math.max(260, Math.round(width * SHAPE));
  const [top, bottom] = [type * 2.2, height - type * 3.2];
  const x = (value: number) =>
    left + ((value - xs.domain[0]) / (xs.domain[1] - xs.domain[0])) * (right - left);
  const y = (value: number) =>
    bottom - ((value - ys.domain[0]) / (ys.domain[1] - ys.domain[0])) * (bottom - top);
  return (
    <div ref={ref} className={css.figure}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={tellScatter(scatter)}
        fontSize={type}
      >
        <text className={css.quiet} x={0} y={type}>
          {axisText(up)}
        </text>
        {ys.ticks.map((tick) => (
          <g key={tick}>
            <line className={css.grid} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text
              className={css.tick}
              x={left - type * 0.6}
              y={y(tick) + type * 0.35}
              textAnchor="end"
            >
              {tickText(up.unit, tick)}
            </text>
          </g>
        ))}
        {xs.ticks.map((tick) => (
          <g key={tick}>
            <line className={css.grid} x1={x(tick)} x2={x(tick)} y1={top} y2={bottom} />
            <text className={css.tick} x={x(tick)} y={bottom + type * 1.4} textAnchor="middle">
              {tickText(across.unit, tick)}
            </text>
          </g>
        ))}
        <text
          className={css.quiet}
          x={(left + right) / 2}
          y={bottom + type * 2.8}
          textAnchor="middle"
        >
          {axisText(across)}
        </text>
        {points.map((point) => (
          <circle
            key={point.seed}
            className={css.point}
            cx={x(point.x)}
            cy={y(point.y)}
            r={Math.round(RADIUS * type)}
          />
        ))}
        <path
          className={css.cross}
          d={`M${x(acrossReach[0])} ${y(upReach[1])}H${x(acrossReach[2])}M${x(acrossReach[1])} ${y(upReach[0])}V${y(upReach[2])}`}
        />
      </svg>
      <p className="quiet">The cross is the mean, with one standard deviation either way.</p>
      <div className="unseen">
        <table>
          <caption>{tellScatter(scatter)}</caption>
          <thead>
            <tr>
              <th scope="col">Seed</th>
              <th scope="col">{across.label}</th>
              <th scope="col">{up.label}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.seed}>
                <th scope="row">{point.seed}</th>
                <td>{valueText(across.unit, point.x)}</td>
                <td>{valueText(up.unit, point.y)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
