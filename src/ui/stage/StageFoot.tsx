/** The foot of a scene: the button that goes on, what is said or asked, and the numbers once they are known. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { Scene } from '../../state/lessons/scene';
import { guessOf, isOver, nextScene } from '../../state/lessons/stage-store';
import { guessAsked } from '../../state/lessons/tell-guess';
import { useRace, useSession } from '../session-context';
import { BigFigures } from './BigFigures';
import { GuessChoice, GuessNumber } from './GuessForm';
import marks from './marked.module.css';
import { RaceChoice } from './RaceChoice';
import css from './StageFoot.module.css';
import { TryControl } from './TryControl';
import { type Spoken, useEpoch, useStage } from './use-stage';

/** Fetched when a scene has come to its trying. */
const ResultCode = lazy(async () => ({
  default: (await import('../class/ResultCode')).ResultCode,
}));

/** Of one scene, and only once its race is over. */
const WhoFailed = lazy(() => import('./WhoFailed'));

interface Going {
  readonly word: string;
  readonly isFilled: boolean;
  readonly go: () => void;
}

/** What the one large button does now. */
function useGoing(): Going | null {
  const { stage } = useSession();
  const step = useStage((state) => state.step);
  const isPlaying = useStage((state) => state.isPlaying);
  const isGuessed = useStage(
    (state) => guessOf(state) !== null || !state.scene || !guessAsked(state.scene, state.race),
  );
  const next = useStage(nextScene);
  const isRunning = useRace(({ phase }) => phase === 'running');
  if (isPlaying || (step === 'run' && isRunning)) {
    return { word: 'Pause', isFilled: true, go: stage.pause };
  }
  if (step === 'predict') return { word: 'Play', isFilled: isGuessed, go: stage.play };
  if (step === 'run') return { word: 'Play', isFilled: true, go: stage.play };
  if (step === 'try') {
    return next ? { word: `Next: ${next.title}`, isFilled: true, go: stage.next } : null;
  }
  return { word: 'Go on', isFilled: true, go: stage.goOn };
}

function Ask({ scene }: { readonly scene: Scene }): ReactNode {
  const { stage } = useSession();
  const race = useStage((state) => state.race);
  const guess = useStage(guessOf);
  const asked = guessAsked(scene, race);
  if (!asked) return null;
  if (asked.kind === 'choice') {
    return <GuessChoice asked={asked} guess={guess} onGuess={stage.guess} />;
  }
  if (asked.kind === 'number') {
    const unit = scene.numbers.find(({ id }) => id === asked.number)?.unit ?? 'plain';
    return <GuessNumber asked={asked} guess={guess} unit={unit} onGuess={stage.guess} />;
  }
  return <p>{asked.question} Drag the ring.</p>;
}

/** Beside the large button: the rest at full speed, or the race once more. */
function Beside({ scene }: { readonly scene: Scene }) {
  const session = useSession();
  const step = useStage((state) => state.step);
  const canSkip = useStage(({ isPlaying, isFast }) => isPlaying && !isFast);
  const epoch = useEpoch();
  const over = useStage(isOver);
  const isSlow = epoch < Math.max(0, ...scene.pace.map(({ untilEpoch }) => untilEpoch));
  if (step === 'run' && canSkip && isSlow) {
    return (
      <button type="button" className="button" onClick={session.stage.fast}>
        Faster
      </button>
    );
  }
  if (!over) return null;
  return (
    <button type="button" className="button" onClick={() => session.replay.play(1)}>
      Replay
    </button>
  );
}

function Said({ scene, spoken }: { readonly scene: Scene; readonly spoken: Spoken }) {
  const session = useSession();
  const step = useStage((state) => state.step);
  const epoch = useEpoch();
  const { slowMotion } = scene;
  if (step === 'predict') {
    return (
      <>
        <RaceChoice scene={scene} />
        <Ask scene={scene} />
      </>
    );
  }
  if (step === 'try') {
    return (
      <>
        <RaceChoice scene={scene} />
        <TryControl scene={scene} />
      </>
    );
  }
  return (
    <>
      {step === 'run' ? null : <RaceChoice scene={scene} />}
      <p className={css.said} aria-hidden="true">
        {spoken.text}
      </p>
      {step === 'run' ? <p className={css.epoch}>Epoch {epoch}</p> : null}
      {slowMotion && step !== 'run' ? (
        <button
          type="button"
          className="button outlined"
          onClick={() => session.showStep(slowMotion.run, null, slowMotion.epoch)}
        >
          Slow motion
        </button>
      ) : null}
    </>
  );
}

/** The large numbers, or the table that is spoken of. */
function Numbers({ scene, spoken }: { readonly scene: Scene; readonly spoken: Spoken }) {
  const { failuresOf, part } = spoken;
  return (
    <div
      className={`${css.numbers} ${marks.marked}`}
      data-part="numbers"
      data-marked={part === 'numbers'}
    >
      {failuresOf === undefined ? (
        <BigFigures scene={scene} />
      ) : (
        <Suspense fallback={null}>
          <WhoFailed run={failuresOf} />
        </Suspense>
      )}
    </div>
  );
}

export function StageFoot({ scene, spoken }: { readonly scene: Scene; readonly spoken: Spoken }) {
  const going = useGoing();
  const showsNumbers = useStage((state) => state.parts.includes('numbers'));
  const showsControls = useStage((state) => state.parts.includes('controls'));
  const step = useStage((state) => state.step);
  return (
    <footer className={css.foot}>
      {/* first the guess, then Play: also for the Tab key */}
      <div
        className={`${css.text} ${marks.marked}`}
        data-part="controls"
        data-step={step}
        data-marked={step !== 'predict' && spoken.part === 'controls'}
      >
        {step === 'try' && !showsControls ? null : <Said scene={scene} spoken={spoken} />}
      </div>
      <div className={css.buttons}>
        {going ? (
          <button
            type="button"
            className={`button ${css.going}`}
            data-filled={going.isFilled}
            onClick={going.go}
          >
            {going.word}
          </button>
        ) : null}
        <div className={css.beside}>
          <Beside scene={scene} />
          {step === 'try' ? (
            <Suspense fallback={null}>
              <ResultCode />
            </Suspense>
          ) : null}
        </div>
      </div>
      {showsNumbers ? <Numbers scene={scene} spoken={spoken} /> : null}
    </footer>
  );
}
