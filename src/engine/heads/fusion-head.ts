/** The fusion heads by kind; each stands in a file of its own. */
import type { Kernels, ParameterArena, ParameterSpec } from '../kernels/kernels';
import { CosineFusion, cosineFusionSpecs } from './cosine-fusion';
import { type FusionHead, type FusionShape, isLinear } from './fusion-types';
import { LinearFusion, linearFusionSpecs } from './linear-fusion';
import { ModulatedFusion, modulatedFusionSpecs } from './modulated-fusion';

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
  if (shape.kind === 'cosine') return new CosineFusion(kernels, arena, name, shape);
  return isLinear(shape.kind)
    ? new LinearFusion(kernels, arena, name, shape)
    : new ModulatedFusion(kernels, arena, name, shape);
}
