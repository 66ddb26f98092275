/** Recordings as read and not measured yet: what each layout of series hands over. Imports types only. */
import type { SplitName } from '../../../protocol/data-set';
import type { Meaning } from '../meaning/meaning';
import type { Offer } from '../offer';
import type { LeftOut } from '../source-file';
import type { Table } from '../table/table';
import type { Readings } from './readings';

/** One recording, or a stretch of one: a class, and what each sensor read. */
export interface Recording {
  /** What it is called in sentences: a file, a folder, or rows of a file. */
  readonly name: string;
  readonly label: string;
  readonly split: SplitName | null;
  readonly group: string | null;
  /**
   * One entry per sensor, in the order of `Recordings.sensors`, null where it lacks that one; every sensor has the same
   * channels in all recordings.
   */
  readonly sensors: readonly (Readings | null)[];
}

export interface Recordings {
  readonly layout: string;
  /** Names of the sensors; one without a name where channels say which they are. */
  readonly sensors: readonly string[];
  readonly recordings: readonly Recording[];
  readonly meaning: Meaning;
  /** Whether stretches of one recording follow each other, so that windows are what samples are made of. */
  readonly areStretches: boolean;
  /** What can be the class, the split or the group instead; channels are added to it. */
  readonly offer: Offer;
  /** Tables that the recordings came from. */
  readonly used: ReadonlySet<Table>;
  readonly leftOut: readonly LeftOut[];
  readonly choices: readonly string[];
}
