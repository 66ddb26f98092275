/**
 * The lab as a command: settings in, JSON lines out. Same engine, methods and data as the page, through the
 * in-thread maker. stdout carries events only; everything else goes to stderr.
 */
import { LabError, toFailure } from '../protocol/failure';
import { SettingsError } from '../protocol/settings';
import { parseArguments } from './arguments';
import { checkCommand, isCheck } from './commands/check';
import { collectCommand } from './commands/collect';
import { describeCommand } from './commands/describe';
import { raceCommand } from './commands/race';
import { seedsCommand } from './commands/seeds';
import { sweepCommand } from './commands/sweep';
import { taskCommand } from './commands/task';
import { EXIT } from './exit-codes';
import { usage } from './usage';

// libraries greet on console.log; stdout is for events
console.log = console.error;

/** Commands by their name, each with the words after it; without a name it is a race. */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Promise<number>>> = {
  sweep: sweepCommand,
  task: taskCommand,
  collect: collectCommand,
};

async function main(argv: readonly string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  if (Object.hasOwn(COMMANDS, name)) return (COMMANDS[name] as typeof sweepCommand)(rest);
  if (name !== '' && !name.startsWith('-')) {
    throw new SettingsError(
      'arguments',
      `There is no command called ${name}; there are ${Object.keys(COMMANDS).join(', ')}, and without a name a race is trained.`,
      'See --help.',
    );
  }
  if (isCheck(argv)) return checkCommand(argv);
  const asked = await parseArguments(argv);
  if (asked.help) {
    console.error(usage());
    return EXIT.ok;
  }
  if (asked.describe) return describeCommand(asked);
  return asked.several ? seedsCommand(asked, asked.several) : raceCommand(asked);
}

main(process.argv.slice(2))
  .catch((error: unknown) => {
    const failed = toFailure(error);
    console.error(`${failed.message} ${failed.hint}`);
    return error instanceof LabError ? EXIT.settings : EXIT.runFailed;
  })
  // Dawn keeps Node alive, so the end is said aloud
  .then((code) => process.exit(code));
