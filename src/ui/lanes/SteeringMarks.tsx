/**
 * What a method does to a lane beside its losses, where it does it: a sign on the edge that it changes, and the number
 * of the epoch shown. Must not import stores.
 */
import type { LaneModel } from '../../state/lanes/lane-model';
import type { Steering } from '../../state/lanes/steering';
import { toneColour, toneTypeColour } from '../figures/strokes';
import type { Columns } from './columns';
import { headY, SIGN_RADIUS, steeringPlace } from './geometry';
import css from './LaneSvg.module.css';

/**
 * Times, plus, a stroke through, two for one, or to and fro for what takes turns: what happens to what passes here. A turn
 * back: of the encoder itself.
 */
const STROKES: Readonly<Record<NonNullable<Steering['sign']>, string>> = {
  times: 'M-2.5 -2.5 L2.5 2.5 M-2.5 2.5 L2.5 -2.5',
  plus: 'M-3.5 0 H3.5 M0 -3.5 V3.5',
  drop: 'M-4 4 L4 -4',
  back: 'M-2.6 -1.8 A3.2 3.2 0 1 1 -3.2 0.8 M-3.6 -3.8 L-2.6 -1.6 L-0.4 -2.2',
  again: 'M-3.6 -3.6 H1 V1 H-3.6 Z M-1 1 V3.6 H3.6 V-1 H1',
  turn: 'M-3 1.5 H3 L0.8 3.5 M3 -1.5 H-3 L-0.8 -3.5',
};

interface Props {
  readonly columns: Columns;
  readonly model: LaneModel;
  readonly place: number;
}

/** Towards the box at the end of the lane's own edge: the feature is pulled there. */
function Pull({ columns, model, place }: Props) {
  const { from } = columns.head;
  const y = headY(model, place);
  return <path className={css.arrowhead} d={`M${from - 1} ${y} l-7 -4 v8 Z`} />;
}

export function SteeringMarks({ columns, model, place }: Props) {
  const lane = model.lanes[place];
  if (!lane) return null;
  return lane.steering.map((steering, k) => {
    const { sign } = steering;
    const { at, words } = steeringPlace(columns, model, place, k);
    return (
      <g
        key={`${steering.on} ${steering.explanation}`}
        className={css.steering}
        data-state={steering.isActive ? 'learning' : 'resting'}
        style={{ color: toneColour(lane.tone) }}
      >
        {sign ? (
          <g transform={`translate(${at.x} ${at.y})`}>
            <circle className={css.sign} r={SIGN_RADIUS} />
            <path className={css.signStroke} d={STROKES[sign]} />
          </g>
        ) : null}
        {steering.on === 'own-loss' && steering.as === 'share' ? (
          <Pull columns={columns} model={model} place={place} />
        ) : null}
        {words ? (
          <text
            x={words.x}
            y={words.y}
            textAnchor={words.anchor}
            style={{ fill: toneTypeColour(lane.tone) }}
          >
            {steering.mark}
          </text>
        ) : null}
      </g>
    );
  });
}
