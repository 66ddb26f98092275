/**
 * The chart of a sweep: for every run the mean over its seeds against the knob, the interval of that mean as a band, and
 * every single run as a dot that leads to it. One run may be looked at, and the others step back.
 */
import { useState } from 'react';
import { modalityTone, type Tone } from '../../state/charts/chart';
import { tickValue } from '../../state/charts/write-value';
import type { RunOption } from '../../state/measures/measure-source';
import { sweepAxis } from '../../state/sweeps/sweep-axis';
import type { SweepLine } from '../../state/sweeps/sweep-points';
import { meanText, pointText, valueText } from '../../state/sweeps/sweep-words';
import { closeAxis } from '../figures/axes';
import { DashSample } from '../figures/DashSample';
import FrontChoice from '../figures/FrontChoice';
import { inLines } from '../figures/label-text';
import { placeLabels } from '../figures/place-labels';
import { dashArray, toneTypeColour } from '../figures/strokes';
import { useWidth } from '../figures/use-width';
import { SaveFigure } from '../take-away/SaveFigure';
import saveCss from '../take-away/SaveFigure.module.css';
import type { DrawnSweep } from './drawn-sweep';
import css from './Sweeps.module.css';
import { BACK, SweptLine } from './SweptLine';

const HEIGHT = 300;
const TOP = 12;
const BOTTOM = 48;
const LEFT = 48;
/** Names at line ends; on a telephone they stand in the legend only. */
const RIGHT = 150;
const NARROW = 520;
/** Between the plot and the window's edge, on both sides of a name. */
const NAME_GAP = 12;
/** Type of 12 px. */
const LINE_HEIGHT = 15;
const LETTER = 6.2;
/** Dots of one value stand side by side, so that none hides another. */
const DOT_STEP = 4;

/** Whose colour a measure has. */
function toneOf({ measure, modalities }: DrawnSweep): Tone {
  const at = modalities.findIndex(({ id }) => measure.id.endsWith(`:${id}`));
  return at < 0 ? 'fusion' : modalityTone(at);
}

/** The numbers that a line spans. */
const extentOf = ({ points }: SweepLine): readonly number[] =>
  points.flatMap(({ singles, spread }) => [
    ...singles.map(({ value }) => value),
    ...(spread?.interval ?? []),
  ]);

interface Props extends DrawnSweep {
  /** Whether an axis of shares has all of them. */
  readonly isWhole: boolean;
  /** Drawn once more, to be saved: with a legend in the place of what can be pressed. */
  readonly isCopy?: boolean;
}

