/** Seeds in processes of their own: this script once more, with `--train` and one seed. */
import { spawn } from 'node:child_process';

/** The options that this process was given, without those that it hands out itself. */
function passedOn(): string[] {
  const isOwn = (word = '') => /^--(seeds|jobs)(=|$)/.test(word);
  const isValueOfOwn = (word = '') => /^--(seeds|jobs)$/.test(word);
  return process.argv.slice(2).filter((word, i, all) => !isOwn(word) && !isValueOfOwn(all[i - 1]));
}

/** Trains one seed in a process of its own. @throws Error where it ends with anything but 0. */
function trainApart(seed: number): Promise<void> {
  const [script = ''] = process.argv.slice(1);
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, ...passedOn(), '--train', '--seeds', String(seed)],
    { stdio: 'inherit' },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Seed ${seed} ended with ${code}.`)),
    );
  });
}

/** @param jobs processes at once. */
export async function trainInProcesses(seeds: Iterable<number>, jobs: number): Promise<void> {
  const waiting = [...new Set(seeds)];
  const lane = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      await trainApart(seed);
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
}
