/** What this command is called, and how it starts itself once more: tasks in a process of their own, here or on another machine. Node only. */
import { basename, resolve } from 'node:path';

/** The bundle's name where it is what was started. */
const BUNDLE = 'lab.mjs';
/** What people start, for sentences. */
export const COMMAND =
  basename(process.argv[1] ?? '') === BUNDLE ? `node ${BUNDLE}` : 'npm run --silent headless --';

/** The words in front of `task`, whatever folder they are started in: Node, what it was told, and the bundle or the sources. */
export function ownCommand(): readonly [string, ...string[]] {
  const [, command = ''] = process.argv;
  return [process.execPath, ...process.execArgv, resolve(command)];
}
