/**
 * The encoders of this build by the ids of `protocol/encoders.ts`, which describes them: the type refuses a description
 * without its code, and code without a description. Adding one is a description there, a file here, and a line below.
 * The code is fetched when a race has such an encoder: a thread loads what it trains. Most have MLPs, which are there.
 */
import type { EncoderKind } from '../../protocol/encoders';
import type { EncoderMaker } from './encoder';
import { mlp } from './mlp';

const MAKERS: Readonly<Record<EncoderKind, () => Promise<EncoderMaker>>> = {
  mlp: async () => mlp,
  cnn: () => import('./cnn').then(({ cnn }) => cnn),
  cnn1d: () => import('./cnn1d').then(({ cnn1d }) => cnn1d),
  resnet18: () => import('./resnet18').then(({ resnet18 }) => resnet18),
};

const fetched = new Map<EncoderKind, EncoderMaker>([['mlp', mlp]]);

/** Fetches what makes this kind, if it is not there yet. */
export async function fetchEncoder(kind: EncoderKind): Promise<EncoderMaker> {
  const maker = fetched.get(kind) ?? (await MAKERS[kind]());
  fetched.set(kind, maker);
  return maker;
}

/** What makes this kind. @throws Error, a programmer's, before it was fetched. */
export function encoderMaker(kind: EncoderKind): EncoderMaker {
  const maker = fetched.get(kind);
  if (!maker) throw new Error(`The code of the encoder ${kind} was not fetched.`);
  return maker;
}
