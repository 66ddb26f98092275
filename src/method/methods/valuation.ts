/**
 * Modality valuation: after every epoch each modality's Shapley value in the right answers is worked out, and in the
 * next one samples come again, with the other modality's feature set to zero, through the one that gives too little.
 * Rules of Valuate-and-Enhance-Multimodal-Cooperation at 7ed12b0, code/sample_level.py:75-153, code/modality_level.py:
 * 79-179 and code/datasets/dataloader.py:154-186, 297-315.
 */
import { SettingsError } from '../../protocol/settings';
import { JOINT_STAGE } from '../descriptions/joint';
import { type MethodRun, ownStream, type RunContext } from '../method';
import {
  type Copy,
  copiesByModality,
  copiesBySample,
  MOST_COPIES,
  mostByModality,
} from '../model/copies';
import { JointModel } from '../model/joint-model';
import { PlannedFeatures } from '../model/planned-features';
import { valuesNow } from '../model/valued-samples';
import { inBatches } from '../run/epoch-batches';
import type { EpochPlan, OrderOf } from '../run/epoch-plan';
import { noteEpoch, noteSamples } from '../run/notes';

/** @throws SettingsError where there are not two modalities: for more, nobody has defined the copies. */
function mustBeTwo({ data, run }: RunContext): void {
  const { length } = data.modalities;
  if (length === 2) return;
  throw new SettingsError(
    `methods.${run}`,
    `Valuation trains copies of a sample through one of two modalities; this data set has ${length}.`,
    'Choose two modalities, or race other methods.',
  );
}

export function start(context: RunContext): MethodRun {
  mustBeTwo(context);
  const { knobs, data } = context;
  const { train, modalities } = data;
  const isBySample = knobs.choice('level') === 'sample';
  const asked = { alpha: knobs.number('alpha'), valued: knobs.number('valued') };
  const warmupEpochs = knobs.number('warmupEpochs');
  const model = new JointModel(context);
  const { training } = model;
  const most = isBySample ? MOST_COPIES * train.size : mostByModality(train.size, asked.alpha);
  const planned = new PlannedFeatures(context, model, train.size + most);
  let copies: readonly Copy[] = [];

  /** All samples and the copies in the seeded order; where that is no order, all samples come first. */
  function plan(orderOf: OrderOf): EpochPlan {
    const copyAt = (place: number): Copy | undefined => copies[place - train.size];
    const served = inBatches(orderOf(train.size + copies.length), context);
    const shows = (m: number) =>
      Uint8Array.from(served.order, (place) => ((copyAt(place)?.through ?? m) === m ? 1 : 0));
    noteEpoch(context, 'trainedOn', null, served.order.length);
    noteEpoch(context, 'steps', null, served.batches.length);
    return {
      order: served.order.map((place) => copyAt(place)?.row ?? place),
      batches: served.batches,
      shown: modalities.map((_, m) => shows(m)),
    };
  }

  const run = model.run({
    stage: JOINT_STAGE,
    planned: planned.stage(plan),
    async beforeEpoch(epoch) {
      const isWarm = epoch >= warmupEpochs;
      copies = [];
      if (!isWarm && !context.notes) return;
      const values = await valuesNow(run, train);
      if (isWarm) {
        copies = isBySample
          ? copiesBySample(values)
          : copiesByModality(values, asked, ownStream(context, 'valuation', epoch));
      }
      for (const [m, { id }] of modalities.entries()) {
        const own = values[m] ?? [];
        noteSamples(context, 'shapley', id, own);
        noteEpoch(context, 'copies', id, copies.filter(({ through }) => through === m).length);
      }
    },
    step(learningRate) {
      training.step(learningRate, 'valuation', { losses: () => planned.fusedLoss() });
    },
    free: () => planned.free(),
  });
  return run;
}
