/** The tab "Race": what each encoder and each prediction knows, and how the modalities agree. */
import { raceCharts } from '../../../state/charts/race-charts';
import type { TabDescription } from '../tab';

export const raceTab: TabDescription = {
  id: 'race',
  word: 'Race',
  name: 'Race',
  shows: 'race',
  charts: raceCharts,
};
