/**
 * `npm run bench`: times of the lab beside others. Never part of the tests: its numbers are this machine's.
 * --hardware [--resnet]: a graphics card, in Node beside PyTorch on CUDA (hardware/command.ts).
 * --pack FILE: that with everything it needs as one file, for a machine that has neither Node nor this project
 * (hardware/pack.ts).
 * Otherwise the tables of steps, races, cost and drawing, with the options of tables.ts.
 */
import { hardwareCommand } from './hardware/command';

const argv = process.argv.slice(2);
const others = (option: string) => argv.filter((word) => word !== option);

if (argv.includes('--hardware')) {
  await hardwareCommand(others('--hardware'), '.github/bench-card');
} else if (argv.includes('--pack')) {
  const { packCommand } = await import('./hardware/pack');
  await packCommand(others('--pack'));
} else {
  const { tablesCommand } = await import('./tables');
  await tablesCommand(argv);
}
// Dawn keeps Node alive, so the end is said aloud
process.exit(0);
