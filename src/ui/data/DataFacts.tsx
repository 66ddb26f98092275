/** What is in the data set: classes, counts, split, notes, origin. */
import { listed } from '../../state/format';
import { useExperiment } from '../session-context';
import { ClassBars } from './ClassBars';
import css from './DataFacts.module.css';

export function DataFacts({ licence }: { readonly licence: string | null }) {
  const summary = useExperiment((state) => state.summary);
  const status = useExperiment((state) => state.dataStatus);
  if (!summary) {
    return (
      <p className="small quiet">
        {status === 'failed' ? 'No data are open.' : 'The data are being made ready \u2026'}
      </p>
    );
  }
  const { train, validation, test } = summary.counts;
  const split = [
    `${train} to train`,
    ...(validation > 0 ? [`${validation} to validate`] : []),
    `${test} to test`,
  ];
  return (
    <div className={css.facts} aria-busy={status === 'opening'}>
      <h3>{train + validation + test} samples</h3>
      <p className="small quiet">{listed(split)}</p>
      <h3>{summary.classNames.length} classes</h3>
      <ClassBars names={summary.classNames} counts={summary.classCounts} />
      {summary.notes.map((note) => (
        <p className="small quiet" key={note.message}>
          {note.message}
        </p>
      ))}
      {licence === null ? null : <p className="small quiet">{licence}</p>}
    </div>
  );
}
