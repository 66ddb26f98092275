/** The tab "Competition": how sure each modality is now, and the course of the signs of it. */
import { fetched, type TabDescription } from '../tab';

export const competitionTab: TabDescription = {
  id: 'competition',
  word: 'Competition',
  name: 'Competition',
  shows: 'run',
  Pictures: fetched(async () => (await import('./Leader')).Leader),
};
