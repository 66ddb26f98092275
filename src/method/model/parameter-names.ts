/**
 * What parameters are called in an arena, and which random stream draws their initial values: both go by the position
 * of the modality, never by its id, so that no id can collide with another name and renaming one changes no number.
 */
import type { ParameterArena } from '../../engine/kernels/kernels';
import { isTrained } from '../../engine/kernels/storage';

/** A module of a network: the name its parameters begin with, and the stream they are drawn from. */
export interface ModuleName {
  readonly name: string;
  readonly stream: readonly (string | number)[];
}

/** The encoder of the modality at this position. */
export const encoderModule = (position: number): ModuleName => ({
  name: `encoder.${position}`,
  stream: ['encoder', position],
});

/** Its private head. */
export const privateHeadModule = (position: number): ModuleName => ({
  name: `head.${position}`,
  stream: ['private-head', position],
});

/** The head that all modalities share. */
export const SHARED_HEAD_MODULE: ModuleName = { name: 'shared', stream: ['shared-head'] };

/** One of the heads that are added to the modality at this position while it trains, counted from 0. */
export const growingHeadModule = (position: number, head: number): ModuleName => ({
  name: `growing.${position}.${head}`,
  stream: ['growing-head', position, head],
});

/** The number that a sum of answers is multiplied by. */
export const BOOST_MODULE: ModuleName = { name: 'boost', stream: ['boost'] };

export const FUSION_HEAD_MODULE: ModuleName = { name: 'fusion', stream: ['fusion-head'] };

const isOfModule = (parameter: string, { name }: ModuleName): boolean =>
  parameter.startsWith(`${name}.`);

/** What makes features of logits while a method trains; it answers nothing. */
export const RECONSTRUCTION_MODULE: ModuleName = {
  name: 'recon',
  stream: ['reconstruction'],
};

/** Whether a parameter belongs to the encoder of the modality at this position. */
export const isOfEncoder = (parameter: string, position: number): boolean =>
  isOfModule(parameter, encoderModule(position));

/** Names of everything in an arena that is trained, in order. */
export const trainedParameters = ({ specs }: Pick<ParameterArena, 'specs'>): string[] =>
  specs.filter(isTrained).map(({ name }) => name);

/** Names of a module's parameters that are trained, in order; none where the arena does not hold it. */
export const moduleParameters = (arena: ParameterArena, module: ModuleName): string[] =>
  trainedParameters(arena).filter((name) => isOfModule(name, module));

/** Names of one encoder's parameters that are trained, in order; none where the arena holds no encoders. */
export const encoderParameters = (arena: ParameterArena, position: number): string[] =>
  moduleParameters(arena, encoderModule(position));
