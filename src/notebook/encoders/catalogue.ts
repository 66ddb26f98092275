/** The PyTorch of each kind of encoder, by its id. One without has no notebook, and says so. */
import type { EncoderPart } from '../part';
import { cnn, cnn1d } from './cnn';
import { mlp } from './mlp';
import { resnet18 } from './resnet18';

export const ENCODER_PARTS: ReadonlyMap<string, EncoderPart> = new Map(
  Object.entries({ mlp, cnn, cnn1d, resnet18 }),
);