export function SweepChart({ isWhole, isCopy = false, ...drawn }: Props) {
  const { plan, knob, lines, measure, dashes, repeat, source, chosen, onChoose } = drawn;
  const [frame, width] = useWidth(640);
  const [pointed, setPointed] = useState<string | null>(null);
  const [front, setFront] = useState<string | null>(null);
  const inFront = pointed ?? front;
  const isNarrow = width < NARROW;
  const plot = {
    x: LEFT,
    y: TOP,
    width: Math.max(80, width - LEFT - (isNarrow ? 16 : RIGHT)),
    height: HEIGHT - TOP - BOTTOM,
  };
  const numbers = lines.flatMap(extentOf);
  const whole = { domain: [0, 1] as const, ticks: [0, 0.25, 0.5, 0.75, 1] };
  const axis =
    isWhole && measure.unit === 'share' ? whole : closeAxis(numbers.length > 0 ? numbers : [0, 1]);
  const [low, high] = axis.domain;
  const y = (value: number) => plot.y + plot.height * (1 - (value - low) / (high - low || 1));
  const across = sweepAxis(plan.values);
  const inset = 14;
  const x = (place: number) => plot.x + inset + (plot.width - 2 * inset) * (across.at[place] ?? 0);
  const tone = toneOf(drawn);
  const ends = lines.flatMap(({ run, label, points }) => {
    const last = [...points].sort((a, b) => x(b.place) - x(a.place)).find(({ spread }) => spread);
    return last?.spread ? [{ run, label, x: x(last.place), y: y(last.spread.mean) }] : [];
  });
  const named = ends.map((end) => ({ ...end, rows: inLines(end.label, RIGHT - NAME_GAP) }));
  const places = placeLabels(
    named.map(({ run: key, y, rows }) => ({ key, y, height: LINE_HEIGHT * rows.length })),
    plot.y,
    plot.y + plot.height,
  );
  const ticks = shownTicks(
    plan.values.map((value) => valueText(knob.knob, value)),
    x,
  );
  const title = `${measure.label} against ${knob.knob.label}`;
  const says = [
    `${meanText(lines, plan.numbers.length, repeat)}, band: ${plan.numbers.length === 2 ? 'range of the two' : '95 % bootstrap interval of the mean'}, dots: single runs`,
    ...(across.scale === 'linear'
      ? []
      : [`values ${across.scale === 'log' ? 'by equal factors' : 'side by side'}`]),
  ];
  const runs = lines.map(({ run, label }) => ({
    ...{ name: run, label },
    dash: dashes.get(run) ?? 'solid',
  }));
  return (
    <figure ref={frame} className={css.chart} aria-label={title}>
      <figcaption className={isCopy ? undefined : saveCss.titled}>
        <h3>{title}</h3>
        <p className="small quiet">{says.join(' \u00B7 ')}</p>
        {isCopy ? null : (
          <SaveFigure
            title={title}
            says={[title, ...says]}
            source={source}
            copy={() => <SweepChart {...drawn} isWhole={isWhole} isCopy />}
          />
        )}
      </figcaption>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {axis.ticks.map((tick) => (
          <g key={tick} className={css.axis}>
            <line
              x1={plot.x}
              x2={plot.x + plot.width}
              y1={y(tick)}
              y2={y(tick)}
              stroke="var(--hairline)"
            />
            <text x={plot.x - 8} y={y(tick)} dy="0.355em" textAnchor="end">
              {axisText(measure.unit, tick, axis.ticks)}
            </text>
          </g>
        ))}
        <g className={css.axis}>
          <line
            x1={plot.x}
            x2={plot.x + plot.width}
            y1={plot.y + plot.height}
            y2={plot.y + plot.height}
            stroke="var(--control-line)"
          />
          {ticks.map(({ place, text }) => (
            <text
              key={place}
              x={x(place)}
              y={plot.y + plot.height + 10}
              dy="0.71em"
              textAnchor="middle"
            >
              {text}
            </text>
          ))}
          <text x={plot.x + plot.width / 2} y={HEIGHT - 8} textAnchor="middle">
            {knob.knob.unit ? `${knob.knob.label}, ${knob.knob.unit}` : knob.knob.label}
          </text>
        </g>
        {lines.map((line, row) => (
          <SweptLine
            key={line.run}
            line={line}
            tone={tone}
            dash={dashArray(dashes.get(line.run) ?? 'solid')}
            isBack={inFront !== null && inFront !== line.run}
            place={{ x, y }}
            shift={(row - (lines.length - 1) / 2) * DOT_STEP}
            chosen={chosen}
            onPoint={setPointed}
            onChoose={onChoose}
          />
        ))}
        {isNarrow
          ? null
          : named.map((end) => (
              <g
                key={end.run}
                opacity={inFront !== null && inFront !== end.run ? BACK : 1}
                onPointerEnter={() => setPointed(end.run)}
                onPointerLeave={() => setPointed(null)}
              >
                <line
                  x1={end.x + 6}
                  y1={end.y}
                  x2={plot.x + plot.width + 4}
                  y2={places.get(end.run) ?? end.y}
                  stroke="var(--control-line)"
                />
                {end.rows.map((row, at) => (
                  <text
                    key={row}
                    x={plot.x + plot.width + 8}
                    y={
                      (places.get(end.run) ?? end.y) +
                      LINE_HEIGHT * (at - (end.rows.length - 1) / 2)
                    }
                    dy="0.355em"
                    fill={toneTypeColour(tone)}
                  >
                    {row}
                  </text>
                ))}
              </g>
            ))}
      </svg>
      {isCopy ? (
        <Legend runs={runs} />
      ) : (
        <FrontChoice runs={runs} held={front} onHold={setFront} onLook={setPointed} />
      )}
    </figure>
  );
}

/** Ticks that have room: the first of those that would touch. */
function shownTicks(texts: readonly string[], x: (place: number) => number) {
  const sorted = texts
    .map((text, place) => ({ text, place }))
    .sort((a, b) => x(a.place) - x(b.place));
  let free = Number.NEGATIVE_INFINITY;
  return sorted.filter(({ text, place }) => {
    const half = (text.length * LETTER) / 2;
    if (x(place) - half < free) return false;
    free = x(place) + half + 6;
    return true;
  });
}

/** Which dash is which run, on paper. */
function Legend({ runs }: { readonly runs: readonly RunOption[] }) {
  return (
    <ul className={css.legend}>
      {runs.map(({ name, label, dash }) => (
        <li key={name}>
          <DashSample dash={dash} />
          <span>{label}</span>
        </li>
      ))}
    </ul>
  );
}

/** A share with as many digits as its neighbours need. */
const axisText = (unit: DrawnSweep['measure']['unit'], tick: number, ticks: readonly number[]) =>
  unit === 'share'
    ? pointText('share', tick).replace(/[.]0(?=\D|$)/, '')
    : tickValue(unit, tick, ticks);
