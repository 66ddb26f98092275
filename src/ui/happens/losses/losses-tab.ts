/** The tab "Losses and gradients": what training makes small, and how hard it pulls. */
import { lossChart } from '../../../state/measures/loss-charts';
import type { TabDescription } from '../tab';

export const lossesTab: TabDescription = {
  id: 'losses',
  word: 'Losses',
  name: 'Losses and gradients',
  shows: 'run',
  charts: (source, run) => [lossChart(source, run)],
};
