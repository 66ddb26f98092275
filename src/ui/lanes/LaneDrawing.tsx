/** One lane of the picture: encoder, feature with its ticks, own head, and the edges between. Must not import stores. */
import { memo } from 'react';
import { branchWidth, dashWidth, gradientText } from '../../state/lanes/dash-width';
import type { Lane, LaneModel } from '../../state/lanes/lane-model';
import { toneColour, toneTypeColour } from '../figures/strokes';
import type { Columns } from './columns';
import { Edge } from './Edge';
import { FEATURE_HALF, HEAD_HALF, headY, isAbove, laneY, sharedPath } from './geometry';
import { HeadBox } from './HeadBox';
import css from './LaneSvg.module.css';
import { SteeringMarks } from './SteeringMarks';

/** More ticks than this cannot be told apart; each then stands for several dimensions. */
const MOST_TICKS = 32;

/** What fits beside the dimension counts; the whole name stands in the explanations. */
const shortName = (name: string): string =>
  name.length > 11 ? `${name.slice(0, 10)}\u2026` : name;

type TicksProps = Pick<Lane, 'tone' | 'dimensions' | 'taught'> & {
  readonly columns: Columns;
  readonly y: number;
};

/** Whether both draw the same: lanes are new every epoch, what they teach is chosen now and then. */
const areSameTicks = (before: TicksProps, now: TicksProps): boolean =>
  before.columns === now.columns &&
  before.tone === now.tone &&
  before.dimensions === now.dimensions &&
  before.y === now.y &&
  before.taught.join() === now.taught.join();

const Ticks = memo(function Ticks({ columns, tone, dimensions, taught: dims, y }: TicksProps) {
  const { feature } = columns;
  const count = Math.max(1, Math.min(MOST_TICKS, dimensions));
  const step = (2 * FEATURE_HALF) / count;
  const ticks = Array.from({ length: count }, (_, tick) => tick);
  const taught = new Set(dims.map((d) => Math.floor((d * count) / dimensions)));
  return (
    <g style={{ stroke: toneColour(tone) }}>
      {ticks.map((tick) => {
        const at = y - FEATURE_HALF + step * (tick + 0.5);
        return (
          <line
            key={tick}
            className={css.tick}
            data-taught={taught.has(tick)}
            x1={feature.from}
            x2={feature.to}
            y1={at}
            y2={at}
            strokeWidth={Math.max(0.75, Math.min(2, step * 0.55))}
          />
        );
      })}
    </g>
  );
}, areSameTicks);

export function LaneDrawing({
  model,
  place,
  columns,
}: {
  readonly model: LaneModel;
  readonly place: number;
  readonly columns: Columns;
}) {
  const lane = model.lanes[place] as Lane;
  const y = laneY(place);
  const colour = toneColour(lane.tone);
  const type = toneTypeColour(lane.tone);
  const { encoder, feature, head, fusion, stop, sample } = columns;
  const curve = 0.56 * (head.from - feature.to);
  const width = dashWidth(lane.gradient);
  const { own, shared, fusion: fused } = lane.gradientFrom;
  const branches = [own, shared, fused].filter(Boolean).length;
  const branch = branchWidth(lane.gradient, branches);
  const exit = isAbove(model, place) ? -14 : 14;
  const ownY = headY(model, place);
  const meetsAtHeads = model.meanOfHeads !== 'absent';
  const turn = (head.to + fusion.from) / 2;
  const fusionEnd = model.isStopped ? stop - 8 : fusion.from;
  // without samples it stands under what the wall's arrows say
  const nameY = y - (sample ? 31 : 27);
  return (
    <g data-state={lane.encoder}>
      <text className={css.name} x={columns.begin} y={nameY} style={{ fill: type }}>
        {shortName(lane.name)}
      </text>
      {sample ? (
        <path className={css.hairline} d={`M${sample.to + 3} ${y} H${encoder.from}`} />
      ) : null}
      <Edge
        path={`M${encoder.to} ${y} H${feature.from - 3}`}
        colour={colour}
        isThere
        gradient={branches > 0 ? width : null}
      />
      <text
        className={css.fades}
        data-there={lane.gradient !== null}
        x={encoder.to}
        y={y + 29}
        textAnchor="end"
        style={{ fill: type }}
      >
        {lane.gradient === null ? '' : gradientText(lane.gradient)}
      </text>
      <Edge
        path={`M${feature.to + 3} ${y + exit} C${feature.to + curve} ${y + exit} ${head.from - curve} ${ownY} ${head.from} ${ownY}`}
        colour={colour}
        isThere={lane.own.presence !== 'absent'}
        gradient={own || (meetsAtHeads && fused) ? branch : null}
      />
      <Edge
        path={`M${head.to} ${ownY} C${turn} ${ownY} ${turn} ${y} ${fusion.from} ${y}`}
        colour={colour}
        isThere={meetsAtHeads}
        gradient={meetsAtHeads && fused ? branch : null}
      />
      <Edge
        path={sharedPath(columns, model, place)}
        colour={colour}
        isThere={model.sharedHead !== 'absent'}
        gradient={shared ? branch : null}
      />
      <Edge
        path={`M${feature.to + 3} ${y} H${fusionEnd}`}
        colour={colour}
        isThere={model.fusionHead !== 'absent'}
        gradient={fused && !meetsAtHeads ? branch : null}
      />
      <path
        className={css.shape}
        d={`M${encoder.from} ${y - 20} L${encoder.to} ${y - 12} V${y + 12} L${encoder.from} ${y + 20} Z`}
        data-state={lane.encoder}
        style={{ stroke: lane.encoder === 'resting' ? undefined : colour }}
      />
      <text
        className={css.word}
        data-state={lane.encoder}
        x={(encoder.from + encoder.to) / 2}
        y={y + 4}
      >
        {lane.encoder === 'resting' ? 'frozen' : 'encoder'}
      </text>
      <Ticks
        columns={columns}
        tone={lane.tone}
        dimensions={lane.dimensions}
        taught={lane.taught}
        y={y}
      />
      <HeadBox
        x={head.from}
        y={ownY - HEAD_HALF}
        width={head.to - head.from}
        height={2 * HEAD_HALF}
        presence={lane.own.presence}
        colour={colour}
        above={lane.own.box[0]}
        below={lane.own.box[1]}
        isDashed={lane.own.kind !== 'private-head'}
      />
      <SteeringMarks columns={columns} model={model} place={place} />
    </g>
  );
}
