/**
 * Clips the gradient of a whole arena to a norm, as torch's `clip_grad_norm_` does: everything times
 * min(1, norm / (size + 1e-6)), always or only where an element of some parameters is large.
 */
import { type Formula, ifGreater, min, over, own, plus } from '../../engine/kernels/formula/op';
import type { DeviceArray, Kernels, ParameterArena } from '../../engine/kernels/kernels';
import { trainedParameters } from './parameter-names';

/** Added to the norm in torch's division. */
const TORCH_EPSILON = 1e-6;

/** Inputs of the formulas. */
const [NORM, LARGEST] = [0, 1];

const clipFactor = (norm: number): Formula => min(1, over(norm, plus(own(NORM), TORCH_EPSILON)));

export interface ClipOptions {
  /** The largest norm that is left as it is. */
  readonly norm: number;
  /** Clips only where an element of these parameters' gradients is larger than `above`. */
  readonly onlyWhere?: { readonly parameters: readonly string[]; readonly above: number };
}

export class GradientClip {
  /** Norm of everything before the last clip, `[1]`. */
  readonly norm: DeviceArray;
  /** 1 where the last clip acted, 0 where it found nothing to do, `[1]`. */
  readonly acted: DeviceArray;
  private readonly kernels: Kernels;
  private readonly arena: ParameterArena;
  private readonly options: ClipOptions;
  private readonly names: readonly string[];
  private readonly largest: DeviceArray;
  private readonly factor: DeviceArray;

  constructor(kernels: Kernels, arena: ParameterArena, options: ClipOptions) {
    this.kernels = kernels;
    this.arena = arena;
    this.options = options;
    this.names = trainedParameters(arena);
    const one = () => kernels.allocate([1]);
    [this.norm, this.acted, this.largest, this.factor] = [one(), one(), one(), one()];
  }

  clip(): void {
    const { kernels, arena, options, names, norm, acted, largest, factor } = this;
    const { onlyWhere } = options;
    kernels.gradientNorm(arena, names, norm);
    if (onlyWhere) kernels.largestGradient(arena, onlyWhere.parameters, largest);
    const lists = onlyWhere ? [[norm], [largest]] : [[norm]];
    const acts = (yes: Formula | number, no: Formula | number) =>
      onlyWhere
        ? ifGreater(own(LARGEST), onlyWhere.above, yes, no)
        : ifGreater(own(NORM), options.norm, yes, no);
    kernels.formula(acts(clipFactor(options.norm), 1), lists, [factor]);
    kernels.formula(acts(1, 0), lists, [acted]);
    for (const name of names) kernels.modulateGradient(arena, name, factor, null);
  }

  free(): void {
    this.kernels.free([this.norm, this.acted, this.largest, this.factor]);
  }
}
