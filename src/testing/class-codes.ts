/** A class of a scene for tests: its codes, with the numbers they were made of, and a chat log that they stand in. */
import { guessedRaces, writeResultCode } from '../state/lessons/result-code';
import type { Scene, SceneValues } from '../state/lessons/scene';

export interface Pupil {
  readonly seed: number;
  readonly guess: number;
  readonly values: SceneValues;
  readonly code: string;
}

/** Shares of a thousand test samples, different for every pupil and number. */
const shareOf = (pupil: number, place: number): number =>
  (300 + ((pupil * 37 + place * 113) % 400)) / 1000;

/** So many pupils of a scene whose guess is a share. */
export function pupilsOf(scene: Scene, count: number): readonly Pupil[] {
  const [race = ''] = guessedRaces(scene);
  return Array.from({ length: count }, (_, pupil) => {
    const seed = 1001 + 7919 * pupil;
    const guess = (20 + ((pupil * 13) % 70)) / 100;
    const values = Object.fromEntries(
      scene.numbers.map(({ id, unit }, place) => {
        const share = shareOf(pupil, place);
        const value = unit === 'points' ? Math.round(1000 * share) / 10 : share;
        return [id, { value, told: 'untested' as const }];
      }),
    );
    return { seed, guess, values, code: writeResultCode(scene, seed, { [race]: guess }, values) };
  });
}

/** Every code on a line of its own, as a chat shows it. */
export const chatLog = (codes: readonly string[]): string =>
  codes
    .map(
      (code, i) =>
        `[10:${String(i % 60).padStart(2, '0')}] Pupil ${i + 1} \u{1F642}: here is mine ${code}, ok?`,
    )
    .join('\n');
