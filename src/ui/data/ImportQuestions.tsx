/** Doubts about opened files, asked before anything is used: the likelier reading on top, with two samples of each. */
import type { FileChoices, ImportReport } from '../../state/importing/importing-store';
import { withAnswer } from '../../state/importing/roles';
import { useImporting, useSession } from '../session-context';
import css from './ImportQuestions.module.css';

type Question = ImportReport['meaning']['questions'][number];

/** Nothing where there is nothing to ask. */
export function ImportQuestions() {
  const { importing } = useSession();
  const current = useImporting((state) => state.current);
  const questions = current?.reading?.report.meaning.questions ?? [];
  if (!current || questions.length === 0) return null;
  const isBusy = current.phase === 'reading';
  return (
    <section className={css.questions} aria-labelledby="import-questions-title">
      <h3 id="import-questions-title">
        {questions.length === 1 ? 'One thing first' : `${questions.length} things first`}
      </h3>
      {questions.map((question) => (
        <Asked
          key={question.ask}
          question={question}
          disabled={isBusy}
          onAnswer={(choices) => void importing.choose(withAnswer(current.choices, choices))}
        />
      ))}
    </section>
  );
}

interface AskedProps {
  readonly question: Question;
  readonly disabled: boolean;
  readonly onAnswer: (choices: FileChoices) => void;
}

function Asked({ question: { ask, options }, disabled, onAnswer }: AskedProps) {
  return (
    <fieldset className={css.question}>
      <legend>{ask}</legend>
      <ul className={css.options}>
        {options.map(({ text, samples, choices }, at) => (
          <li key={text} className={css.option}>
            <button
              type="button"
              className="button outlined"
              disabled={disabled}
              onClick={() => onAnswer(choices)}
            >
              {at === 0 ? `${text} (likelier)` : text}
            </button>
            <ul className={`small quiet ${css.samples}`}>
              {samples.map((sample) => (
                <li key={sample}>{sample}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
