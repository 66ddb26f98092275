/**
 * Where real test data lie: the folder named by LAB_DATA, else `shared/data` beside the repository. They are
 * not the project's to copy; tests that need them skip, and say so, where they are absent.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The path of one folder or file of the real data; null, said on stderr, where it is absent.
 */
export function realData(path: string): string | null {
  const root = process.env['LAB_DATA'] || resolve(import.meta.dirname, '../../../shared/data');
  const full = resolve(root, path);
  if (existsSync(full)) return full;
  process.stderr.write(`Skipped: no ${path} in LAB_DATA or ../shared/data.\n`);
  return null;
}
