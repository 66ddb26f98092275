/** A thread of its own for `--seeds`, from the sources: TypeScript first. The bundle does without it. */
import { register } from 'tsx/esm/api';

register();
await import('./seed-thread.ts');
