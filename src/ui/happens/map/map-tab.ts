/** The tab "Map": every modality’s features on a plane. */
import { fetched, type TabDescription } from '../tab';

export const mapTab: TabDescription = {
  id: 'map',
  word: 'Map',
  name: 'Feature map',
  shows: 'run',
  Pictures: fetched(async () => (await import('./FeatureMaps')).FeatureMaps),
};
