/** Says that the page shows no present race but a run of the past or a recording, and the way back; or that one comes. */
import { type PastOrigin, recordingDate } from '../../state/time/past-race';
import { Unbroken } from '../controls/Unbroken';
import { useShown, useTime } from '../session-context';
import css from './PastNote.module.css';

function words(origin: PastOrigin): string {
  if (origin.kind === 'shelf') {
    if (origin.whole === 'found') {
      return `This race has been trained here: ${origin.title}. Press Play to train it again.`;
    }
    return `A past ${origin.whole ? 'race' : 'run'}, to look at only: ${origin.title}.`;
  }
  return `A recording, made on ${recordingDate(origin)} on ${origin.backend} with seed ${origin.seed}. Press Play to train it here.`;
}

/** As long as what comes in its place, so that nothing moves when it does. */
const AWAITED =
  'A recording of this race, made beforehand, is on its way. Press Play to train it here without waiting.';

export function PastNote() {
  const origin = useShown((state) => state.origin);
  const back = useTime((state) => state.backToPresent);
  const isAwaited = useTime((state) => state.isAwaited);
  return (
    <p className={css.note} role="status">
      {origin ? <Unbroken text={`${words(origin)} `} /> : isAwaited ? AWAITED : null}
      {origin?.kind === 'shelf' && origin.whole !== 'found' ? (
        <button type="button" className="link" onClick={back}>
          Back to the present race
        </button>
      ) : null}
    </p>
  );
}
