/**
 * The whole picture as one image with a text alternative: lanes, walls, teaching, shared and fusion head. Drawn from
 * the model alone; parts a method lacks are faded out, not left out, so that a change of method morphs.
 */
import { memo } from 'react';
import type { LaneModel } from '../../state/lanes/lane-model';
import { laneAlternative } from '../../state/lanes/tell-lanes';
import { type Columns, WIDE } from './columns';
import {
  fusionBox,
  HEAD_HALF,
  heightOf,
  hidesWallWords,
  laneY,
  STOP_RADIUS,
  sharedWall,
  wallY,
} from './geometry';
import { HeadBox } from './HeadBox';
import { LaneDrawing } from './LaneDrawing';
import css from './LaneSvg.module.css';
import { TeachingArrows } from './TeachingArrows';
import { Walls } from './Walls';

/** An octagon with a bar, as on the road. */
const StopSign = memo(function StopSign(props: {
  readonly columns: Columns;
  readonly y: number;
  readonly isThere: boolean;
}) {
  const { y, isThere } = props;
  const { stop, fusion } = props.columns;
  const corners = Array.from({ length: 8 }, (_, corner) => {
    const angle = ((corner + 0.5) * Math.PI) / 4;
    return `${(stop + STOP_RADIUS * Math.cos(angle)).toFixed(2)},${(y + STOP_RADIUS * Math.sin(angle)).toFixed(2)}`;
  });
  return (
    <g className={css.fades} data-there={isThere}>
      <path className={css.hairline} d={`M${stop + STOP_RADIUS} ${y} H${fusion.from}`} />
      <polygon className={css.stop} points={corners.join(' ')} />
      <path className={css.stopBar} d={`M${stop - 3.5} ${y} H${stop + 3.5}`} />
    </g>
  );
});

interface LaneSvgProps {
  readonly model: LaneModel;
  readonly columns?: Columns;
  /** Whether the wall says how it stands, where nothing else is written there; not where a switch on it does. */
  readonly namesWall?: boolean;
}

export const LaneSvg = memo(function LaneSvg({
  model,
  columns = WIDE,
  namesWall = true,
}: LaneSvgProps) {
  const height = heightOf(model);
  const shared = wallY(sharedWall(model));
  const fusion = fusionBox(columns, model);
  const isMean = model.meanOfHeads !== 'absent';
  return (
    <svg
      className={css.drawing}
      viewBox={`${columns.begin} 0 ${columns.width} ${height}`}
      role="img"
      aria-label={laneAlternative(model)}
    >
      <Walls
        columns={columns}
        model={model}
        isNamed={namesWall && !hidesWallWords(columns, model)}
      />
      {model.lanes.map(({ id }, place) => (
        <LaneDrawing key={id} columns={columns} model={model} place={place} />
      ))}
      <TeachingArrows columns={columns} model={model} />
      <HeadBox
        x={columns.head.from}
        y={shared - HEAD_HALF}
        width={columns.head.to - columns.head.from}
        height={2 * HEAD_HALF}
        presence={model.sharedHead}
        colour="var(--fusion)"
        above="shared"
        below="head"
      />
      {model.lanes.map(({ id }, place) => (
        <StopSign
          key={id}
          columns={columns}
          y={laneY(place)}
          isThere={model.isStopped && model.fusionHead !== 'absent'}
        />
      ))}
      <HeadBox
        {...fusion}
        presence={isMean ? model.meanOfHeads : model.fusionHead}
        colour="var(--fusion)"
        above={isMean ? 'heads\u2019' : 'fusion'}
        below={isMean ? 'mean' : 'head'}
        isDashed={isMean}
      />
    </svg>
  );
});
