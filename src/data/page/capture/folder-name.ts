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

/** @param place among the classes, from 0, for a name that cannot be a folder's. */
export function folderName(name: string, place: number): string {
  const means =
    splitInName(name) !== null ||
    groupRank(name) >= 0 ||
    [isBesideClasses, isKindName, isStorageName, isViewName].some((is) => is(name));
  return PLAIN.test(name) && !TAKEN.test(name) && !means ? name : `bucket ${place + 1}`;
}
