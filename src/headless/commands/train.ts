/** The command without a name: a race, or several, or what else the options ask for. */
import { parseArguments } from '../arguments';
import { EXIT } from '../exit-codes';
import { usage } from '../usage';
import { checkCommand, isCheck } from './check';
import { describeCommand } from './describe';
import { raceCommand } from './race';
import { seedsCommand } from './seeds';

export async function trainCommand(argv: readonly string[]): Promise<number> {
  if (isCheck(argv)) return checkCommand(argv);
  const asked = await parseArguments(argv);
  if (asked.help) {
    console.error(usage());
    return EXIT.ok;
  }
  if (asked.describe) return describeCommand(asked);
  return asked.several ? seedsCommand(asked, asked.several) : raceCommand(asked);
}
