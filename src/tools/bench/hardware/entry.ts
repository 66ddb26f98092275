/** What the packed file starts in its Node (pack.sh). */
import { endAfter } from '../end-after';
import { hardwareCommand } from './command';

await endAfter(hardwareCommand(process.argv.slice(2), 'bench-card'));
