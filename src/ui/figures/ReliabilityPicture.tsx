/** One head's reliability: dots against the diagonal, its ECE, and the same in words. */

import { finePercent, percent } from '../../state/format';
import type { Reliability } from '../../state/measures/reliability';
import css from './ReliabilityPicture.module.css';
import { toneColour, toneTypeColour } from './strokes';

const SIDE = 96;
/** Radius of a dot that would hold every sample. */
const LARGEST = 11;
const SMALLEST = 1.5;

export function ReliabilityPicture({ head }: { readonly head: Reliability }) {
  const { label, tone, error, dots, told } = head;
  return (
    <li className={`${css.reliability} small`}>
      <p style={{ color: toneTypeColour(tone) }}>{label}</p>
      <svg
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        role="img"
        aria-label={`${label}: ${told}, ECE ${finePercent(error)}`}
      >
        <rect className={css.frame} x="0.5" y="0.5" width={SIDE - 1} height={SIDE - 1} />
        <line className={css.frame} x1="0" y1={SIDE} x2={SIDE} y2="0" />
        {dots.map(({ confidence, accuracy, share }) => (
          <circle
            key={confidence}
            cx={confidence * SIDE}
            cy={(1 - accuracy) * SIDE}
            r={Math.max(SMALLEST, LARGEST * Math.sqrt(share))}
            fill={toneColour(tone)}
            className={css.dot}
          />
        ))}
      </svg>
      <p>
        ECE {finePercent(error)} <span className="quiet">{told}</span>
      </p>
      <div className="unseen">
        <table>
          <caption>{`Reliability, ${label}`}</caption>
          <thead>
            <tr>
              <th scope="col">Confidence</th>
              <th scope="col">Right</th>
              <th scope="col">Samples</th>
            </tr>
          </thead>
          <tbody>
            {dots.map(({ confidence, accuracy, count }) => (
              <tr key={confidence}>
                <th scope="row">{percent(confidence)}</th>
                <td>{percent(accuracy)}</td>
                <td>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </li>
  );
}
