/** The tab "Confusion": whom a head takes for whom. */
import { fetched, type TabDescription } from '../tab';

export const confusionTab: TabDescription = {
  id: 'confusion',
  word: 'Confusion',
  name: 'Confusion',
  shows: 'run',
  Pictures: fetched(async () => (await import('./Confusion')).Confusion),
};
