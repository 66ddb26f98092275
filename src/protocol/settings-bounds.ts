/**
 * How large settings may be. They come from links, files, stored runs and command lines, and whoever wrote those may be
 * anyone: a thousand runs fit into a link of 20 kB and would fill the memory. So their size is asked here, once for all
 * of these ways, before they are validated, merged or shown; and what is said of it is short whatever was given.
 */
import { shownPath } from './failure';

/** Runs of one race. Every one holds its nets and its curves; the page's own forms offer far fewer. */
export const MOST_RUNS = 64;
/** `methods.RUN.duc.weight.MODALITY` is the deepest there is; a few more, so that a wrong path is named as wrong. */
export const DEEPEST = 8;
/** Letters of all names and texts together: columns of the widest table fit. */
const MOST_LETTERS = 4_000_000;
/** What any value counts as, so that a list of a million numbers is large too. */
const LETTERS_OF_VALUE = 20;

/** How many parts an object may hold, and how many letters the name of each may have. */
type Room = readonly [parts: number, letters: number];
const USUAL: Room = [100, 100];
/** By what they stand in; a run's name has its tag. Classes and columns are called as files call them. */
const ROOMS: Readonly<Record<string, Room>> = {
  data: [20_000, 1000],
  encoders: [32, 100],
  methods: [MOST_RUNS, 80],
};

/** What is too large of settings. */
export interface Beyond {
  readonly path: string;
  readonly message: string;
}

/** What of this is larger than any settings; null where nothing is. `input` may be anything. */
export function beyondBounds(input: unknown): Beyond | null {
  let letters = 0;
  const beyond = (keys: readonly string[], what: string): Beyond => {
    const path = shownPath(keys) || 'settings';
    return { path, message: `${path} ${what}.` };
  };
  const most = (limit: number) => `; at most ${limit.toLocaleString('en-US')} are taken`;
  // calls itself no deeper than the deepest setting, and goes no further than the first place that is too large
  const look = (value: unknown, keys: readonly string[]): Beyond | null => {
    letters += LETTERS_OF_VALUE + (typeof value === 'string' ? value.length : 0);
    if (letters > MOST_LETTERS) {
      return beyond(keys, `makes the settings too long${most(MOST_LETTERS)} in all`);
    }
    if (typeof value !== 'object' || value === null) return null;
    if (keys.length >= DEEPEST)
      return beyond(keys, `is nested more than ${DEEPEST} deep; no setting is`);
    const names = Object.keys(value);
    const [first = ''] = keys;
    const isRoom = (keys.length === 1 || first === 'data') && Object.hasOwn(ROOMS, first);
    const [parts, longest] = (isRoom && ROOMS[first]) || USUAL;
    if (names.length > parts && !Array.isArray(value)) {
      return beyond(keys, `has ${names.length.toLocaleString('en-US')} entries${most(parts)}`);
    }
    for (const name of names) {
      const own = [...keys, name];
      if (name.length > longest) {
        return beyond(
          own,
          `has a name of ${name.length.toLocaleString('en-US')} letters${most(longest)}`,
        );
      }
      letters += name.length;
      const found = look((value as Record<string, unknown>)[name], own);
      if (found) return found;
    }
    return null;
  };
  return look(input, []);
}
