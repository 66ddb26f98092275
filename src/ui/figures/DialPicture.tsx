/** The dial: a half circle on a log scale, balance on top, one needle per modality, a dot for the training split. */

import { significant, tickValue } from '../../state/charts/write-value';
import { DIAL_REACH, DIAL_TICKS, type Dial, dialAngle } from '../../state/measures/dial';
import lines from '../controls/lines.module.css';
import { CopyTable } from '../take-away/CopyTable';
import css from './DialPicture.module.css';
import numbersCss from './numbers.module.css';
import { toneColour, toneTypeColour } from './strokes';

const CENTRE = { x: 120, y: 116 };
const RADIUS = 88;

const at = (ratio: number, radius: number) => {
  const angle = ((dialAngle(ratio) - 90) * Math.PI) / 180;
  return { x: CENTRE.x + radius * Math.cos(angle), y: CENTRE.y + radius * Math.sin(angle) };
};

function Tick({ ratio }: { readonly ratio: number }) {
  const [inner, outer, name] = [
    at(ratio, RADIUS - 4),
    at(ratio, RADIUS + 4),
    at(ratio, RADIUS + 20),
  ];
  const isNamed = Number.isInteger(Math.log2(ratio) / 2);
  return (
    <>
      <line className={css.line} x1={inner.x} y1={inner.y} x2={outer.x} y2={outer.y} />
      {isNamed ? (
        <text x={name.x} y={name.y} textAnchor="middle" dominantBaseline="central">
          {tickValue('ratio', ratio)}
        </text>
      ) : null}
    </>
  );
}

export function DialPicture({ dial }: { readonly dial: Dial }) {
  const ends = [at(1 / DIAL_REACH, RADIUS), at(DIAL_REACH, RADIUS)] as const;
  return (
    <div className={css.dial}>
      <svg className={css.picture} viewBox="-8 0 256 124" role="img" aria-label={dial.told}>
        <path
          className={css.line}
          d={`M${ends[0].x} ${ends[0].y} A${RADIUS} ${RADIUS} 0 0 1 ${ends[1].x} ${ends[1].y}`}
        />
        {DIAL_TICKS.map((ratio) => (
          <Tick key={ratio} ratio={ratio} />
        ))}
        {dial.needles.map(({ id, tone, heldOut, training }) => {
          const tip = at(heldOut, RADIUS - 8);
          const dot = training === null ? null : at(training, RADIUS);
          return (
            <g key={id} stroke={toneColour(tone)}>
              <line
                x1={CENTRE.x}
                y1={CENTRE.y}
                x2={tip.x}
                y2={tip.y}
                strokeWidth="3"
                strokeLinecap="round"
              />
              {dot ? (
                <circle cx={dot.x} cy={dot.y} r="4" strokeWidth="2" className={css.dot} />
              ) : null}
            </g>
          );
        })}
        <circle cx={CENTRE.x} cy={CENTRE.y} r="4" className={css.hub} />
      </svg>
      <div className={css.words}>
        <p>{dial.told}</p>
        <CopyTable name="Discrepancy ratio">
          <table className={`${lines.lines} ${numbersCss.numbers} small`}>
            <thead>
              <tr>
                <th scope="col">
                  <span className="unseen">modality</span>
                </th>
                <th scope="col">held-out</th>
                <th scope="col">training</th>
              </tr>
            </thead>
            <tbody>
              {dial.needles.map(({ id, word, tone, heldOut, training }) => (
                <tr key={id}>
                  <th scope="row" style={{ color: toneTypeColour(tone) }}>
                    {word}
                  </th>
                  <td>{significant(heldOut)}</td>
                  <td>{training === null ? '\u2013' : significant(training)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </CopyTable>
        <p className="small quiet">Needle: held-out samples. Ring: training samples.</p>
      </div>
    </div>
  );
}
