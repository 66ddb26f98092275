/** `npm run thumbnails`: writes the thumbnails of the lab's data sets anew, from the sets themselves. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeThumbnails } from './make-thumbnails';

const made = await makeThumbnails();
writeFileSync(
  join(import.meta.dirname, '../data/page/thumbnails.json'),
  `${JSON.stringify(made, null, 2)}\n`,
);
console.log(`${made.length} thumbnails written; npm run format lays them out.`);
