/** What a class guessed, as rings, over what came, as dots, on one axis, with both means. */
import { useMemo } from 'react';
import type { NumberGuesses, NumberSummary } from '../../state/lessons/class/class-summary';
import {
  axisText,
  meanText,
  tellEnds,
  tickText,
  valueText,
} from '../../state/lessons/class/class-words';
import { type Axis, closeAxis } from '../figures/axes';
import { useWidth } from '../figures/use-width';
import css from './ClassFigures.module.css';
import { stackDots } from './dot-stacks';

/** Room for the words of a row, over its dots, in sizes of type. */
const HEAD = 1.6;
const SIDE = 28;
/** Dots beside each other, at most. */
const STACKS = 40;
/** Stacks higher than this, in sizes of type, and the dots shrink. */
const HIGHEST = 11;

const SHARES: Axis = { domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], scale: 'linear' };

interface RowProps {
  readonly row: NumberSummary;
  readonly word: string;
  readonly one: string;
  readonly many: string;
  readonly isRing: boolean;
  readonly x: (value: number) => number;
  readonly base: number;
  readonly axis: Axis;
  readonly dot: number;
  readonly type: number;
  readonly top: number;
  readonly right: number;
}

function Row({ row, word, one, many, isRing, x, base, axis, dot, type, top, right }: RowProps) {
  const [low, high] = axis.domain;
  const dots = stackDots(row.values, low, (high - low) / STACKS);
  const { spread } = row;
  return (
    <g>
      <text x={SIDE} y={top + type} className={css.strong}>
        {word}
        <tspan className={css.quiet}>{`  ${meanText(row, one, many) ?? 'none'}`}</tspan>
      </text>
      <line className={css.base} x1={SIDE} x2={right} y1={base} y2={base} />
      {spread ? (
        <line
          className={css.mean}
          x1={x(spread.mean)}
          x2={x(spread.mean)}
          y1={top + type * HEAD}
          y2={base}
        />
      ) : null}
      {dots.map(({ value, height }) => (
        <circle
          key={`${value} ${height}`}
          className={isRing ? css.ring : css.dot}
          cx={x(value)}
          cy={base - dot * (height + 0.5)}
          r={dot / 2 - (isRing ? 1.5 : 1)}
        />
      ))}
    </g>
  );
}

interface Props {
  readonly ends: NumberGuesses;
  /** Size of type, in pixels. */
  readonly type: number;
}

export function EndsPicture({ ends, type }: Props) {
  const [ref, width] = useWidth(640);
  const { guesses, outcomes } = ends;
  const axis = useMemo(() => {
    const all = [...guesses.values, ...outcomes.values];
    return outcomes.unit === 'share' || all.length === 0 ? SHARES : closeAxis(all);
  }, [guesses, outcomes]);
  const [low, high] = axis.domain;
  const right = width - SIDE;
  const x = (value: number) => SIDE + ((value - low) / (high - low)) * (right - SIDE);
  const heightOf = ({ values }: NumberSummary) =>
    Math.max(1, ...stackDots(values, low, (high - low) / STACKS).map(({ height }) => height + 1));
  const highest = Math.max(heightOf(guesses), heightOf(outcomes));
  const dot = Math.min((right - SIDE) / STACKS, (HIGHEST * type) / highest, type);
  const first = type * HEAD + dot * Math.max(2, heightOf(guesses));
  const second = first + type * (HEAD + 0.6) + dot * Math.max(2, heightOf(outcomes));
  const row = { x, axis, dot, type, right };
  return (
    <div ref={ref} className={css.figure}>
      <svg
        width={width}
        height={second + type * 3.4}
        role="img"
        aria-label={tellEnds(ends)}
        fontSize={type}
      >
        {axis.ticks.map((tick) => (
          <g key={tick}>
            <line className={css.grid} x1={x(tick)} x2={x(tick)} y1={type * HEAD} y2={second} />
            <text className={css.tick} x={x(tick)} y={second + type * 1.4} textAnchor="middle">
              {tickText(outcomes.unit, tick)}
            </text>
          </g>
        ))}
        <Row
          {...row}
          row={guesses}
          word="Guessed"
          one="guess"
          many="guesses"
          isRing
          top={0}
          base={first}
        />
        <Row
          {...row}
          row={outcomes}
          word="Came"
          one="race"
          many="races"
          isRing={false}
          top={first + type * 0.6}
          base={second}
        />
        <text className={css.quiet} x={width / 2} y={second + type * 2.8} textAnchor="middle">
          {axisText(outcomes)}
        </text>
      </svg>
      <div className="unseen">
        <table>
          <caption>{`Guessed and come: ${outcomes.label}`}</caption>
          <thead>
            <tr>
              <th scope="col">Guessed</th>
              <th scope="col">Came</th>
            </tr>
          </thead>
          <tbody>
            {Array.from(
              { length: Math.max(guesses.values.length, outcomes.values.length) },
              (_, i) => (
                // sorted values have no names; a row is its place
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the row is
                <tr key={i}>
                  <td>{textAt(guesses, i)}</td>
                  <td>{textAt(outcomes, i)}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The values in ascending order. */
function textAt({ unit, values }: NumberSummary, place: number): string {
  const value = [...values].sort((a, b) => a - b)[place];
  return value === undefined ? '' : valueText(unit, value);
}
