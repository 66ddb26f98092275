/** What a teacher fills in for a link, and the link's address that comes of it, or what is still wrong with it. Pure. */
import { LARGEST_SEED } from '../../protocol/training-knobs';
import { SCENE_PARTS, type ScenePart } from './scene';
import { asClassName, LONGEST_CLASS_NAME, type SceneAddress } from './scene-address';

export interface LinkForm {
  readonly scene: string;
  /** Whether each pupil's browser draws a seed of its own. */
  readonly isClass: boolean;
  readonly className: string;
  /** As it was typed. */
  readonly seed: string;
  readonly parts: readonly ScenePart[];
  /** The scenes offered, by id. */
  readonly offered: readonly string[];
  readonly isLocked: boolean;
}

export interface LinkProblems {
  readonly className?: string;
  readonly seed?: string;
  readonly parts?: string;
}

/** The form as it opens over the stage. */
export function linkFormOf(
  { scene, seed, show, scenes, lock, className }: SceneAddress,
  sceneIds: readonly string[],
): LinkForm {
  return {
    scene,
    // a class is what most links are for; a seed in the address is somebody's choice
    isClass: seed === null,
    className: className ?? '',
    seed: String(seed ?? 1),
    parts: show ?? SCENE_PARTS,
    offered: scenes ? sceneIds.filter((_, place) => scenes.includes(place + 1)) : sceneIds,
    isLocked: lock,
  };
}

export function problemsOf({ isClass, className, seed, parts }: LinkForm): LinkProblems {
  const isSeed = /^\d{1,10}$/.test(seed.trim()) && Number(seed) <= LARGEST_SEED;
  return {
    ...(isClass &&
      asClassName(className) === null && {
        className: `Give the class a name of 1 to ${LONGEST_CLASS_NAME} letters, such as 7b.`,
      }),
    ...(!isClass && !isSeed && { seed: `A seed is a whole number from 0 to ${LARGEST_SEED}.` }),
    ...(parts.length === 0 && { parts: 'Show at least one part.' }),
  };
}

/** The link's address; null while something is wrong with the form. The scene that opens is always offered. */
export function addressOf(form: LinkForm, sceneIds: readonly string[]): SceneAddress | null {
  if (Object.keys(problemsOf(form)).length > 0) return null;
  const { scene, isClass, className, seed, parts, offered, isLocked } = form;
  const places = sceneIds.flatMap((id, place) =>
    id === scene || offered.includes(id) ? [place + 1] : [],
  );
  return {
    scene,
    seed: isClass ? null : Number(seed),
    show:
      parts.length === SCENE_PARTS.length
        ? null
        : SCENE_PARTS.filter((part) => parts.includes(part)),
    scenes: places.length === sceneIds.length ? null : places,
    lock: isLocked,
    className: isClass ? asClassName(className) : null,
  };
}
