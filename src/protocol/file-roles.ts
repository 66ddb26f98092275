/**
 * Which part of a person's files plays which role: columns of tables, arrays of NPZ files, whole files, by their names.
 * All are guessed where absent. They are names and not numbers or choices, so they have a list of their own beside
 * the knobs; schema, help and docs/settings.md are made of it.
 */
import * as v from 'valibot';
import { SHORT_NAME } from './short-name';

const columnName = v.pipe(
  v.string('must be the name of a column'),
  v.minLength(1, 'must be the name of a column'),
  v.maxLength(1000, 'must be a name of at most 1000 letters'),
);
/** A number is a name too: files without a first line of names number their columns. */
const columnRef = v.union(
  [columnName, v.pipe(v.number(), v.transform(String))],
  'must be the name or number of a column',
);
const columnRefs = v.pipe(
  v.array(columnRef, 'must be a list of columns such as ["bill_length","bill_depth"]'),
  v.minLength(1, 'must name at least one column'),
);
const modalityName = v.pipe(
  v.string(),
  v.regex(
    SHORT_NAME,
    'must be a short name of small letters and digits, and neither constructor nor prototype',
  ),
);

export const FILE_ROLES = {
  label: v.optional(columnRef),
  modalities: v.optional(v.record(modalityName, columnRefs)),
  split: v.optional(columnRef),
  group: v.optional(columnRef),
  holdOut: v.optional(v.union([columnRef, columnRefs], 'must be a group or a list of groups')),
  classes: v.optional(
    v.record(
      v.string(),
      v.pipe(
        v.string('must be a name, or empty'),
        v.maxLength(1000, 'must be a name of at most 1000 letters'),
      ),
    ),
  ),
  pairing: v.optional(v.picklist(['given', 'redraw'], 'must be one of given, redraw')),
  incomplete: v.optional(v.picklist(['keep', 'leave-out'], 'must be one of keep, leave-out')),
} as const;

/** What each is, for help and docs; paths are relative to `data`. */
export const FILE_ROLE_WORDS: Readonly<
  Record<
    keyof typeof FILE_ROLES,
    { readonly range: string; readonly explanation: string; readonly standard?: string }
  >
> = {
  label: {
    range: 'a column’s name or number',
    explanation: 'The column, array or list that holds the class.',
  },
  modalities: {
    range: 'by modality, a list such as ["NAME", "FIRST..LAST", "BEGINNING*", "FILE"]',
    explanation:
      'Columns of tables, arrays of NPZ files, or whole files that make up each modality.',
  },
  split: {
    range: 'a column’s name or number, or none',
    explanation: 'The column that names each sample’s split; none ignores one that is there.',
  },
  group: {
    range: 'a column’s name or number, or none',
    explanation: 'The column whose equal values stay in one split; none ignores one that is there.',
  },
  holdOut: {
    range: 'a value of the group column, or a list of them',
    explanation: 'The groups that make up the test split.',
  },
  classes: {
    range: 'by the class’s name in the files, its name here; empty leaves it out',
    explanation: 'Classes under other names; two under one name are one class.',
  },
  pairing: {
    range: 'one of given, redraw',
    standard: 'given',
    explanation:
      'redraw pairs modalities anew among samples of the same class and split; only complete samples are paired so.',
  },
  incomplete: {
    range: 'one of keep, leave-out',
    standard: 'keep',
    explanation: 'Samples that lack a modality are kept, or only complete ones are used.',
  },
};
