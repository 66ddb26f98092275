/**
 * A teacher's link: `#scene=ID&seed=&show=lanes,chart&scenes=1-4&lock&class=NAME`, read and written. An address is
 * untrusted: whatever of it cannot be used is named in a sentence, nothing is guessed, and the rest is used. It knows
 * the scenes only as the list of their ids. Pure.
 */
import { type Failure, show } from '../../protocol/failure';
import { LARGEST_SEED } from '../../protocol/training-knobs';
import { SCENE_PARTS, type ScenePart } from './scene';

/** What a link asks of the stage. */
export interface SceneAddress {
  /** The scene that opens. */
  readonly scene: string;
  /** The seed of every race; null where the link leaves it to the stage. */
  readonly seed: number | null;
  /** The parts of the screen in sight, in the order of `SCENE_PARTS`; null is all of them. */
  readonly show: readonly ScenePart[] | null;
  /** The scenes offered, by their places in the list from 1, ascending; null is all of them. */
  readonly scenes: readonly number[] | null;
  /** Whether the way to the whole lab is hidden. */
  readonly lock: boolean;
  /** In a class every browser draws a seed of its own. */
  readonly className: string | null;
}

export interface SceneReading extends SceneAddress {
  /** What of the link could not be used; at most one sentence for each `code`. */
  readonly failed: readonly Failure[];
}

/** Longer names fit no heading. */
export const LONGEST_CLASS_NAME = 40;

const KEYS = ['scene', 'seed', 'show', 'scenes', 'lock', 'class'] as const;
type Key = (typeof KEYS)[number];

/** Beside a scene the settings of the whole lab say nothing; they are known all the same. */
const SETTINGS_KEY = 's';

const listed = (words: readonly (string | number)[]) => words.join(', ');

/** The fragment that opens this, with its `#`. Reading it with the same scenes gives the same back. */
export function writeSceneAddress(address: SceneAddress): string {
  const { scene, seed, show: parts, scenes, lock, className } = address;
  const pieces = [
    `scene=${encodeURIComponent(scene)}`,
    seed !== null && `seed=${seed}`,
    parts && `show=${parts.join(',')}`,
    scenes && `scenes=${writePlaces(scenes)}`,
    className !== null && `class=${encodeURIComponent(className)}`,
    lock && 'lock',
  ];
  return `#${pieces.filter((piece) => piece).join('&')}`;
}

/** Neighbours become ranges: 1-3,5. */
function writePlaces(places: readonly number[]): string {
  const ranges: { first: number; last: number }[] = [];
  for (const place of places) {
    const open = ranges.at(-1);
    if (open && open.last + 1 === place) open.last = place;
    else ranges.push({ first: place, last: place });
  }
  return ranges
    .map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
    .join(',');
}

/**
 * Reads a fragment.
 * @param fragment what follows the address, with or without its `#`.
 * @param sceneIds the scenes there are, in their order; at least one.
 * @returns null where the fragment names no scene.
 */
export function readSceneAddress(
  fragment: string,
  sceneIds: readonly string[],
): SceneReading | null {
  const { given, failed } = takeApart(fragment);
  const scene = given.get('scene');
  const [firstScene] = sceneIds;
  if (scene === undefined || firstScene === undefined) return null;
  const fail = (code: string, message: string, hint: string) => {
    failed.push({ code, message, hint });
    return null;
  };

  const isKnown = sceneIds.includes(scene);
  if (!isKnown) {
    fail(
      'link-scene',
      scene === ''
        ? 'The link names no scene after “scene=”.'
        : `The link asks for the scene ${show(scene)}; there is none of that name.`,
      `Another scene is open instead. The scenes are ${listed(sceneIds)}.`,
    );
  }
  const className = given.has('class') ? readClassName(given.get('class') ?? '', fail) : null;
  const offered = given.has('scenes')
    ? readPlaces(given.get('scenes') ?? '', sceneIds.length, fail)
    : null;
  const place = sceneIds.indexOf(scene) + 1;
  if (isKnown && offered && !offered.includes(place)) {
    fail(
      'link-scenes-without',
      `The link opens scene ${place} and offers only ${listed(offered)}.`,
      `Scene ${place} is offered as well.`,
    );
  }
  const scenes = isKnown && offered ? among(offered, place) : offered;
  return {
    scene: isKnown ? scene : (sceneIds[(scenes?.[0] ?? 1) - 1] ?? firstScene),
    seed: given.has('seed') ? readSeed(given.get('seed') ?? '', className, fail) : null,
    show: given.has('show') ? readParts(given.get('show') ?? '', fail) : null,
    scenes,
    lock: given.has('lock') && readLock(given.get('lock') ?? '', fail),
    className,
    failed,
  };
}

const among = (places: readonly number[], place: number) =>
  places.includes(place) ? places : [...places, place].sort((a, b) => a - b);

type Fail = (code: string, message: string, hint: string) => null;

