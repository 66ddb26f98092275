/** The spectrum: one strip of bars per modality, its mean line, and marks under the dimensions that are taught. */
import { percent } from '../../state/format';
import type { Spectrum, SpectrumStrip } from '../../state/measures/spectrum';
import { Term } from '../controls/Term';
import css from './SpectrumPicture.module.css';
import { toneColour, toneTypeColour } from './strokes';

const WIDTH = 456;
const HEIGHT = 80;
/** Room under the bars for the marks of teaching and learning. */
const MARKS = 14;
/** Bars are never broader than this, so that eight dimensions do not look like a wall. */
const MOST_WIDTH = 28.5;
/** As broad as a mark: under narrower bars they would run together. */
const MARK_WIDTH = 7;

const pitchOf = ({ bars }: SpectrumStrip): number =>
  Math.min(MOST_WIDTH, WIDTH / Math.max(1, bars.length));
const hasMarks = (strip: SpectrumStrip): boolean => pitchOf(strip) >= MARK_WIDTH;

function Marks({ x, teaches, learns }: { x: number; teaches: boolean; learns: boolean }) {
  // with three modalities a dimension may be taught on and learned at once
  const apart = teaches && learns ? 5 : 0;
  return (
    <>
      {teaches ? (
        <path className={css.teaches} d={`M${x - apart - 3.5} ${HEIGHT + 11} h7 l-3.5 -6 z`} />
      ) : null}
      {learns ? <circle className={css.learns} cx={x + apart} cy={HEIGHT + 8} r="3" /> : null}
    </>
  );
}

function Strip({ strip }: { readonly strip: SpectrumStrip }) {
  const { modality, mean, bars } = strip;
  const top = Math.max(mean, ...bars.map(({ separability }) => separability), 0.01);
  const pitch = pitchOf(strip);
  const y = (value: number) => HEIGHT - (value / top) * (HEIGHT - 4);
  return (
    <div className={css.strip}>
      <p className="small">
        <span style={{ color: toneTypeColour(modality.tone) }}>{modality.word}</span>{' '}
        <span className="quiet">{`best ${percent(bars[0]?.separability ?? 0)}, mean line ${percent(mean)}`}</span>
      </p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + MARKS}`}
        role="img"
        aria-label={`${modality.word}: ${bars.length} dimensions, the best alone finds the class of ${percent(bars[0]?.separability ?? 0)}, the mean line is at ${percent(mean)}`}
      >
        {bars.map(({ dimension, separability, tone, owner, teaches, learns }, place) => {
          const x = place * pitch;
          return (
            <g key={dimension}>
              <rect
                x={x + pitch * 0.1}
                width={pitch * 0.8}
                y={y(separability)}
                height={HEIGHT - y(separability)}
                fill={toneColour(tone)}
                className={css.bar}
                data-owner={owner}
              />
              {hasMarks(strip) ? (
                <Marks x={x + pitch / 2} teaches={teaches} learns={learns} />
              ) : null}
            </g>
          );
        })}
        <line className={css.mean} x1="0" x2={bars.length * pitch} y1={y(mean)} y2={y(mean)} />
      </svg>
    </div>
  );
}

interface Props {
  readonly spectrum: Spectrum;
  /** What makes a dimension effective, in a sentence. */
  readonly effective: string | undefined;
}

export function SpectrumPicture({ spectrum, effective }: Props) {
  const { strips, keys } = spectrum;
  return (
    <div className={css.spectrum}>
      {keys ? (
        <p className={`${css.keys} small`}>
          <Term says={effective}>Effective in</Term>
          {keys.map(({ key, label, tone, count }) => (
            <span key={key} className={css.key}>
              <svg width="8" height="12" viewBox="0 0 8 12" aria-hidden="true">
                <rect
                  width="8"
                  height="12"
                  fill={toneColour(tone)}
                  className={css.bar}
                  data-owner={key}
                />
              </svg>
              {label} <strong>{count}</strong>
            </span>
          ))}
        </p>
      ) : (
        <p className="small quiet">
          The features differ in length, so their dimensions have no common number; each is held
          against its own mean line.
        </p>
      )}
      {strips.map((strip) => (
        <Strip key={strip.modality.id} strip={strip} />
      ))}
      {strips.some(hasMarks) ? (
        <MarkKey spectrum={spectrum} />
      ) : (
        <p className="small quiet">
          Too many dimensions to mark which teach and which learn; the table below counts them.
        </p>
      )}
    </div>
  );
}

function MarkKey({ spectrum: { setsFixed, renewed } }: Pick<Props, 'spectrum'>) {
  return (
    <p className="small quiet">
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <path className={css.teaches} d="M1 8.5h8l-4 -7z" />
      </svg>{' '}
      teaches,{' '}
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <circle className={css.learns} cx="5" cy="5" r="3.5" />
      </svg>{' '}
      learns along this dimension
      {setsFixed
        ? `: the sets in use${renewed === null ? ', chosen once.' : `. ${renewed}`}`
        : ', if the sets were chosen now; this run has none in use.'}
    </p>
  );
}
