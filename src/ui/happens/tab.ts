/**
 * How a tab beside the race describes itself. Every tab is drawn the same way: which run, pictures of its own, and
 * the charts of the measures that name it; so a tab without pictures is nothing but this description.
 */
import { type ComponentType, lazy } from 'react';
import type { Chart } from '../../state/charts/chart';
import type { ChartSource } from '../../state/charts/chart-frame';
import type { RunRecord } from '../../state/race-record';

/** What the pictures of a tab are given. */
export interface TabProps {
  readonly source: ChartSource;
  /** The run it shows; null before there is one. */
  readonly run: RunRecord | null;
}

export interface TabDescription {
  /** Measures name it. */
  readonly id: string;
  /** The word on the tab. */
  readonly word: string;
  /** The whole name, for those who hear it. */
  readonly name: string;
  /**
   * What it shows: every run of the race, or one run that a person chooses; of those the first, or one in which
   * modalities teach each other, before anybody has chosen.
   */
  readonly shows: 'race' | 'run' | 'teaching-run';
  /** Charts that stand before those of the measures. */
  readonly charts?: (source: ChartSource, run: RunRecord | null) => readonly Chart[];
  /** Pictures and tables of its own, above the charts. */
  readonly Pictures?: ComponentType<TabProps>;
  /** Whether they stand under the charts. */
  readonly picturesLast?: true;
}

/** Pictures that are fetched when their tab is opened first. */
export const fetched = (load: () => Promise<ComponentType<TabProps>>): ComponentType<TabProps> =>
  lazy(async () => ({ default: await load() }));
