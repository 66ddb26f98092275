/**
 * The lab as a command: settings in, JSON lines out. Same engine, methods and data as the page, through the
 * in-thread maker. stdout carries events only; everything else goes to stderr.
 */
import { SettingsError } from '../protocol/settings';
import { tellTrouble } from './trouble';

// libraries greet on console.log; stdout is for events
console.log = console.error;

type Command = (argv: readonly string[]) => Promise<number>;

/**
 * Commands by their name, each with the words after it; without a name it is a race. Each is fetched when it is asked
 * for: a task is started thousands of times, and has no use for what reads files or writes nets.
 */
const COMMANDS: Readonly<Record<string, Command>> = {
  sweep: async (argv) => (await import('./commands/sweep')).sweepCommand(argv),
  task: async (argv) => (await import('./commands/task')).taskCommand(argv),
  collect: async (argv) => (await import('./commands/collect')).collectCommand(argv),
};

async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  if (Object.hasOwn(COMMANDS, name)) return (COMMANDS[name] as Command)(rest);
  if (name !== '' && !name.startsWith('-')) {
    throw new SettingsError(
      'arguments',
      `There is no command called ${name}; there are ${Object.keys(COMMANDS).join(', ')}, and without a name a race is trained.`,
      'See --help.',
    );
  }
  return (await import('./commands/train')).trainCommand(argv);
}

main(process.argv.slice(2))
  .catch(tellTrouble)
  // Dawn keeps Node alive, so the end is said aloud
  .then((code) => process.exit(code));
