/** The question and the sentence about the race at the moment looked at, for the lab and the projector alike. */

import type { Chart } from '../../state/charts/chart';
import { projectedText } from '../../state/projector/projected';
import { beginsText } from '../../state/seeds/seed-words';
import { type Telling, tellRace } from '../../state/tell-race';
import { question } from '../../state/telling/question';
import { recordAt } from '../../state/time/shown';
import { useSeedsQuestion, useSeedsTold } from '../seeds/use-seed-table';
import { useExperiment, useReplay, useSeeds, useShown } from '../session-context';

const TO_BEGIN =
  'Press Play: the methods train side by side, on the same data, first weights and batches.';
const STARTING = 'The encoders and heads of all methods are being set up.';

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

export interface Told {
  readonly text: string;
  /** Of the present race milestones are spoken; aloud it is only read where somebody looks back or at all seeds. */
  readonly isQuiet: boolean;
}

function useBegun(told: string | null, ofSeeds: string | null): Told {
  const settings = useExperiment((state) => state.settings);
  const begins = useSeeds((seeds) => beginsText(seeds, settings));
  const isLatest = useShown(({ at }) => at === null);
  const isStarting = useShown(({ phase }) => phase === 'starting');
  const replays = useReplay((state) => state.isPlaying);
  return {
    text: ofSeeds ?? told ?? begins ?? (isStarting ? STARTING : TO_BEGIN),
    isQuiet: (isLatest && ofSeeds === null) || replays || begins !== null,
  };
}

/** The sentence about the race. */
export function useTold(): Told {
  return useBegun(tellRace(useTelling()), useSeedsTold());
}

/** The sentence about one chart of it. */
export function useChartTold(chart: Chart): Told {
  const at = useShown((state) => state.at);
  const ofSeeds = useSeedsTold(chart.told);
  return useBegun(projectedText(chart, useTelling(), at), ofSeeds);
}

/** The question at the top of the page: of all seeds while they are shown, else of the race. */
export function useQuestion(): string {
  const telling = useTelling();
  return useSeedsQuestion() ?? question(telling);
}
