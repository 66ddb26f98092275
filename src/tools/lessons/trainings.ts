/**
 * Which races the scenes need, each trained once: races on the same data under the same settings are one training with
 * the runs of all of them, as runs of a race do not touch each other. Pure.
 */
import { createHash } from 'node:crypto';
import { keyOf, settingsKey } from '../../protocol/same-settings';
import { parseSettings, type Settings } from '../../protocol/settings';
import type { Scene, SceneRace } from '../../state/lessons/scene';

/** One race to train, and what it is for. */
export interface Training {
  /** Unlike that of any other settings; names the file that keeps it. */
  readonly key: string;
  readonly settings: Settings;
  /** `scene race`, for each race of a scene that reads from it. */
  readonly races: readonly string[];
}

/** Raised when what is kept of a training changes its shape. */
const KEPT_FORMAT = 1;

const short = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

export const raceName = ({ id }: Pick<Scene, 'id'>, race: string): string => `${id} ${race}`;

const settingsOf = (race: SceneRace, seed: number): Settings =>
  parseSettings({ ...race.settings, seed });

/** Whether a scene reads something from this race that is costly to measure. */
const readsHeavy = ({ numbers }: Scene, race: SceneRace): boolean =>
  numbers.some((number) => number.race === race.id && number.isHeavy);

/** Whether runs of one name have the same knobs in both. */
function agree(a: Settings['methods'], b: Settings['methods']): boolean {
  return Object.entries(a).every(([run, knobs]) => !(run in b) || keyOf(b[run]) === keyOf(knobs));
}

/** @throws SettingsError where a race's settings are none. */
export function trainingsOf(scenes: readonly Scene[], seed: number): readonly Training[] {
  const found: { settings: Settings; races: string[]; heavy: boolean }[] = [];
  for (const scene of scenes) {
    for (const race of scene.races) {
      const settings = settingsOf(race, seed);
      const same = found.find(
        (other) =>
          keyOf({ ...other.settings, methods: 0 }) === keyOf({ ...settings, methods: 0 }) &&
          agree(other.settings.methods, settings.methods),
      );
      const name = raceName(scene, race.id);
      if (same) {
        same.settings = {
          ...same.settings,
          methods: { ...same.settings.methods, ...settings.methods },
        };
        same.races.push(name);
        same.heavy ||= readsHeavy(scene, race);
      } else found.push({ settings, races: [name], heavy: readsHeavy(scene, race) });
    }
  }
  return found.map(({ settings, races, heavy }) => {
    // what is measured changes nothing of what is trained
    const measured = { ...settings, measures: { heavy } };
    return { key: short(keyOf([KEPT_FORMAT, settingsKey(measured)])), settings: measured, races };
  });
}

/** Which settings, numbers and bounds a scene's expected numbers belong to; the words of a scene are no part of it. */
export function fingerprint({ races, numbers, claims }: Scene): string {
  return short(
    keyOf([
      races.map((race) => [race.id, settingsKey(settingsOf(race, 0))]),
      numbers.map(({ id, race, unit }) => [id, race, unit]),
      claims.map(({ id, number, op, than, ofTen }) => [id, number, op, than, ofTen ?? null]),
    ]),
  );
}
