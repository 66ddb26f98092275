/** From trained races to what the scenes promise beside what came: claims with their verdicts, and what a teacher may expect. Pure. */
import type { Expected, ExpectedNumber, ExpectedScene } from '../../lessons/expected';
import { holds, mustHold } from '../../state/lessons/claims';
import type { NumberUnit, SceneValue } from '../../state/lessons/numbers';
import type { Claim, Scene } from '../../state/lessons/scene';
import type { RaceSaid } from '../../state/race-store';
import { fingerprint } from './trainings';

/** The race of a scene on a seed, trained. */
export type RaceOf = (scene: Scene, race: string, seed: number) => RaceSaid;

/** Each number of a scene on each seed, in the seeds' order; null where that race did not yield it. */
export type Measured = Readonly<Record<string, readonly (SceneValue | null)[]>>;

export function measureScene(scene: Scene, seeds: readonly number[], raceOf: RaceOf): Measured {
  return Object.fromEntries(
    scene.numbers.map((number) => [
      number.id,
      seeds.map((seed) => number.read(raceOf(scene, number.race, seed))),
    ]),
  );
}

/** A claim beside what came. */
export interface Checked {
  readonly scene: string;
  readonly claim: Claim;
  readonly unit: NumberUnit;
  readonly mean: number | null;
  readonly sd: number | null;
  /** On how many seeds it holds; a seed without the number is one on which it does not. */
  readonly holds: number;
  readonly of: number;
  readonly must: number;
  /** Seeds on which it does not. */
  readonly broken: readonly number[];
}

/** @throws Error where a claim speaks of a number that the scene does not have. */
export function checkScene(
  scene: Scene,
  seeds: readonly number[],
  measured: Measured,
): readonly Checked[] {
  return scene.claims.map((claim) => {
    const number = scene.numbers.find(({ id }) => id === claim.number);
    const values = measured[claim.number];
    if (!number || !values) {
      throw new Error(
        `Scene ${scene.id} claims something of ${claim.number}, which is no number of it.`,
      );
    }
    const broken = seeds.filter((_, i) => {
      const value = values[i];
      return !value || !holds(claim, value.value);
    });
    return {
      scene: scene.id,
      claim,
      unit: number.unit,
      ...spread(values),
      holds: seeds.length - broken.length,
      of: seeds.length,
      must: mustHold(claim, seeds.length),
      broken,
    };
  });
}

export const isKept = ({ holds: held, must }: Checked): boolean => held >= must;

function spread(values: readonly (SceneValue | null)[]): Pick<Checked, 'mean' | 'sd'> {
  const known = values.flatMap((value) => value?.value ?? []);
  if (known.length === 0) return { mean: null, sd: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  if (known.length === 1) return { mean, sd: null };
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (known.length - 1)) };
}

/** Enough for every sentence, and few enough that a change of the last bit changes no file. */
const round = (value: number): number => Number(value.toPrecision(4));

function expectedNumber(values: readonly (SceneValue | null)[]): ExpectedNumber | null {
  const { mean, sd } = spread(values);
  if (mean === null) return null;
  const told = (word: 'more' | 'less') => values.filter((value) => value?.told === word).length;
  return {
    mean: round(mean),
    sd: sd === null ? null : round(sd),
    seeds: values.filter((value) => value !== null).length,
    more: told('more'),
    less: told('less'),
  };
}

/** What stands in src/lessons/expected.json. */
export function expectedOf(
  scenes: readonly Scene[],
  seeds: readonly number[],
  raceOf: RaceOf,
): Expected {
  const sceneOf = (scene: Scene): ExpectedScene => {
    const measured = measureScene(scene, seeds, raceOf);
    const numbers = Object.entries(measured).flatMap(([id, values]) => {
      const number = expectedNumber(values);
      return number ? [[id, number] as const] : [];
    });
    const claims = checkScene(scene, seeds, measured).map(
      ({ claim, holds: held }) => [claim.id, held] as const,
    );
    return {
      of: fingerprint(scene),
      numbers: Object.fromEntries(numbers),
      claims: Object.fromEntries(claims),
    };
  };
  return { seeds, scenes: Object.fromEntries(scenes.map((scene) => [scene.id, sceneOf(scene)])) };
}
