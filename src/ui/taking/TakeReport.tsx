/** The race as one page to be read without the lab. What writes it is loaded when somebody asks for it. */
import { lazy, Suspense, useState } from 'react';
import { epochsDone } from '../../state/race-record';
import { useShown } from '../session-context';
import { TakeItem } from './TakeItem';

const NOTHING =
  'There is nothing to report: no run of this race has trained an epoch. Press Play first.';

const WriteReport = lazy(() => import('./WriteReport'));

export function TakeReport() {
  const hasTrained = useShown(({ record }) => record.some((run) => epochsDone(run) > 0));
  const [isWriting, setWriting] = useState(false);
  const [told, setTold] = useState('');
  const [failed, setFailed] = useState('');
  return (
    <TakeItem
      id="report"
      word="Report (HTML)"
      about="One page to read, print and keep, without scripts: what came out, tables with verdicts, curves, lanes, data, settings and what differs from the preset, sources as BibTeX, versions, and the link with the end numbers."
      hindrance={hasTrained ? null : NOTHING}
      isBusy={isWriting}
      onTake={() => {
        setTold('');
        setFailed('');
        setWriting(true);
      }}
    >
      <p role="status">{isWriting ? 'Writing ...' : told}</p>
      {failed === '' ? null : (
        <p role="alert" className="problem">
          {failed}
        </p>
      )}
      {isWriting ? (
        <Suspense fallback={null}>
          <WriteReport
            onEnd={(saved, problem) => {
              setWriting(false);
              setTold(saved ?? '');
              setFailed(problem ?? '');
            }}
          />
        </Suspense>
      ) : null}
    </TakeItem>
  );
}
