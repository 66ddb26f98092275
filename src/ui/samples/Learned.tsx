/** When each head learned a sample, snapshot by snapshot: filled where it was right. Must not import stores. */

import { useMemo } from 'react';
import { PREDICTION } from '../../protocol/names';
import type { Snapshot } from '../../protocol/snapshot';
import type { Row } from '../../protocol/units';
import { type Learning, learnings, learningText } from '../../state/samples/first-learned';
import type { HeadWord } from '../../state/samples/sample-story';
import { toneColour, toneTypeColour } from '../figures/strokes';
import { CopyTable } from '../take-away/CopyTable';
import css from './Learned.module.css';
import wordsCss from './words.module.css';

interface Props {
  /** Of the run, up to the moment looked at. */
  readonly snapshots: readonly Snapshot[];
  readonly row: Row;
  readonly heads: readonly HeadWord[];
  readonly hasPrediction: boolean;
}

/** One mark per snapshot: full height where right, a dot where wrong. */
function Strip({
  learning,
  colour,
  from,
}: {
  readonly learning: Learning;
  readonly colour: string;
  readonly from: number;
}) {
  const { moments } = learning;
  const total = from + moments.length;
  return (
    <svg
      className={css.history}
      viewBox={`0 0 ${total * 4} 12`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {moments.map(({ epoch, isRight }, k) => (
        <rect
          key={epoch}
          x={(from + k) * 4 + 0.5}
          y={isRight ? 1 : 9}
          width={3}
          height={isRight ? 10 : 2}
          fill={isRight ? colour : 'var(--quiet)'}
        />
      ))}
    </svg>
  );
}

export function Learned({ snapshots, row, heads, hasPrediction }: Props) {
  const all = useMemo(() => {
    const keys = heads.map(({ key }) => key);
    return learnings(snapshots, row, hasPrediction ? [...keys, PREDICTION] : keys);
  }, [snapshots, row, heads, hasPrediction]);
  const lookOf = (key: string) => heads.find((head) => head.key === key);
  return (
    <section aria-labelledby="learned-title">
      <h3 id="learned-title">When it was learned</h3>
      <CopyTable name="When it was learned">
        <table className={wordsCss.words}>
          <tbody>
            {all.map((learning) => {
              const head = lookOf(learning.head);
              const tone = head?.tone ?? 'fusion';
              return (
                <tr key={learning.head}>
                  <th scope="row" style={{ color: toneTypeColour(tone) }}>
                    {head?.label ?? 'prediction'}
                  </th>
                  <td>
                    <Strip
                      learning={learning}
                      colour={toneColour(tone)}
                      from={snapshots.length - learning.moments.length}
                    />
                  </td>
                  <td className={`small ${wordsCss.told}`}>{learningText(learning)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </CopyTable>
      <p className="small quiet">
        One mark per snapshot, high where the head was right. Between snapshots nobody looked.
      </p>
    </section>
  );
}
