/** Share right against how badly one modality is spoiled: the run that is looked at, the others pale, its own head thin. */

import { percent } from '../../../state/format';
import type { SpoiledLine, SpoiledModality } from '../../../state/measures/spoiled';
import { dashArray, PALE, toneColour, toneTypeColour } from '../../figures/strokes';
import { useWidth } from '../../figures/use-width';

interface Props {
  readonly of: SpoiledModality;
  readonly title: string;
  readonly across: string;
  readonly level: (at: number) => string;
  readonly levels: readonly number[];
  readonly chance: number;
}

const HEIGHT = 148;
const PLOT = { top: 8, bottom: 40, left: 48, right: 20 };
const SHARES = [0, 0.5, 1];
/** Two levels closer than this have no room for both their names. */
const LEVEL_ROOM = 40;

/** The one that is looked at last, so that none lies over it. */
const inOrder = (lines: readonly SpoiledLine[]): readonly SpoiledLine[] =>
  [...lines].sort((a, b) => Number(a.isChosen) - Number(b.isChosen));

export function SpoiledPicture({ of, title, across, level, levels, chance }: Props) {
  const [frame, width] = useWidth(220);
  const { modality, lines } = of;
  const [first, last] = [levels[0] ?? 0, levels.at(-1) ?? 1];
  const right = width - PLOT.right;
  const bottom = HEIGHT - PLOT.bottom;
  const x = (at: number) => PLOT.left + ((at - first) / (last - first || 1)) * (right - PLOT.left);
  const y = (share: number) => bottom - share * (bottom - PLOT.top);
  const named = levels.filter((at) => at === first || x(at) - x(first) >= LEVEL_ROOM);
  const path = ({ points }: SpoiledLine) =>
    `M${points.map(({ at, right }) => `${x(at).toFixed(1)} ${y(right).toFixed(1)}`).join('L')}`;
  return (
    <li ref={frame} className="small">
      <p style={{ color: toneTypeColour(modality.tone) }}>{title}</p>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {SHARES.map((share) => (
          <g key={share}>
            <line x1={PLOT.left} x2={right} y1={y(share)} y2={y(share)} stroke="var(--hairline)" />
            <text x={PLOT.left - 8} y={y(share)} dy="0.355em" textAnchor="end">
              {percent(share)}
            </text>
          </g>
        ))}
        <line
          x1={PLOT.left}
          x2={right}
          y1={y(chance)}
          y2={y(chance)}
          stroke="var(--control-line)"
          strokeDasharray={dashArray('fine')}
        />
        <text x={right} y={y(chance)} dy="-0.3em" textAnchor="end">
          chance
        </text>
        {named.map((at) => (
          <text key={at} x={x(at)} y={bottom + 10} dy="0.71em" textAnchor="middle">
            {level(at)}
          </text>
        ))}
        <text x={(PLOT.left + right) / 2} y={HEIGHT - 4} textAnchor="middle">
          {across}
        </text>
        {inOrder(lines).map((line) => (
          <path
            key={line.key}
            d={path(line)}
            fill="none"
            stroke={toneColour(line.isOwn ? modality.tone : 'fusion')}
            strokeWidth={line.isChosen && !line.isOwn ? 2 : 1}
            strokeOpacity={line.isChosen ? 1 : PALE}
            strokeDasharray={dashArray(line.dash)}
          />
        ))}
      </svg>
    </li>
  );
}
