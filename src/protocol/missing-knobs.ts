/**
 * Samples that lack a modality: a share of one may be taken away on purpose, to see which methods bear it. Checked and
 * described here; the settings hold it as `data.missing.<modality>` and `data.missingIn`.
 */
import * as v from 'valibot';
import { type KnobSpec, refusalOf } from './knobs';
import { SHORT_NAME } from './short-name';

/** Where samples lose a modality: everywhere, among the training samples, or among those that are held back. */
const PLACES = ['everywhere', 'training', 'held-out'] as const;
export type MissingIn = (typeof PLACES)[number];

/** More would leave too few to learn from. */
export const MISSING_SHARE = {
  kind: 'number',
  label: 'Taken away',
  explanation:
    'Share of the samples that lose this modality, drawn class by class; a sample keeps one modality at least.',
  min: 0,
  max: 0.95,
  default: 0,
} as const satisfies KnobSpec;

const shareTaken = v.custom<number>(
  (value) => refusalOf(MISSING_SHARE, value) === null,
  ({ input }) => refusalOf(MISSING_SHARE, input) ?? '',
);

export const MISSING = {
  missing: v.optional(
    v.record(
      v.pipe(v.string(), v.regex(SHORT_NAME, 'must be the short name of a modality')),
      shareTaken,
    ),
  ),
  missingIn: v.optional(v.picklist(PLACES, `must be one of ${PLACES.join(', ')}`)),
} as const;

/** What is asked to be taken away, nothing where absent. */
export interface MissingAsked {
  readonly missing?: Readonly<Record<string, number>> | undefined;
  readonly missingIn?: MissingIn | undefined;
}

/** The same for help and docs; paths are relative to `data`. */
export const MISSING_WORDS = [
  {
    path: 'missing.MODALITY',
    range: `a number from ${MISSING_SHARE.min} to ${MISSING_SHARE.max}`,
    standard: '0',
    explanation: MISSING_SHARE.explanation,
  },
  {
    path: 'missingIn',
    range: `one of ${PLACES.join(', ')}`,
    standard: 'everywhere',
    explanation: 'Which samples lose it: all, those that train, or those that are held back.',
  },
] as const;
