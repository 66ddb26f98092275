/** Teaching in the lanes picture: arrows from teacher to student, through the wall, one way. Must not import stores. */
import { isDrawn, type Lane, type LaneModel, type Teaching } from '../../state/lanes/lane-model';
import { toneColour, toneTypeColour } from '../figures/strokes';
import type { Columns } from './columns';
import { FEATURE_HALF, laneY, teachingLabel, teachingPath } from './geometry';
import css from './LaneSvg.module.css';

/** Numbers stand beside arrows between neighbours only; with more lanes they would cover the picture. */
const isNeighbour = ({ teacher, student }: Teaching): boolean => Math.abs(teacher - student) === 1;

interface Props {
  readonly columns: Columns;
  readonly model: LaneModel;
}

function Arrow({ columns, model, teaching }: Props & { readonly teaching: Teaching }) {
  const { teacher, student, dimensions, presence } = teaching;
  const { tone } = model.lanes[teacher] as Lane;
  const down = student > teacher;
  const x = down ? columns.feature.from - 1 : columns.feature.to + 1;
  const tip = laneY(student) + (FEATURE_HALF + 3) * (down ? -1 : 1);
  const back = tip + (down ? -6 : 6);
  // where both move, the arrow points both ways
  const isMutual = model.lesson?.rule?.isMutual === true;
  const root = laneY(teacher) + (FEATURE_HALF + 3) * (down ? 1 : -1);
  const rootBack = root + (down ? 6 : -6);
  const label = teachingLabel(columns, model, teaching);
  const path = teachingPath(columns, model, teaching);
  return (
    <g
      className={css.teaching}
      data-near={isNeighbour(teaching)}
      style={{ color: presence === 'resting' ? 'var(--quiet)' : toneColour(tone) }}
    >
      <path className={css.slot} d={path} />
      <path className={css.arrow} d={path} />
      <path className={css.arrowhead} d={`M${x} ${tip} L${x - 4} ${back} H${x + 4} Z`} />
      {isMutual ? (
        <path className={css.arrowhead} d={`M${x} ${root} L${x - 4} ${rootBack} H${x + 4} Z`} />
      ) : null}
      {isNeighbour(teaching) ? (
        <text
          x={label.x}
          y={label.y}
          textAnchor="end"
          style={{ fill: presence === 'resting' ? 'var(--ink-quiet)' : toneTypeColour(tone) }}
        >
          {dimensions === null
            ? model.lesson?.word
            : `${dimensions} dim${dimensions === 1 ? '' : 's'}`}
        </text>
      ) : null}
    </g>
  );
}

export function TeachingArrows({ columns, model }: Props) {
  const drawn = model.teaching.filter((teaching) => isDrawn(model, teaching));
  return drawn.map((teaching) => (
    <Arrow
      key={`${teaching.teacher} ${teaching.student}`}
      columns={columns}
      model={model}
      teaching={teaching}
    />
  ));
}
