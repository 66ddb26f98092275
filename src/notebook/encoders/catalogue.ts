/** The PyTorch of each kind of encoder, by its id. One without has no notebook, and says so. */
import type { NamedPart } from '../part';
import { cnn, cnn1d } from './cnn';
import { mlp } from './mlp';

export const ENCODER_PARTS: ReadonlyMap<string, NamedPart> = new Map(
  Object.entries({ mlp, cnn, cnn1d }),
);
