/**
 * AGM's mono-modal responses: what each modality adds to the fused answer when the others may be there or not, a
 * modality that is not there being a zero input, sent through its encoder like any other. For two modalities
 * m_a = (z(a, v) - z(0, v) + z(a, 0)) / 2. A linear head gives that, for any number M of them, in closed form:
 * m_m = z_m(f) - z_m(f0) + z(f0) / M, f0 being the features of zero inputs and z_m the readouts. They add up to z.
 */
import type { EncoderPass, PassMode } from '../../engine/encoders/encoder';
import type { FusionPass } from '../../engine/heads/fusion-types';
import {
  type Formula,
  meanOf,
  minus,
  over,
  own,
  plus,
  times,
} from '../../engine/kernels/formula/op';
import type { DeviceArray, Rows } from '../../engine/kernels/kernels';
import { zip } from '../../math/zip';
import type { RunContext } from '../method';
import type { JointModel } from './joint-model';

/** A modality's zero input on its way through its encoder, and what becomes of it. */
interface ZeroLane {
  /** All zero, `[rows, input size]`. */
  readonly input: DeviceArray;
  readonly pass: EncoderPass;
  /** Gradient on the feature of the zero input. */
  readonly dFeature: DeviceArray;
  readonly readout: DeviceArray;
  readonly zeroReadout: DeviceArray;
  readonly response: DeviceArray;
  /** Gradient on what the head makes of the feature, and of the zero input's feature. */
  readonly dPart: DeviceArray;
  readonly dZeroPart: DeviceArray;
}

/** Inputs of the formula of a response. */
const [READOUT, ZERO_READOUT, ZERO_LOGITS] = [0, 1, 2];
/** Inputs of the formulas of the gradients. */
const [FACTOR, D_LOGITS] = [0, 1];

export class MonoResponses {
  private readonly context: RunContext;
  private readonly mode: PassMode;
  private readonly lanes: readonly ZeroLane[];
  /** The head on the features of zero inputs. */
  private readonly zeroPass: FusionPass;
  private readonly response: Formula;
  private readonly dZeroPart: Formula;

  /** @param rows of a batch. @param mode of the zero inputs' way through the encoders; training where it is carried back. */
  constructor(context: RunContext, model: JointModel, rows: Rows, mode: PassMode) {
    const { kernels, data } = context;
    const count = data.modalities.length;
    this.context = context;
    this.mode = mode;
    this.zeroPass = model.head.pass(rows);
    this.lanes = model.training.lanes.map(({ encoder, input }) => {
      const pass = encoder.pass(rows);
      const ofClasses = () => kernels.allocate([rows, data.classes]);
      return {
        input: kernels.allocate([rows, ...input.shape.slice(1)]),
        pass,
        dFeature: kernels.allocate(pass.feature.sides),
        readout: ofClasses(),
        zeroReadout: ofClasses(),
        response: ofClasses(),
        dPart: ofClasses(),
        dZeroPart: ofClasses(),
      };
    });
    this.response = plus(minus(own(READOUT), own(ZERO_READOUT)), over(own(ZERO_LOGITS), count));
    this.dZeroPart = times(minus(meanOf(FACTOR, count), own(FACTOR)), own(D_LOGITS));
  }

  /**
   * The responses `[rows, classes]` to what `pass` has just fused; they stay until the next call.
   * @param pass a forward pass of the same head.
   */
  of(pass: FusionPass): readonly DeviceArray[] {
    const { kernels } = this.context;
    const { lanes, zeroPass, mode } = this;
    // zero for as many rows as this batch has
    for (const { input } of lanes) kernels.clear(input);
    const zeroLogits = zeroPass.forward(lanes.map((lane) => lane.pass.forward(lane.input, mode)));
    for (const [lane, readout] of zip(lanes, pass.readouts)) readout.write(lane.readout);
    for (const [lane, readout] of zip(lanes, zeroPass.readouts)) readout.write(lane.zeroReadout);
    const responses = lanes.map(({ response }) => response);
    const lists = [
      lanes.map(({ readout }) => readout),
      lanes.map(({ zeroReadout }) => zeroReadout),
      lanes.map(() => zeroLogits),
    ];
    kernels.formula(this.response, lists, responses);
    return responses;
  }

  /**
   * Carries the gradient on z back through the responses, each scaled by its factor, as hooks on them do: z is their
   * sum, so what reaches W_m f^m is factor_m times it, and what reaches W_m f0^m is (mean factor - factor_m) times it.
   * @param pass the one the responses were taken of; its `dLogits` hold the gradient on z.
   * @param features those of `pass`. @param into accumulators of the gradients on them.
   * @param factors one number `[1]` for each modality.
   */
  backward(
    pass: FusionPass,
    features: readonly DeviceArray[],
    into: readonly DeviceArray[],
    factors: readonly DeviceArray[],
  ): void {
    const { kernels } = this.context;
    const { lanes, zeroPass } = this;
    const lists = [factors, lanes.map(() => pass.dLogits)];
    kernels.formula(
      times(own(FACTOR), own(D_LOGITS)),
      lists,
      lanes.map(({ dPart }) => dPart),
    );
    kernels.formula(
      this.dZeroPart,
      lists,
      lanes.map(({ dZeroPart }) => dZeroPart),
    );
    for (const [[{ dPart }, readout], [feature, accumulator]] of zip(
      zip(lanes, pass.readouts),
      zip(features, into),
    )) {
      readout.weightGradient(dPart, feature);
      readout.inputGradient(dPart, accumulator);
    }
    for (const [lane, readout] of zip(lanes, zeroPass.readouts)) {
      readout.weightGradient(lane.dZeroPart, lane.pass.feature);
      kernels.clear(lane.dFeature);
      readout.inputGradient(lane.dZeroPart, lane.dFeature);
      lane.pass.backward(lane.input, lane.dFeature);
    }
  }

  free(): void {
    for (const lane of this.lanes) {
      const { pass, ...arrays } = lane;
      pass.free();
      this.context.kernels.free(Object.values(arrays));
    }
    this.zeroPass.free();
  }
}
