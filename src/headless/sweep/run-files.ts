/**
 * Files of as many runs as the page takes from one, written while results are read, so that a sweep need not fit into memory:
 * `runs.json`, and where there are more `runs-2.json` and so on. Node only.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST_RUNS_IN_FILE, writeRunFile } from './run-file';
import { writeWhole } from './whole-file';

export class RunFiles {
  private readonly folder: string;
  private readonly written: string[] = [];
  private runs: object[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Takes away what an earlier collection wrote there: it may have had more files. */
  static async in(folder: string): Promise<RunFiles> {
    const names = await readdir(folder);
    const old = names.filter((name) => /^runs(-\d+)?\.json$/.test(name));
    await Promise.all(old.map((name) => rm(join(folder, name))));
    return new RunFiles(folder);
  }

  async add(runs: readonly object[]): Promise<void> {
    for (const run of runs) {
      this.runs.push(run);
      if (this.runs.length === MOST_RUNS_IN_FILE) await this.flush();
    }
  }

  /** @returns the paths of all of them. */
  async end(): Promise<readonly string[]> {
    await this.flush();
    return this.written;
  }

  private async flush(): Promise<void> {
    if (this.runs.length === 0) return;
    const number = this.written.length + 1;
    const path = join(this.folder, number === 1 ? 'runs.json' : `runs-${number}.json`);
    await writeWhole(path, writeRunFile(this.runs));
    this.written.push(path);
    this.runs = [];
  }
}
