/**
 * Do the fused loss and a modality's own loss pull an encoder the same way? Both gradients are taken on one fixed
 * batch of held-out samples; the parameters and the training batches are left alone.
 */

import type { FusionHead, FusionPass } from '../../engine/heads/fusion-types';
import {
  BatchRows,
  type DeviceArray,
  type LossRecord,
  type ParameterArena,
} from '../../engine/kernels/kernels';
import { cosine } from '../../math/vectors';
import { zip } from '../../math/zip';
import type { RunContext } from '../method';
import { EncoderBank } from '../model/encoder-bank';
import { byModality, type NumbersMeasure } from './measure';

/** Enough samples for a steady direction, few enough to cost less than an epoch's other measures. */
const ROWS = 256;

export class GradientCosine {
  private readonly context: RunContext;
  private readonly arena: ParameterArena;
  private readonly bank: EncoderBank;
  private readonly pass: FusionPass;
  private readonly readout: DeviceArray;
  private readonly dReadout: DeviceArray;
  /** The rows of the batch and no others: what an implementation gathers is what is asked for. */
  private readonly order: Int32Array;

  constructor(context: RunContext, arena: ParameterArena, head: FusionHead) {
    const { kernels, data } = context;
    const rows = Math.min(ROWS, data.heldOut.size);
    this.context = context;
    this.arena = arena;
    this.order = Int32Array.from({ length: rows }, (_, i) => i);
    this.bank = new EncoderBank({ ...context, batch: new BatchRows(rows) }, arena, data.heldOut);
    this.pass = head.pass(rows);
    this.readout = kernels.allocate([rows, data.classes]);
    this.dReadout = kernels.allocate([rows, data.classes]);
  }

  /** Cosine of the two gradients on each encoder, by modality id. */
  async measure(): Promise<Record<string, number | null>> {
    const { bank, context, pass } = this;
    const { kernels } = context;
    bank.feeder.startEpoch(this.order);
    bank.feeder.next();
    bank.forward();
    pass.forward(bank.features);
    const fused = await this.gradients((record) => {
      kernels.clear(pass.dLogits);
      kernels.crossEntropy(pass.logits, bank.targets, 1, pass.dLogits, record);
      pass.backward(bank.features, bank.dFeatures);
    });
    const own = await this.gradients((record) => {
      for (const [{ dFeature }, readout] of zip(bank.lanes, pass.readouts)) {
        readout.write(this.readout);
        kernels.clear(this.dReadout);
        kernels.crossEntropy(this.readout, bank.targets, 1, this.dReadout, record);
        readout.inputGradient(this.dReadout, dFeature);
      }
    });
    return Object.fromEntries(
      zip(bank.lanes, zip(fused, own)).map(([{ id }, [a, b]]) => [id, cosine(a, b)]),
    );
  }

  free(): void {
    this.bank.free();
    this.pass.free();
    this.context.kernels.free([this.readout, this.dReadout]);
  }

  /** Every encoder's gradient of what `addLoss` puts on the features of the fixed batch. */
  private async gradients(addLoss: (record: LossRecord) => void): Promise<Float32Array[]> {
    const { kernels } = this.context;
    const recorder = kernels.recorder();
    kernels.clearGradients(this.arena);
    for (const dFeature of this.bank.dFeatures) kernels.clear(dFeature);
    addLoss({ recorder, name: 'loss' });
    this.bank.backward();
    recorder.free();
    return Promise.all(
      this.bank.lanes.map(({ parameters }) => kernels.readGradients(this.arena, parameters)),
    );
  }
}

export const gradientCosineMeasure: NumbersMeasure = {
  description: {
    id: 'gradientCosine',
    label: 'Gradient cosine',
    explanation:
      'Whether the fused loss and the modality\u2019s own loss pull its encoder the same way: 1 is the same, 0 unrelated, below 0 against each other.',
    per: 'modality',
    unit: 'cosine',
    subtitle: 'fused loss against own loss, on each encoder',
    shows: 'chosen-run',
    heavy: true,
    tab: 'competition',
    waiting: 'Whether the fused loss helps or hinders each encoder will show here.',
    absent:
      'Under {run} no fused loss reaches the encoders, or its head gives no readout of one modality: there are no two gradients to compare.',
  },
  // forward once, and back twice for either loss
  workNs: ({ forwardNs, heldOutRows }) => 5 * Math.min(ROWS, heldOutRows) * forwardNs,
  take: async ({ run, ids }) => (await run.gradientCosine?.()) ?? byModality(ids, () => null),
  blank: (ids) => byModality(ids, () => null),
};
