/** The sentence about the race at the moment looked at, for the lab and the projector alike. */

import { beginsText } from '../../state/seeds/seed-words';
import { type Telling, tellRace } from '../../state/tell-race';
import { recordAt } from '../../state/time/shown';
import { useSeedsTold } from '../seeds/use-seed-table';
import { useReplay, useSeeds, useShown } from '../session-context';

const TO_BEGIN =
  'Press Play: the methods train side by side, on the same data, first weights and batches.';

/** What the sentence and the big numbers are computed from. */
export function useTelling(): Telling {
  const record = useShown((state) => state.record);
  const levels = useShown((state) => state.levels);
  const summary = useShown((state) => state.summary);
  const catalogue = useShown((state) => state.catalogue);
  const at = useShown((state) => state.at);
  const ended = useShown(({ phase }) => phase === 'ended');
  return { record: recordAt(record, at), levels, summary, catalogue, ended: ended && at === null };
}

/** The sentence; while it changes many times a second it is not read aloud. */
export function useTold(): { readonly text: string; readonly isQuiet: boolean } {
  const telling = useTelling();
  const ofSeeds = useSeedsTold();
  const begins = useSeeds(beginsText);
  const trains = useShown(({ phase, at }) => phase === 'running' && at === null);
  const replays = useReplay((state) => state.isPlaying);
  return {
    text: ofSeeds ?? tellRace(telling) ?? begins ?? TO_BEGIN,
    isQuiet: trains || replays || begins !== null,
  };
}
