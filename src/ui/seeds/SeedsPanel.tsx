/** The same race over several seeds, or over the folds of few samples: how many, how far, and what they came to. */
import { lazy, Suspense } from 'react';
import { expectedEpochs } from '../../state/charts/chart-frame';
import { roomBeside } from '../../state/seeds/beside';
import { repeatIn } from '../../state/seeds/repeat';
import { isAllTrained, progressText, sideBySideText } from '../../state/seeds/seed-words';
import { FEWEST_SEEDS, MOST_SEEDS } from '../../state/seeds/seeds-store';
import { presentEpoch } from '../../state/time/shown';
import { leastSeeds } from '../../verdict/compare-seeds';
import {
  useExperiment,
  useFoundSeeds,
  useLab,
  useNeed,
  useRace,
  useSeeds,
  useSession,
  useThreads,
} from '../session-context';
import { CommandButton } from '../shell/CommandButton';
import { Folds } from './Folds';
import css from './SeedsPanel.module.css';
import { SeedsWanted } from './SeedsWanted';

/** Fetched once there are seeds to show. */
const SeedsResults = lazy(() => import('./SeedsResults'));

/** How far they have come; each epoch changes it, so it is read aloud on demand only. */
function Progress() {
  const session = useSession();
  const seeds = useSeeds((state) => state);
  const catalogue = useLab((state) => state.catalogue);
  const settings = useExperiment((state) => state.settings);
  const text = useRace(({ record, phase }) =>
    progressText(
      seeds,
      {
        epoch: phase === 'idle' || phase === 'starting' ? 0 : presentEpoch(record),
        of: expectedEpochs({ settings, catalogue, record }),
      },
      session.seeds.timeLeft(),
      settings,
    ),
  );
  if (text === null) return <Standing />;
  return (
    <p role="status" aria-live="off">
      {text}
    </p>
  );
}

/** How many would train at a time; nothing once all are trained. */
function SideBySide() {
  const seeds = useSeeds((state) => state);
  const found = useFoundSeeds((state) => state.runs);
  const lab = useLab((state) => state);
  const threads = useThreads((state) => state);
  const need = useNeed((state) => state.need);
  const settings = useExperiment((state) => state.settings);
  const text = isAllTrained(seeds, found, settings)
    ? null
    : sideBySideText(roomBeside(lab, threads), need, repeatIn(settings));
  return text === null ? null : <p className="small quiet">{text}</p>;
}

/** What there is while nothing is being trained. */
function Standing() {
  const count = useSeeds((state) => state.count);
  const methods = useExperiment(({ settings }) => Object.keys(settings.methods).length);
  const runs = useFoundSeeds((state) => state.runs);
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  const least = leastSeeds(methods - 1);
  const folds = useExperiment(({ settings }) => settings.folds);
  if (folds !== undefined) {
    return (
      <p role="status">
        {seeds < folds
          ? `${seeds} of ${folds} folds are trained. Each tests other samples, so that in the end every sample is tested once.`
          : `All ${folds} folds are trained, and every sample is tested once.`}
      </p>
    );
  }
  return (
    <p role="status">
      {seeds === 0
        ? 'One race speaks of these trained nets; only several seeds speak of methods. '
        : `${seeds} ${seeds === 1 ? 'seed stands' : 'seeds stand'} on the shelf with these settings, and ${seeds === 1 ? 'counts' : 'count'}. `}
      {methods > 1 && count < least
        ? `For a verdict on ${methods} methods ${least} seeds are the least.`
        : 'Every seed draws the data, the first weights and the order of batches anew.'}
    </p>
  );
}

export function SeedsPanel() {
  const hasSeeds = useFoundSeeds(
    ({ runs }) => new Set(runs.map(({ seed }) => seed)).size >= FEWEST_SEEDS,
  );
  const folds = useExperiment(({ settings }) => settings.folds);
  return (
    <section aria-labelledby="seeds-title">
      <h2 id="seeds-title">{folds === undefined ? 'Several seeds' : `${folds} folds`}</h2>
      <div className={css.controls}>
        {folds === undefined ? <SeedsWanted least={FEWEST_SEEDS} most={MOST_SEEDS} /> : null}
        <CommandButton id="seeds" outlined />
      </div>
      <Folds />
      <SideBySide />
      <Progress />
      {hasSeeds ? (
        <Suspense fallback={<p className="quiet">The table is being fetched.</p>}>
          <SeedsResults />
        </Suspense>
      ) : null}
    </section>
  );
}
