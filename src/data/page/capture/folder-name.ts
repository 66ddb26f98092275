/** A folder for a class that a person has named: its name where a reader takes it for nothing else. Imports data. */
import {
  groupRank,
  isBesideClasses,
  isKindName,
  isStorageName,
  isViewName,
  splitInName,
} from '../../import/meaning/words';

/** Letters, digits and spaces, so that every file system keeps it as it is. */
const PLAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N} ]{0,38}[\p{L}\p{N}])?$/u;
/** What systems forbid, and what looks like a person's code. */
const TAKEN = /^((con|prn|aux|nul|com\d|lpt\d)|\p{L}{1,4}\p{N}+)$/iu;

/** A name that cannot be a folder's gets a number for it, the same wherever it is recorded, so that sets fit together. */
export function folderName(name: string): string {
  const means =
    splitInName(name) !== null ||
    groupRank(name) >= 0 ||
    [isBesideClasses, isKindName, isStorageName, isViewName].some((is) => is(name));
  return PLAIN.test(name) && !TAKEN.test(name) && !means ? name : `bucket ${numberOf(name)}`;
}

/** FNV-1a of the name, of six digits at most. */
function numberOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const sign of name) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash % 1_000_000;
}
