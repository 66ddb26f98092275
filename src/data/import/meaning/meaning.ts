/**
 * What an import takes the parts of files for, in words that the report, the settings and the command share:
 * where the class, the split and the group stand, what joins the modalities, and which doubts are left.
 * Imports the protocol's types only.
 */
import type { Settings } from '../../../protocol/settings';

/** What joins the modalities of one sample. */
export type PairedBy = 'name' | 'row order' | 'manifest' | 'class' | `id column ${string}`;

/** One of several plausible readings. */
export interface ReadingOption {
  /** What it takes for what, with the counts that tell it from the others. */
  readonly text: string;
  /** Two samples as it reads them: what they are called, and their class or partner. */
  readonly samples: readonly string[];
  /** The choices that make this reading the one that is used. */
  readonly choices: Pick<
    Settings['data'],
    'label' | 'group' | 'split' | 'pairing' | 'incomplete' | 'modalities' | 'series'
  >;
}

/** A doubt that a person is asked about before the data are used. */
export interface Question {
  readonly ask: string;
  /** Two or more; the first is the likelier one, and the one that was read. */
  readonly options: readonly ReadingOption[];
}

/** What was taken for what. */
export interface Meaning {
  /** `folder level 2`, `file name part 1`, `column species`, `array labels`, `file labels.txt`, `archive name`. */
  readonly classFrom: string;
  /** Where the files' own split stands: `folders`, `files`, `column NAME`, `list NAME`; null where they have none. */
  readonly splitFrom: string | null;
  /** Which part says whose samples belong together; null where none does. */
  readonly group: string | null;
  /** Null where there is only one source. */
  readonly pairedBy: PairedBy | null;
  readonly questions: readonly Question[];
}
