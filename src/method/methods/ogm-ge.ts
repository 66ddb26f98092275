/** OGM-GE: OGM with noise on the gradients. */
import type { MethodRun, RunContext } from '../method';
import { startWith } from './ogm';

export const start = (context: RunContext): MethodRun => startWith(context, true);
