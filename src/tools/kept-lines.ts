/** What a long measurement has found so far, a line of JSON each, so that one that is cut off goes on where it was. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** All that was kept; nothing where there is no such file. The caller knows what it wrote there. */
export const keptLines = <T>(path: string): T[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line): T => JSON.parse(line))
    : [];

/** Keeps one more; safe where several processes write into one file, for a line is written at once. */
export function keepLine(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(value)}\n`);
}
