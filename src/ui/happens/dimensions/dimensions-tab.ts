/** The tab "Dimensions": which dimensions know the classes, in whom, and what is taught along them. */
import { fetched, type TabDescription } from '../tab';

export const dimensionsTab: TabDescription = {
  id: 'dimensions',
  word: 'Dimensions',
  name: 'Dimensions',
  shows: 'teaching-run',
  Pictures: fetched(async () => (await import('./Dimensions')).Dimensions),
};
