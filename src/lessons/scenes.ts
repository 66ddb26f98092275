/** All scenes, in the order of the stage. A new scene is one file and one line here. */
import type { Scene } from '../state/lessons/scene';
import { itStarves } from './scenes/it-starves';
import { theArrows } from './scenes/the-arrows';
import { theCure } from './scenes/the-cure';
import { theVictim } from './scenes/the-victim';
import { whenJointWins } from './scenes/when-joint-wins';
import { why } from './scenes/why';
import { worseThanAlone } from './scenes/worse-than-alone';

export const SCENES: readonly Scene[] = [
  itStarves,
  why,
  theVictim,
  theCure,
  theArrows,
  whenJointWins,
  worseThanAlone,
];