/** The parts of the fragment by their keys; those that are no parts of a link are named. */
function takeApart(fragment: string): { given: Map<Key, string>; failed: Failure[] } {
  const given = new Map<Key, string>();
  const failed: Failure[] = [];
  const unknown: string[] = [];
  const twice: Key[] = [];
  const broken: string[] = [];
  let hasSettings = false;
  for (const part of unwrapped(fragment).split('&')) {
    if (part === '') continue;
    const sign = part.indexOf('=');
    const written = sign === -1 ? part : part.slice(0, sign);
    if (written === SETTINGS_KEY) {
      hasSettings = true;
      continue;
    }
    const name = decoded(written) ?? written;
    const key = KEYS.find((each) => each === name);
    const value = decoded(sign === -1 ? '' : part.slice(sign + 1));
    if (key === undefined) unknown.push(name);
    else if (value === null) broken.push(key);
    else if (given.has(key)) twice.push(key);
    else given.set(key, value);
  }
  const fail = (code: string, message: string, hint: string) =>
    failed.push({ code, message, hint });
  if (hasSettings) {
    fail(
      'link-scene-and-settings',
      'The link names a scene and the settings of a race; a scene has settings of its own.',
      'The scene is open. Take the part “scene=” out of the link to open the settings.',
    );
  }
  if (unknown.length > 0) {
    fail(
      'link-unknown',
      `The link says ${listed(unknown.map((name) => show(name)))}, which this page does not know.`,
      `The rest of the link is used. A link can say ${listed(KEYS)}.`,
    );
  }
  if (twice.length > 0) {
    fail(
      'link-twice',
      `The link says ${listed(twice)} more than once.`,
      'What stands there first is used.',
    );
  }
  if (broken.length > 0) {
    fail(
      'link-broken',
      `What the link says for ${listed(broken)} cannot be read: a % in it is followed by no two hexadecimal digits.`,
      'The rest of the link is used. Ask for the link again, or mend this part.',
    );
  }
  return { given, failed };
}

/** Some chats write the whole fragment percent-encoded, its `=` and `&` included. */
function unwrapped(fragment: string): string {
  const bare = fragment.replace(/^#/, '');
  const isWrapped = !bare.includes('=') && /%3d/i.test(bare);
  return (isWrapped && decoded(bare)) || bare;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function readSeed(text: string, className: string | null, fail: Fail): number | null {
  if (!/^\d{1,10}$/.test(text) || Number(text) > LARGEST_SEED) {
    return fail(
      'link-seed',
      `The link asks for the seed ${show(text)}; a seed is a whole number from 0 to ${LARGEST_SEED}.`,
      'The stage chooses the seed instead.',
    );
  }
  if (className !== null) {
    return fail(
      'link-seed-and-class',
      `The link names the seed ${text} and the class ${show(className)}; in a class every browser draws a seed of its own.`,
      `The seed ${text} is not used. Take the class out of the link if all shall have the same seed.`,
    );
  }
  return Number(text);
}

function readParts(text: string, fail: Fail): readonly ScenePart[] | null {
  const asked = text.split(',').map((part) => part.trim());
  const unknown = asked.filter((part) => !SCENE_PARTS.some((known) => known === part));
  const parts = SCENE_PARTS.filter((part) => asked.includes(part));
  if (unknown.length > 0) {
    fail(
      'link-show',
      `The link shows ${listed(unknown.map((part) => show(part)))}; a scene has no such part.`,
      `${parts.length > 0 ? 'The other parts named are shown.' : 'All parts are shown.'} The parts are ${listed(SCENE_PARTS)}.`,
    );
  }
  return parts.length > 0 ? parts : null;
}

function readPlaces(text: string, count: number, fail: Fail): readonly number[] | null {
  const unread: string[] = [];
  const places = new Set<number>();
  for (const piece of text.split(',')) {
    const found = /^\s*(\d{1,3})\s*(?:-\s*(\d{1,3})\s*)?$/.exec(piece);
    const first = Number(found?.[1]);
    const last = found?.[2] === undefined ? first : Number(found[2]);
    const isInside = found !== null && first >= 1 && first <= last && last <= count;
    if (!isInside) unread.push(piece.trim());
    if (found === null || last < first) continue;
    for (let place = Math.max(1, first); place <= Math.min(last, count); place += 1) {
      places.add(place);
    }
  }
  const offered = [...places].sort((a, b) => a - b);
  if (unread.length > 0) {
    fail(
      'link-scenes',
      `The link offers the scenes ${listed(unread.map((piece) => show(piece)))}; there are scenes 1 to ${count}, written like 1-${count} or 1,${count}.`,
      offered.length > 0
        ? `Of what the link names, ${listed(offered)} ${offered.length > 1 ? 'are' : 'is'} offered.`
        : 'All scenes are offered.',
    );
  }
  return offered.length > 0 ? offered : null;
}

function readLock(value: string, fail: Fail): boolean {
  if (value === '') return true;
  fail(
    'link-lock',
    `The link says lock=${show(value)}; “lock” stands alone, without a value.`,
    'The way to the whole lab stays open.',
  );
  return false;
}

/**
 * A class name as people mean it: without blanks around it, one way of writing accents.
 * @returns null where it is empty, too long, or holds characters that cannot be seen.
 */
export function asClassName(text: string): string | null {
  const name = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  const isUsable = name !== '' && [...name].length <= LONGEST_CLASS_NAME && !/\p{C}/u.test(name);
  return isUsable ? name : null;
}

function readClassName(text: string, fail: Fail): string | null {
  return (
    asClassName(text) ??
    fail(
      'link-class',
      `The link names the class ${show(text)}; a class name has 1 to ${LONGEST_CLASS_NAME} letters that can be seen.`,
      'The scene is open without a class.',
    )
  );
}
