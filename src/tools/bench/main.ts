/**
 * `npm run bench`: times of the lab beside others. Never part of the tests: its numbers are this machine's.
 * --hardware [--resnet]: a graphics card, in Node beside PyTorch on CUDA (hardware/command.ts).
 * --pack FILE: that with everything it needs as one file, for a machine that has neither Node nor this project
 * (hardware/pack.ts).
 * --work: what a step asks of a card, counted without one (work/command.ts).
 * Otherwise the tables of steps, races, cost and drawing, with the options of tables.ts.
 */
import { endAfter } from './end-after';
import { hardwareCommand } from './hardware/command';

const argv = process.argv.slice(2);
const others = (option: string) => argv.filter((word) => word !== option);

async function command(): Promise<void> {
  if (argv.includes('--hardware')) {
    return hardwareCommand(others('--hardware'), '.github/bench-card');
  }
  if (argv.includes('--work')) {
    const { workCommand } = await import('./counting/command');
    return workCommand('.github/bench-work.md');
  }
  // these bring Vite and a browser, which take their time
  if (argv.includes('--pack')) {
    const { packCommand } = await import('./hardware/pack');
    return packCommand(others('--pack'));
  }
  const { tablesCommand } = await import('./tables');
  return tablesCommand(argv);
}
await endAfter(command());
