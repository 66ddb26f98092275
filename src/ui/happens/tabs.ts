/** The tabs of the page, in their order. Adding one is a folder and a line here. */
import { certaintyTab } from './certainty/certainty-tab';
import { competitionTab } from './competition/competition-tab';
import { confusionTab } from './confusion/confusion-tab';
import { dimensionsTab } from './dimensions/dimensions-tab';
import { geometryTab } from './geometry/geometry-tab';
import { lossesTab } from './losses/losses-tab';
import { mapTab } from './map/map-tab';
import { raceTab } from './race/race-tab';
import type { TabDescription } from './tab';

export const TABS: readonly TabDescription[] = [
  raceTab,
  lossesTab,
  competitionTab,
  dimensionsTab,
  certaintyTab,
  geometryTab,
  confusionTab,
  mapTab,
];
