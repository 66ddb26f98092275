/**
 * A scene on paper, one page of A4: the question, room for the guess, for what came and for an answer. Made of the
 * scene's data; on the screen it is not shown.
 */
import { parseSettings } from '../../protocol/settings';
import type { Scene, SceneGuess } from '../../state/lessons/scene';
import css from './Handout.module.css';

function Lines({ count }: { readonly count: number }) {
  return Array.from({ length: count }, (_, i) => (
    // lines have no names
    // biome-ignore lint/suspicious/noArrayIndexKey: they never move
    <div key={i} className={css.line} />
  ));
}

const QUARTERS = [0, 0.25, 0.5, 0.75, 1];

/**
 * An empty chart to draw into, as high as the page leaves room. Right answers have a scale, other measures the one that
 * the screen shows.
 */
function EmptyChart({ scene }: { readonly scene: Scene }) {
  const { epochs } = parseSettings(scene.races[0].settings);
  const hasScale = scene.chart.curves.every(({ of }) => !('measure' in of));
  return (
    <figure className={css.chart}>
      <figcaption>{scene.chart.title}</figcaption>
      <div className={css.plot}>
        {QUARTERS.map((share) => (
          <div key={share} className={css.level} style={{ bottom: `${100 * share}%` }}>
            {hasScale ? <span>{100 * share} %</span> : null}
          </div>
        ))}
        {QUARTERS.map((share) => (
          <span key={share} className={css.epoch} style={{ left: `${100 * share}%` }}>
            {share === 1 ? `epoch ${epochs}` : Math.round(share * epochs)}
          </span>
        ))}
      </div>
    </figure>
  );
}

function Guess({ guess }: { readonly guess: SceneGuess }) {
  switch (guess.kind) {
    case 'choice':
      return (
        <ul className={css.options}>
          {guess.options.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      );
    case 'number':
      return <p className={css.blank}>My guess:</p>;
    case 'curve-end':
      return <p className={css.blank}>My guess, also drawn below:</p>;
  }
}

interface Props {
  readonly scene: Scene;
  /** Its place among all scenes, from 1. */
  readonly number: number;
  readonly count: number;
}

export function Handout({ scene, number, count }: Props) {
  const { title, question, races, guess, numbers, teachers } = scene;
  return (
    <article className={css.sheet}>
      <p className={css.head}>
        <span>Name:</span>
        <span>Seed:</span>
      </p>
      <h1>
        {number}. {title}
      </h1>
      <p className={css.question}>{question}</p>
      {races.map(({ id, label, about }) =>
        about ? (
          <p key={id}>
            <strong>{label}.</strong> {about}
          </p>
        ) : null,
      )}
      <h2>Guess first</h2>
      <p>{guess.question}</p>
      <Guess guess={guess} />
      <EmptyChart scene={scene} />
      <h2>What came</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Mine</th>
            <th scope="col">Class mean</th>
            <th scope="col">Class spread</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map(({ id, label }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <h2>Why?</h2>
      <div className={css.asked}>
        {teachers.ask.map(({ question: asked }) => (
          <div key={asked}>
            <p>{asked}</p>
            <Lines count={2} />
          </div>
        ))}
      </div>
      <h2>Try</h2>
      <p>{scene.try.question}</p>
      <Lines count={1} />
      <p className={css.foot}>
        Modality Lab, scene {number} of {count}
      </p>
    </article>
  );
}
