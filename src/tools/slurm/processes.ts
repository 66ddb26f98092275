/** Processes of this machine as /proc shows them. Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Running {
  readonly pid: number;
  /** Its command line. */
  readonly words: readonly string[];
}

const partsOf = (pid: number, file: 'cmdline' | 'environ'): readonly string[] => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    // it ended meanwhile, or is somebody else's
    return [];
  }
};

/** All that were started with a variable of this value, themselves or by such a process. */
export function runningWith(variable: string, value: string): Running[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => partsOf(pid, 'environ').includes(`${variable}=${value}`))
    .map((pid) => ({ pid, words: partsOf(pid, 'cmdline') }));
}

/** Ends processes at once, as a machine does that loses its power. */
export function killAll(running: readonly Running[]): void {
  for (const { pid } of running) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it ended by itself
    }
  }
}

/** Asks until there is an answer. @throws Error saying what did not come within so long. */
export async function until<T>(
  what: string,
  mostMs: number,
  ask: () => T | null | Promise<T | null>,
): Promise<T> {
  const from = performance.now();
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() - from > mostMs) {
      throw new Error(`${what} did not come within ${Math.round(mostMs / 1000)} s.`);
    }
    await wait(50);
  }
}
