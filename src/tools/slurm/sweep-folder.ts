/** A sweep in a folder, and what became of it: results by name, and how often each task was trained to its end. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointPath, resultPath, type TaskTimes } from '../../headless/sweep/result-file';
import { hashOf, parseTask } from '../../headless/sweep/task-list';
import { type Ended, startNode } from '../../testing/headless-command';

const RESULT = /^[0-9a-f]{32}\.json$/;

export class SweepFolder {
  readonly path: string;
  private readonly bundle: string;

  /** @param bundle the runner. @param path of a folder that is not there yet. */
  constructor(bundle: string, path: string) {
    this.bundle = bundle;
    this.path = path;
  }

  /** Writes the tasks of a plan and the scripts that are asked for. @throws Error with the command's words. */
  async write(plan: object, ...words: readonly string[]): Promise<void> {
    const file = `${this.path}.plan.json`;
    writeFileSync(file, JSON.stringify(plan));
    const { code, stderr } = await this.lab('sweep', file, '--out', this.path, ...words);
    if (code !== 0) throw new Error(stderr);
  }

  lab(...words: readonly string[]): Promise<Ended> {
    return startNode([this.bundle, ...words]).ended;
  }

  at(...names: readonly string[]): string {
    return join(this.path, ...names);
  }

  /** Names of the tasks, in their order. */
  hashes(): string[] {
    const lines = readFileSync(this.at('tasks.jsonl'), 'utf8').trimEnd().split('\n');
    return lines.map((line, i) => hashOf(parseTask(line, 'tasks.jsonl', i + 1)));
  }

  /** Names of the results that are there. */
  results(): string[] {
    return readdirSync(this.path).filter((name) => RESULT.test(name));
  }

  /** What neither a result nor a file of the sweep is: halves, and places to go on from. */
  litter(): string[] {
    return readdirSync(this.path).filter((name) => /\.(tmp|checkpoint)$/.test(name));
  }

  bytesOf(name: string): Buffer {
    return readFileSync(this.at(name));
  }

  hasResult(hash: string): boolean {
    return existsSync(resultPath(this.path, hash));
  }

  /** When a task wrote a place to go on from, in milliseconds; 0 for never. */
  checkpointMs(hash: string): number {
    return statSync(checkpointPath(this.path, hash), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  /** How long the only run of each task trained, in the order of the tasks. */
  trainedMs(): number[] {
    return this.hashes().map((hash) => {
      const times: TaskTimes = JSON.parse(readFileSync(this.at(`${hash}.times.json`), 'utf8'));
      return Number(times.runs[0]?.result['durationMs']);
    });
  }

  /** What an element of an array said to people; empty where it said nothing. */
  logOf(job: string, element: number): string {
    const path = this.at('logs', `${job}_${element}.err`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  /** How often each task said that it was trained to its end, by name. */
  endings(): ReadonlyMap<string, number> {
    const logs = readdirSync(this.at('logs'), { recursive: true, withFileTypes: true });
    const counts = new Map<string, number>();
    for (const log of logs) {
      if (!log.isFile()) continue;
      const text = readFileSync(join(log.parentPath, log.name), 'utf8');
      for (const [, hash = ''] of text.matchAll(/"hash":"(\w+)","did":"(?:trained|resumed)"/g)) {
        counts.set(hash, (counts.get(hash) ?? 0) + 1);
      }
    }
    return counts;
  }
}
