/** The answers to the assignments, for teachers: each hidden until it is asked for. */
import { TASK_ANSWERS } from '../../lessons/tasks/for-teachers';
import { TASKS } from '../../lessons/tasks/tasks';
import css from './TaskAnswers.module.css';

export function TaskAnswers() {
  return (
    <section className={css.answers} aria-labelledby="task-answers-title">
      <h2 id="task-answers-title" tabIndex={-1}>
        Answers to the assignments
      </h2>
      <p>
        The pupils save their answers as files; a command checks them, and any grader that runs a
        command can use it. Other right answers than these are possible.
      </p>
      {TASKS.map(({ id, title = id }) => {
        const found = TASK_ANSWERS.find(({ task }) => task === id);
        return found ? (
          <details key={id}>
            <summary>{title}</summary>
            <dl>
              <dt>A hint to give</dt>
              <dd>{found.hint}</dd>
              <dt>What solves it</dt>
              <dd>{found.answer}</dd>
              <dt>Why</dt>
              <dd>{found.why}</dd>
              <dt>What they may try first</dt>
              <dd>{found.instead}</dd>
            </dl>
          </details>
        ) : null;
      })}
    </section>
  );
}
