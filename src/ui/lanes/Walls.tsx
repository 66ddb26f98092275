/**
 * The walls between the lanes, each with a door as in a floor plan: the leaf swings open where the fused loss reaches
 * the encoders and falls shut where it does not. Must not import stores.
 */
import type { LaneModel } from '../../state/lanes/lane-model';
import type { Columns } from './columns';
import { sharedWall, wallY } from './geometry';
import css from './LaneSvg.module.css';

/** How far an open leaf has swung, in degrees. */
const SWING = -78;

interface WallsProps {
  readonly model: LaneModel;
  readonly columns: Columns;
  /** Whether it says how it stands. */
  readonly isNamed: boolean;
}

export function Walls({ model, columns, isNamed }: WallsProps) {
  const { from, to } = columns.door;
  const length = to - from;
  const isOpen = model.wall === 'open';
  const tip = {
    x: from + length * Math.cos((SWING * Math.PI) / 180),
    y: length * Math.sin((SWING * Math.PI) / 180),
  };
  return model.lanes.slice(1).map((below, place) => (
    <g key={below.id} transform={`translate(0 ${wallY(place)})`} className={css.wall}>
      <line x1={columns.begin} x2={from + 0.75} y1={0} y2={0} />
      {isNamed && place === sharedWall(model) ? (
        <text className={css.quiet} x={columns.begin} y={-7}>
          wall {model.wall}
        </text>
      ) : null}
      <path
        className={`${css.hairline} ${css.fades}`}
        data-there={isOpen}
        d={`M${to} 0 A${length} ${length} 0 0 0 ${tip.x} ${tip.y}`}
      />
      <line
        className={css.door}
        data-part="door"
        x1={from}
        x2={to}
        y1={0}
        y2={0}
        style={{
          transformOrigin: `${from}px 0px`,
          transform: `rotate(${isOpen ? SWING : 0}deg)`,
        }}
      />
    </g>
  ));
}
