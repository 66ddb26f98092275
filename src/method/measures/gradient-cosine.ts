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
import { isTrained } from '../../engine/kernels/storage';
import { cosine } from '../../math/vectors';
import { zip } from '../../math/zip';
import type { RunContext } from '../method';
import { EncoderBank } from '../model/encoder-bank';
import { chooseEncoder } from '../model/encoder-choice';
import { byModality, type NumbersMeasure } from './measure';

/** Enough samples for a steady direction, few enough to cost less than an epoch's other measures. */
const ROWS = 256;

/** Numbers of one modality's activations at once: a batch of large pictures would fill the memory otherwise. */
const MOST_NUMBERS = 2 ** 22;

export class GradientCosine {
  private readonly context: RunContext;
  private readonly arena: ParameterArena;
  private readonly bank: EncoderBank;
  private readonly pass: FusionPass;
  private readonly readout: DeviceArray;
  private readonly dReadout: DeviceArray;
  /** Rows that go through the encoders together. */
  private readonly part: BatchRows;
  /** The rows of the batch and no others: what an implementation gathers is what is asked for. */
  private readonly order: Int32Array;

  /** @param mostNumbers of one modality's activations at once. */
  constructor(
    context: RunContext,
    arena: ParameterArena,
    head: FusionHead,
    mostNumbers = MOST_NUMBERS,
  ) {
    const { kernels, data, settings } = context;
    // both losses are taken on the same samples, which have everything
    const { heldOut } = data.complete;
    const rows = Math.min(ROWS, heldOut.size);
    const numbersPerRow = data.modalities.map(
      (modality) => chooseEncoder(settings, modality).numbersPerRow,
    );
    const atOnce = Math.floor(mostNumbers / Math.max(...numbersPerRow));
    this.context = context;
    this.arena = arena;
    this.order = Int32Array.from({ length: rows }, (_, i) => i);
    this.part = new BatchRows(Math.max(1, Math.min(rows, atOnce)));
    this.bank = new EncoderBank({ ...context, batch: this.part }, arena, heldOut);
    this.pass = head.pass(this.part);
    this.readout = kernels.allocate([this.part, data.classes]);
    this.dReadout = kernels.allocate([this.part, data.classes]);
  }

  /** Cosine of the two gradients on each encoder, by modality id. */
  async measure(): Promise<Record<string, number | null>> {
    const { arena, bank, context, pass } = this;
    const { kernels } = context;
    // a batch norm has a gradient under the statistics of a batch, which move its running ones: they are put back
    const statistics = arena.specs.filter((spec) => !isTrained(spec));
    const before = statistics.length > 0 ? await arena.read() : new Map<string, Float32Array>();
    const fused = await this.gradients((record, weight) => {
      kernels.clear(pass.dLogits);
      kernels.crossEntropy(pass.logits, bank.targets, weight, pass.dLogits, record);
      pass.backward(bank.features, bank.dFeatures);
    }, true);
    const own = await this.gradients((record, weight) => {
      for (const [{ dFeature }, readout] of zip(bank.lanes, pass.readouts)) {
        readout.write(this.readout);
        kernels.clear(this.dReadout);
        kernels.crossEntropy(this.readout, bank.targets, weight, this.dReadout, record);
        readout.inputGradient(this.dReadout, dFeature);
      }
    }, this.order.length > this.part.most);
    for (const { name } of statistics) {
      const values = before.get(name);
      if (values) arena.write(name, values);
    }
    return Object.fromEntries(
      zip(bank.lanes, zip(fused, own)).map(([{ id }, [a, b]]) => [id, cosine(a, b)]),
    );
  }

  free(): void {
    this.bank.free();
    this.pass.free();
    this.context.kernels.free([this.readout, this.dReadout]);
  }

  /**
   * Every encoder's gradient of what `addLoss` puts on the features of the fixed batch.
   * @param addLoss told the share of the batch that goes through together.
   * @param encodes whether there is something to encode: a batch that goes through in one part still stands there.
   */
  private async gradients(
    addLoss: (record: LossRecord, weight: number) => void,
    encodes: boolean,
  ): Promise<Float32Array[]> {
    const { kernels } = this.context;
    const { bank, pass, part, order } = this;
    const recorder = kernels.recorder();
    kernels.clearGradients(this.arena);
    if (encodes) bank.feeder.startEpoch(order);
    for (let done = 0; done < order.length; done += part.now) {
      if (encodes) {
        bank.feeder.next();
        bank.forward();
        pass.forward(bank.features);
      }
      for (const dFeature of bank.dFeatures) kernels.clear(dFeature);
      addLoss({ recorder, name: 'loss' }, part.now / order.length);
      bank.backward();
    }
    recorder.free();
    return Promise.all(
      bank.lanes.map(({ parameters }) => kernels.readGradients(this.arena, parameters)),
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
