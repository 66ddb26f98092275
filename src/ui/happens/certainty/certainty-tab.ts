/** The tab "Certainty": whom the prediction trusts when a modality fails, and whether heads know what they know. */
import { fetched, type TabDescription } from '../tab';

export const certaintyTab: TabDescription = {
  id: 'certainty',
  word: 'Certainty',
  name: 'Certainty',
  shows: 'teaching-run',
  Pictures: fetched(async () => (await import('./Certainty')).Certainty),
};
