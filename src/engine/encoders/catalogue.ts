/**
 * The encoders of this build by the ids of `protocol/encoders.ts`, which describes them: the type refuses a description
 * without its code, and code without a description. Adding one is a description there, a file here, and a line below.
 */
import type { EncoderKind } from '../../protocol/encoders';
import { cnn } from './cnn';
import { cnn1d } from './cnn1d';
import type { EncoderMaker } from './encoder';
import { mlp } from './mlp';

export const ENCODER_MAKERS: Readonly<Record<EncoderKind, EncoderMaker>> = { mlp, cnn, cnn1d };
