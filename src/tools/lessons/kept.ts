/** Races that were trained already, one file each, by what they were trained from: a changed text trains nothing anew. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { RaceSaid } from '../../state/race-store';
import type { Training } from './trainings';

const FOLDER = '.cache/lessons';

const fileOf = ({ key }: Training): string => join(FOLDER, `${key}.json.gz`);

export const isKept = (training: Training): boolean => existsSync(fileOf(training));

/** Whole or not at all: a process that is killed leaves no half file under this name. */
export function keep(training: Training, said: RaceSaid): void {
  mkdirSync(FOLDER, { recursive: true });
  const half = `${fileOf(training)}.${process.pid}`;
  writeFileSync(half, gzipSync(JSON.stringify(said)));
  renameSync(half, fileOf(training));
}

export function kept(training: Training): RaceSaid {
  return JSON.parse(gunzipSync(readFileSync(fileOf(training))).toString('utf8'));
}
