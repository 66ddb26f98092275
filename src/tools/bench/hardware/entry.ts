/** What the packed file starts in its Node (pack.sh). */
import { hardwareCommand } from './command';

await hardwareCommand(process.argv.slice(2), 'bench-card');
// Dawn keeps Node alive, so the end is said aloud
process.exit(0);
