/** The tab "Geometry and cost": how features lie to each other, and what an epoch takes of this computer. */
import { fetched, type TabDescription } from '../tab';

export const geometryTab: TabDescription = {
  id: 'geometry',
  word: 'Geometry',
  name: 'Geometry and cost',
  shows: 'race',
  Pictures: fetched(async () => (await import('./Held')).Held),
  picturesLast: true,
};
