/** All scenes, in the order of the stage. A new scene is one file and one line here. */
import type { Scene } from '../state/lessons/scene';
import { itStarves } from './scenes/it-starves';

export const SCENES: readonly Scene[] = [itStarves];
