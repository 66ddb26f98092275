/** A thread of the command, from the sources: TypeScript first. The bundle does without it. */
import { register } from 'tsx/esm/api';

register();
await import('./thread-entry.ts');
