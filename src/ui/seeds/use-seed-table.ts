/** The table of all seeds, and whether all of them are shown, for every view that speaks of them. */
import { useMemo } from 'react';
import { methodIdOf, runLabel } from '../../protocol/settings';
import type { Chart } from '../../state/charts/chart';
import type { HeadlineNumber } from '../../state/projector/headline';
import { seedsFusionHeadline, seedsHeadline } from '../../state/projector/seeds-headline';
import { questionOfSeeds, tellAllSeeds } from '../../state/seeds/all-seeds';
import type { SeedCurve } from '../../state/seeds/seed-curves';
import { type SeedTable, seedTable } from '../../state/seeds/seed-table';
import { FEWEST_SEEDS } from '../../state/seeds/seeds-store';
import { tellFolds } from '../../state/seeds/tell-folds';
import type { SeedsSubject } from '../../verdict/tell-seeds';
import { useExperiment, useFoundSeeds, useLab, useSeeds, useShown } from '../session-context';

export function useSeedTable(): SeedTable {
  const runs = useFoundSeeds((state) => state.runs);
  const settings = useExperiment((state) => state.settings);
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  return useMemo(() => {
    const labelOf = (run: string) => {
      const method = catalogue.find(({ id }) => id === methodIdOf(run));
      return method ? runLabel(run, method) : run;
    };
    return seedTable(runs, settings, summary?.modalities ?? [], labelOf);
  }, [runs, settings, summary, catalogue]);
}

/** Of one chart, where no test over the seeds speaks of it. */
const NOTHING_TOLD = 'Of this chart these seeds tell nothing yet.';

/** How many seeds have a run that ended. A race of the past is looked at by itself. */
export function useSeedsKnown(): number {
  const isPast = useShown(({ origin }) => origin !== null);
  const seeds = useFoundSeeds(
    ({ runs }) =>
      new Set(runs.flatMap(({ seed, status }) => (status === 'ended' ? [seed] : []))).size,
  );
  return isPast ? 0 : seeds;
}

/** Whether charts and sentence are of all seeds now. */
export function useShowsAll(): boolean {
  const wanted = useSeeds(({ shows }) => shows === 'all');
  return useSeedsKnown() >= FEWEST_SEEDS && wanted;
}

/** The curves of all seeds while they are shown; null while the present race is. */
export function useAllCurves(): readonly SeedCurve[] | null {
  const curves = useFoundSeeds((state) => state.curves);
  const isThere = useShowsAll() && new Set(curves.map(({ seed }) => seed)).size >= FEWEST_SEEDS;
  return isThere ? curves : null;
}

/** The sentences about all seeds while they are shown; null while the present race is. */
export function useSeedsTold(subject: SeedsSubject = 'all'): string | null {
  const table = useSeedTable();
  const isShown = useShowsAll();
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  const baseline = useSeeds((state) => state.baseline);
  const folds = useExperiment(({ settings }) => settings.folds);
  const told = useMemo(() => {
    if (!isShown) return null;
    if (folds !== undefined) return tellFolds(table, folds);
    return tellAllSeeds(table, summary, catalogue, { baseline }, subject);
  }, [isShown, folds, table, summary, catalogue, baseline, subject]);
  if (told === '') return subject === 'all' ? null : NOTHING_TOLD;
  return told;
}

/** What the page asks of all seeds while they are shown; null while the present race is. */
export function useSeedsQuestion(): string | null {
  const table = useSeedTable();
  const isShown = useShowsAll();
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  const isTested = useExperiment(({ settings }) => settings.folds === undefined);
  return useMemo(
    () => (isShown && isTested ? questionOfSeeds(table, summary, catalogue) : null),
    [isShown, isTested, table, summary, catalogue],
  );
}

/** The projected chart's numbers of all seeds while they are shown; null while the present race is. */
export function useSeedsNumbers(chart: Chart): readonly HeadlineNumber[] | null {
  const table = useSeedTable();
  const isShown = useShowsAll();
  const summary = useExperiment((state) => state.summary);
  const catalogue = useLab((state) => state.catalogue);
  const isTested = useExperiment(({ settings }) => settings.folds === undefined);
  return useMemo(() => {
    if (!isShown || !isTested) return null;
    return chart.told === 'fusion'
      ? seedsFusionHeadline(table, catalogue)
      : seedsHeadline(table, summary, catalogue);
  }, [isShown, isTested, table, summary, catalogue, chart.told]);
}
