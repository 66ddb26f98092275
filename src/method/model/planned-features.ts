/** A joint model on batches that its method plans: the fused answer sees the features that the plan shows, and 0 elsewhere. */
import { minus, own } from '../../engine/kernels/formula/op';
import type { DeviceArray } from '../../engine/kernels/kernels';
import type { RunContext } from '../method';
import type { EpochPlan, OrderOf } from '../run/epoch-plan';
import { FedFeatures } from './fed-features';
import type { JointModel } from './joint-model';
import { PlannedBatches } from './planned-batches';

export class PlannedFeatures {
  private readonly context: RunContext;
  private readonly model: JointModel;
  private readonly batches: PlannedBatches;
  private readonly shown: FedFeatures;
  /** Per modality, 1 for the rows of the batch that do not show it. */
  private readonly masked: readonly DeviceArray[];

  /** @param places of the longest epoch there may be. */
  constructor(context: RunContext, model: JointModel, places: number) {
    const { kernels, batch } = context;
    const { bank, lanes } = model.training;
    this.context = context;
    this.model = model;
    this.batches = new PlannedBatches(context, bank.feeder, places);
    this.shown = new FedFeatures(kernels, lanes, this.batches.shown);
    this.masked = lanes.map(() => kernels.allocate([batch, 1]));
  }

  /** Of a stage whose epochs `make` puts together. */
  stage(make: (orderOf: OrderOf) => EpochPlan) {
    return this.batches.stage(make);
  }

  /** The fused loss of the current batch, on its way into the head and the encoders of what is shown; part of a step. */
  fusedLoss(): void {
    const { model, shown, masked, batches } = this;
    this.context.kernels.formula(minus(1, own(0)), [batches.shown], masked);
    model.training.note('droppedShare', masked);
    model.fusedLoss(shown);
    model.fusedLossReachesEncoders(shown);
  }

  free(): void {
    this.shown.free();
    this.batches.free();
    this.context.kernels.free(this.masked);
  }
}
