/**
 * ESC-10 in its own folders: `001 - Dog bark/1-30226-A.ogg`. The first number of a name is its fold, whose
 * clips come from the same recordings and must stay together. Imports this room only.
 */
import { type ImportOptions, NONE } from '../options';
import type { GatheredFile } from '../reader';
import { baseName, folderOf, stemOf } from '../source-file';
import type { Clip, ClipSet, PublishedSet } from './clips';

export const ESC_10: PublishedSet = {
  id: 'esc-10',
  name: 'ESC-10',
  guide:
    'Known by its folders (001 - Dog bark/1-30226-A.ogg); the first number of a name is its fold, and folds are kept apart.',
  licence: 'Creative Commons Attribution.',
  find: esc,
};

const FOLDER = /^(\d{3}) - (.+)$/;
const NAME = /^([1-5])-\d+-[A-Z](-\d+)?$/;

/** The set, or null where most sounds have other names. */
async function esc(
  media: readonly GatheredFile[],
  _lists: readonly GatheredFile[],
  options: ImportOptions,
): Promise<ClipSet | null> {
  const classNames = new Map<string, string>();
  const clips = media.flatMap((file): Clip[] => {
    const [, number, name] = FOLDER.exec(baseName(folderOf(file.path))) ?? [];
    const [, fold] = NAME.exec(stemOf(file.path)) ?? [];
    if (file.kind !== 'sound' || !number || !name || !fold) return [];
    classNames.set(number, name);
    return [
      {
        name: stemOf(file.path),
        label: number,
        split: null,
        group: options.group === NONE ? null : fold,
        parts: new Map([['sound', { kind: 'sound', file }]]),
      },
    ];
  });
  if (clips.length === 0 || clips.length * 2 < media.length) return null;
  return {
    layout: ESC_10.name,
    modalities: [{ id: 'sound', name: 'Sound' }],
    clips,
    classNames,
    classFrom: 'folder level 1',
    groupFrom: 'file name part 1',
    hasLists: false,
    leftOut: [],
    choices: ['Folds are kept apart: clips of one recording are in one split.'],
  };
}
