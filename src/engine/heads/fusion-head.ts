/** The fusion heads by kind; each stands in a file of its own. */
import type { Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';
import { CosinePass, cosineFusionSpecs } from './cosine-fusion';
import { type FusionHead, type FusionShape, isLinear, isSum } from './fusion-types';
import { LinearPass, linearFusionSpecs } from './linear-fusion';
import { ModulatedPass, modulatedFusionSpecs } from './modulated-fusion';

/** Parameters of a fusion head, U(±1/sqrt(fan in)) each. */
export function fusionHeadSpecs(
  name: string,
  shape: FusionShape,
  stream: ParameterSpec['stream'],
): ParameterSpec[] {
  if (shape.kind === 'cosine') return cosineFusionSpecs(name, shape, stream);
  return isLinear(shape.kind)
    ? linearFusionSpecs(name, shape, stream)
    : modulatedFusionSpecs(name, shape, stream);
}

export function createFusionHead(
  kernels: Kernels,
  arena: ParameterArena,
  name: string,
  shape: FusionShape,
): FusionHead {
  const { kind, hidden } = shape;
  const Pass = kind === 'cosine' ? CosinePass : isLinear(kind) ? LinearPass : ModulatedPass;
  return {
    shape,
    hasReadouts: isSum(kind) && hidden === 0,
    pass: (rows) => new Pass(kernels, arena, name, shape, rows),
  };
}
