/**
 * What a person may decide about opened files: the columns, arrays or folders there are, and what each is used
 * as now. Plain data for a form. Imports nothing.
 */

/** What a part can be used as. */
export type PartUse = 'label' | 'split' | 'group' | 'modality';

/** A column, an array, a file or a folder. */
export interface Part {
  /** The word by which the options name it. */
  readonly name: string;
  /** What it holds, in a few words: "numbers", "3 words", "1500 x 64". */
  readonly detail: string;
  readonly uses: readonly PartUse[];
}

/** What a part is used as now. */
export type Role = Exclude<PartUse, 'modality'> | { readonly modality: string };

/** All parts and their roles. */
export interface Offer {
  /** What the parts are: shown above them. */
  readonly what: 'columns' | 'files' | 'arrays' | 'folders';
  readonly parts: readonly Part[];
  /** By the name of the part; parts without one are not used. */
  readonly roles: Readonly<Record<string, Role>>;
  /** Whether several parts can make one modality. */
  readonly gathers: boolean;
}
