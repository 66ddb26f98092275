/** One moment: its sentence, its numbers, and bars per class where it has some. Must not import stores. */
import type { Moment, MomentBars } from '../../state/slow-motion/moment';
import { toneColour, toneTypeColour } from '../figures/strokes';
import css from './MomentView.module.css';

interface Props {
  readonly moment: Moment;
  /** 0-based. */
  readonly place: number;
  readonly count: number;
  readonly classNames: readonly string[];
}

/** More classes than this have no names under their bars. */
const MOST_NAMES = 12;

function Bars({
  bars,
  classNames,
}: {
  readonly bars: MomentBars;
  readonly classNames: readonly string[];
}) {
  const { values, tone, label } = bars;
  const hasBelow = values.some((value) => value < 0);
  const zero = hasBelow ? 24 : 40;
  const per = 100 / values.length;
  const told = values
    .map((value, c) => `${classNames[c] ?? c} ${value.toFixed(2).replace('-', '\u2212')}`)
    .join(', ');
  return (
    <figure className={css.bars}>
      <figcaption className="small" style={{ color: toneTypeColour(tone) }}>
        {label}
      </figcaption>
      <svg
        viewBox="0 0 100 48"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${told}`}
      >
        {values.map((value, c) => {
          const size = Math.abs(value) * (hasBelow ? 24 : 40);
          return (
            <rect
              key={classNames[c] ?? c}
              x={c * per + per * 0.15}
              width={per * 0.7}
              y={value < 0 ? zero : zero - size}
              height={Math.max(size, 0.5)}
              fill={toneColour(tone)}
            />
          );
        })}
        <line x1="0" x2="100" y1={zero} y2={zero} stroke="var(--quiet)" strokeWidth="0.5" />
      </svg>
    </figure>
  );
}

export function MomentView({ moment, place, count, classNames }: Props) {
  return (
    <div className={css.moment}>
      <div role="status">
        <p className="small quiet">
          Moment {place + 1} of {count}
        </p>
        <h3>{moment.title}</h3>
        <p>{moment.text}</p>
      </div>
      {moment.numbers.length > 0 ? (
        <div className={css.columns} data-single={moment.numbers.length === 1}>
          {moment.numbers.map((column) => (
            <dl key={column[0]?.label ?? ''} className={css.numbers}>
              {column.map(({ label, tone, value }) => (
                <div key={label}>
                  <dt className="small" style={{ color: toneTypeColour(tone) }}>
                    {label}
                  </dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ))}
        </div>
      ) : null}
      {moment.bars.length > 0 ? (
        <>
          <div className={css.allBars}>
            {moment.bars.map((bars) => (
              <Bars key={bars.label} bars={bars} classNames={classNames} />
            ))}
          </div>
          {classNames.length <= MOST_NAMES ? (
            <p className="small quiet">Left to right: {classNames.join(', ')}.</p>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
