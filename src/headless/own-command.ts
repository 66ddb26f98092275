/** How this command starts itself once more: a task in a process of its own, here or on another machine. Node only. */
import { resolve } from 'node:path';

/** The words in front of `task`, whatever folder they are started in: Node, what it was told, and the bundle or the sources. */
export function ownCommand(): readonly [string, ...string[]] {
  const [, command = ''] = process.argv;
  return [process.execPath, ...process.execArgv, resolve(command)];
}
