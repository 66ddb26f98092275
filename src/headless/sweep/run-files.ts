/**
 * Files of as many runs, and of as much text, as the page takes from one, written while results are read, so that a sweep
 * need not fit into memory: `runs.json`, and where there are more `runs-2.json` and so on. Node only.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MethodTable } from '../../protocol/method-table';
import { MOST_RUNS_IN_FILE, writeRunFile } from './run-file';
import { writeWhole } from './whole-file';

/** Half of what the page takes: letters beyond ASCII have more bytes than one. */
const MOST_LETTERS = 200_000_000;

export class RunFiles {
  private readonly folder: string;
  /** Of the whole sweep; stands in every file. */
  private readonly table: MethodTable;
  private readonly mostLetters: number;
  private readonly written: string[] = [];
  /** Each as JSON. */
  private runs: string[] = [];
  private letters = 0;

  private constructor(folder: string, table: MethodTable, mostLetters: number) {
    this.folder = folder;
    this.table = table;
    this.mostLetters = mostLetters;
  }

  /** Takes away what an earlier collection wrote there: it may have had more files. */
  static async in(
    folder: string,
    table: MethodTable,
    mostLetters = MOST_LETTERS,
  ): Promise<RunFiles> {
    const names = await readdir(folder);
    const old = names.filter((name) => /^runs(-\d+)?\.json$/.test(name));
    await Promise.all(old.map((name) => rm(join(folder, name))));
    return new RunFiles(folder, table, mostLetters);
  }

  async add(runs: readonly object[]): Promise<void> {
    for (const run of runs) {
      const text = JSON.stringify(run);
      if (this.letters + text.length > this.mostLetters) await this.flush();
      this.runs.push(text);
      this.letters += text.length;
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
    await writeWhole(path, writeRunFile(this.runs, this.table));
    this.written.push(path);
    this.runs = [];
    this.letters = 0;
  }
}
