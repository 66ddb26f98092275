/**
 * One modality's map: a point per sample in the colour and form of its class, or a chosen class in ink and the others
 * grey; class names at their middles. The pointer marks
 * the nearest sample and draws rectangles; arrow keys go from sample to sample. Must not import stores.
 */

import { type KeyboardEvent, memo, type PointerEvent, useRef, useState } from 'react';
import { asPlace, type Place } from '../../../protocol/units';
import { type MapArea, nextPlace, placesIn } from '../../../state/features/feature-map';
import type { ModalityMap } from '../../../state/features/map-view';
import { toneColour } from '../../figures/strokes';
import { classLook } from './class-look';
import css from './FeatureScatter.module.css';

interface Props {
  readonly modality: ModalityMap;
  /** Class of every point. */
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
  /** The class in ink; null draws all alike. */
  readonly highlighted: number | null;
  /** The sample that is marked. */
  readonly place: Place | null;
  readonly onPoint: (place: Place | null) => void;
  readonly onOpen: (place: Place) => void;
  readonly onArea: (places: readonly Place[]) => void;
}

/** Where the arrow keys begin. */
const FIRST = asPlace(0);
/** Half the side of the drawing, in its own units; points lie within 1, names may stand a little outside. */
const HALF = 1.12;
/** A pointer moves this far, in those units, before a press becomes a rectangle. */
const SLIP = 0.05;
/** How near the pointer must come to mark a sample. */
const REACH = 0.12;

const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

type PointsProps = Pick<Props, 'modality' | 'labels' | 'highlighted'> & {
  /** Classes of the data set. */
  readonly count: number;
};

/** All that does not change while the pointer moves. */
const Points = memo(function Points({ modality, labels, highlighted, count }: PointsProps) {
  const { points } = modality.map;
  const places = Array.from({ length: points.length / 2 }, (_, place) => place);
  return (
    <>
      {places.map((i) => {
        const at = { cx: points[2 * i], cy: -(points[2 * i + 1] as number) };
        const look = highlighted === null ? classLook(labels[i] ?? 0, count) : null;
        if (look) {
          return (
            <circle
              key={i}
              {...at}
              r={look.isRing ? 0.018 : 0.022}
              className={look.isRing ? css.ring : css.disc}
              style={{ color: look.colour }}
            />
          );
        }
        const isInk = highlighted !== null && labels[i] === highlighted;
        return (
          <circle
            key={i}
            {...at}
            r={isInk ? 0.026 : 0.02}
            className={isInk ? `${css.point} ${css.ink}` : css.point}
          />
        );
      })}
    </>
  );
});

/** Where a coordinate of the map lies in its drawing. */
const share = (value: number) => `${(50 * (1 + value / HALF)).toFixed(2)}%`;

/** Names of the classes over the points; the chosen one alone where there is one. */
function Names({
  modality,
  classNames,
  highlighted,
}: Pick<Props, 'modality' | 'classNames' | 'highlighted'>) {
  return modality.classes
    .filter(({ label }) => highlighted === null || highlighted === label)
    .map(({ label, x, y }) => (
      <span key={label} className={`${css.name} small`} style={{ left: share(x), top: share(-y) }}>
        {classNames[label] ?? label}
      </span>
    ));
}

export function FeatureScatter(props: Props) {
  const { modality, place, onPoint, onOpen, onArea } = props;
  const { map, word, tone } = modality;
  const svg = useRef<SVGSVGElement>(null);
  const [area, setArea] = useState<MapArea | null>(null);

  const spotOf = (event: PointerEvent): readonly [number, number] => {
    const { left, top, width, height } = (svg.current as SVGSVGElement).getBoundingClientRect();
    return [
      (((event.clientX - left) / width) * 2 - 1) * HALF,
      -(((event.clientY - top) / height) * 2 - 1) * HALF,
    ];
  };
  const nearest = ([x, y]: readonly [number, number]): Place | null => {
    const inside = placesIn(map, { from: [x - REACH, y - REACH], to: [x + REACH, y + REACH] });
    const distance = (i: number) =>
      Math.hypot((map.points[2 * i] as number) - x, (map.points[2 * i + 1] as number) - y);
    return inside.length === 0
      ? null
      : inside.reduce((best, i) => (distance(i) < distance(best) ? i : best));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = WAYS[event.key];
    if (way) {
      event.preventDefault();
      onPoint(place === null ? FIRST : (nextPlace(map, place, way) ?? place));
    } else if ((event.key === 'Enter' || event.key === ' ') && place !== null) {
      event.preventDefault();
      onOpen(place);
    } else if (event.key === 'Escape') {
      onPoint(null);
    }
  };
  const isWide = (drawn: MapArea) =>
    Math.hypot(drawn.to[0] - drawn.from[0], drawn.to[1] - drawn.from[1]) > SLIP;
  const [x = 0, y = 0] = place === null ? [] : map.points.subarray(2 * place, 2 * place + 2);
  return (
    <div
      className={css.map}
      role="application"
      // The rule counts `application` among the roles that only show; here arrow keys, Enter and Escape act on the map.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is interactive; arrows move in it
      tabIndex={0}
      aria-label={`Map of ${word} features. Arrow keys go from sample to sample, Enter opens one.`}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (place === null) onPoint(FIRST);
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        const spot = spotOf(event);
        setArea({ from: spot, to: spot });
      }}
      onPointerMove={(event) => {
        const spot = spotOf(event);
        if (area) return setArea({ ...area, to: spot });
        const near = nearest(spot);
        if (near !== null && near !== place) onPoint(near);
      }}
      onPointerUp={(event) => {
        if (!area) return;
        const drawn = { ...area, to: spotOf(event) };
        setArea(null);
        if (isWide(drawn)) return onArea(placesIn(map, drawn));
        const near = nearest(drawn.to);
        if (near !== null) onOpen(near);
      }}
      onPointerCancel={() => setArea(null)}
    >
      <svg
        ref={svg}
        viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
        role="img"
        aria-label={`${map.points.length / 2} samples as points, as ${word} sees them`}
      >
        <Points
          modality={modality}
          labels={props.labels}
          highlighted={props.highlighted}
          count={props.classNames.length}
        />
        {area && isWide(area) ? (
          <rect
            className={css.area}
            x={Math.min(area.from[0], area.to[0])}
            y={-Math.max(area.from[1], area.to[1])}
            width={Math.abs(area.to[0] - area.from[0])}
            height={Math.abs(area.to[1] - area.from[1])}
          />
        ) : null}
      </svg>
      <Names modality={modality} classNames={props.classNames} highlighted={props.highlighted} />
      {place === null ? null : (
        <span
          className={css.mark}
          style={{ left: share(x), top: share(-y), borderColor: toneColour(tone) }}
        />
      )}
    </div>
  );
}
