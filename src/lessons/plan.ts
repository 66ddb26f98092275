/** The lesson by the clock: the scenes one after the other, each with the minutes it takes. Pure. */
import type { Scene } from '../state/lessons/scene';

export interface PlanRow {
  readonly scene: Scene;
  /** Its place on the stage, from 1. */
  readonly number: number;
  /** Minutes after the beginning. */
  readonly from: number;
  readonly to: number;
}

export function lessonPlan(scenes: readonly Scene[]): readonly PlanRow[] {
  let at = 0;
  return scenes.map((scene, i) => {
    const from = at;
    at += scene.teachers.minutes;
    return { scene, number: i + 1, from, to: at };
  });
}
