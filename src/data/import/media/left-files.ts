/**
 * Files that have no place in a reading of folders: a line of the report for each folder and reason. Imports this room
 * only.
 */
import { plainName } from '../import-error';
import type { GatheredFile } from '../reader';
import type { LeftOut } from '../source-file';
import { foldersOf } from './levels';

type Why = 'shallow' | 'beside' | 'no-split';

const REASONS: Readonly<Record<Why, readonly [reason: string, fix: string]>> = {
  shallow: ['in no class folder', 'Put them into a folder of their class, or leave it at that.'],
  beside: [
    'in a folder beside the classes',
    'Name the folder without a sign at its beginning if it is a class.',
  ],
  'no-split': [
    'in a folder beside those to train and to test',
    'Put them into one of those, or leave it at that.',
  ],
};

/** Collects them, a line for each folder and reason. */
export class LeftFiles {
  private readonly found = new Map<string, { why: Why; files: GatheredFile[] }>();

  add(file: GatheredFile, why: Why): void {
    const key = `${why} ${foldersOf(file).join('/')}`;
    const line = this.found.get(key) ?? { why, files: [] };
    line.files.push(file);
    this.found.set(key, line);
  }

  lines(): LeftOut[] {
    return [...this.found.values()].map(({ why, files }) => {
      const [first] = files as [GatheredFile];
      const folder = foldersOf(first).join('/');
      const where = folder === '' ? '' : ` of the folder "${plainName(folder)}"`;
      const what = files.length === 1 ? `${first.path} is` : `${files.length} files${where} are`;
      const [reason, fix] = REASONS[why];
      return {
        file: files.length === 1 ? first.path : folder || first.path,
        reason: `${what} ${reason}${files.length === 1 ? '' : ` (the first: ${first.path})`}.`,
        fix,
        count: files.length,
        unit: 'file',
      };
    });
  }
}
