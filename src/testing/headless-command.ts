/** The headless command as a person or a script runs it, in a process of its own. */
import { type ChildProcess, execFile } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings with which a race takes milliseconds. */
export const TINY_RACE = [
  ...['epochs=2', 'samples.train=64', 'samples.test=40', 'generator.classes=3'],
  ...['encoders.*.hidden=[8]', 'encoders.*.featureDim=4', 'batchSize=16'],
].flatMap((assignment) => ['--set', assignment]);

/** Starts the command from its sources. */
export function startHeadless(words: readonly string[]): {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
} {
  // what tsx itself starts, without its own process in between: a signal reaches the command
  const argv = ['--import', 'tsx', 'src/headless/main.ts', ...words];
  return startNode(argv);
}

/** Starts Node with these words. */
export function startNode(argv: readonly string[], cwd?: string) {
  let process: ChildProcess | null = null;
  const ended = new Promise<Ended>((resolve) => {
    process = execFile(
      'node',
      argv,
      { maxBuffer: 2 ** 27, ...(cwd !== undefined && { cwd }) },
      (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : null) : 0;
        resolve({ code, stdout, stderr });
      },
    );
  });
  return { process: process as unknown as ChildProcess, ended };
}

export const headless = (...words: string[]): Promise<Ended> => startHeadless(words).ended;

/** What stdout holds: an object a line. */
export const linesOf = ({ stdout }: Ended): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** A line without what differs from one machine and hour to the next. */
export function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/Ms$|^msPerStep$/.test(key))
      .map(([key, part]) => [key, withoutTimes(part)]),
  );
}
