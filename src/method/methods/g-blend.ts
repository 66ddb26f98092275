/**
 * G-Blend, gradient blending: the fused loss and a loss of every encoder's own, weighed by what each promises. A copy
 * trained on one loss alone for a while says how much lower its validation loss comes (G) and how much it overfits on
 * the way (O); its weight goes by G / O^2. Definition: Wang et al., CVPR 2020; search as in BalanceBenchmark at 4c1482f,
 * GBlending_trainer.py:306-376, but a loss that rose is worth nothing there instead of its size.
 */
import { zip } from '../../math/zip';
import { FUSED_LOSS, FUSION_HEAD } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import type { MethodRun, RunContext, StageAhead, TrainAhead } from '../method';
import { type Ahead, blendWeights, promise, searches } from '../model/blend-weights';
import type { StepParts } from '../model/encoder-training';
import { JointModel } from '../model/joint-model';
import { FUSION_HEAD_MODULE, moduleParameters, privateHeadModule } from '../model/parameter-names';
import { logitsOf } from '../model/readings';
import { meanCrossEntropy } from '../model/split-loss';
import { PrivateHeads, privateHeadSpecs } from '../model/trained-head';
import { validationOf } from '../model/validation';
import { noteEpoch } from '../run/notes';
import type { SplitData } from '../run/race-data';
import { remembering } from '../run/remembering';

export function start(context: RunContext): MethodRun {
  const { kernels, knobs, data, settings, run: name } = context;
  const mode = knobs.choice('mode');
  const floor = knobs.number('floor');
  const due = searches(mode, settings.epochs, knobs.number('superEpoch'));
  const path = `methods.${name}.mode`;
  const because = `${path} is "${mode}", which weighs losses by validation samples`;
  const validation =
    mode === 'given' ? null : validationOf(context, path, because, ', or choose "given"');
  const model = new JointModel(context, privateHeadSpecs(context));
  const { training } = model;
  const { arena, lanes, recorder } = training;
  const heads = new PrivateHeads(training);
  const ids = lanes.map(({ id }) => id);
  const shown = lanes.map(() => kernels.allocate([1]));
  /** Of every modality's own loss, and of the fused one at last. */
  let weights: readonly number[] =
    mode === 'given'
      ? [...knobs.numbersFor('weights', ids), knobs.number('fusedWeight')]
      : [...ids, FUSED_LOSS].map(() => 1 / (ids.length + 1));

  /** Weights of the modalities' own losses. */
  const own = () => weights.slice(0, -1);

  /** The losses of every head on a split as the nets stand, the fused one last. */
  async function lossesOn(split: SplitData): Promise<readonly number[]> {
    const readings = await run.read(split);
    const ofHeads = zip(heads.keys, split.has).map(([key, has]) =>
      meanCrossEntropy(logitsOf(readings, key), split.labels, has),
    );
    return [...ofHeads, meanCrossEntropy(logitsOf(readings, FUSION_HEAD), split.labels, null)];
  }

  /** A step on one loss alone, which moves what that loss reaches and nothing else. */
  const alone: readonly StepParts[] = [
    ...lanes.map(
      (lane, place): StepParts => ({
        reach: {
          lanes: [lane],
          parameters: moduleParameters(arena, privateHeadModule(lane.position)),
        },
        losses: () => heads.learn(1, place),
      }),
    ),
    {
      reach: { lanes, parameters: moduleParameters(arena, FUSION_HEAD_MODULE) },
      losses() {
        model.fusedLoss();
        model.fusedLossReachesEncoders();
      },
    },
  ];

  /** Searches weights where they are due. */
  async function* lookAhead(epoch: number, train: TrainAhead): AsyncGenerator<void, number, void> {
    const epochs = due.get(epoch) ?? 0;
    const steps = validation && epochs > 0 ? yield* search(validation, epoch, epochs, train) : 0;
    for (const [array, weight] of zip(shown, own())) {
      kernels.write(array, Float32Array.of(weight));
    }
    return steps;
  }

  /**
   * Trains a copy on each loss alone for so many epochs, and weighs the losses by what came of it. The copies are the
   * nets themselves, which are put back.
   */
  async function* search(
    validation: SplitData,
    epoch: number,
    epochs: number,
    train: TrainAhead,
  ): AsyncGenerator<void, number, void> {
    const [before, heldBefore] = [await lossesOn(data.train), await lossesOn(validation)];
    const [saved, memory] = [await arena.save(), await training.memory.save()];
    const found: Ahead[] = [];
    let steps = 0;
    for (const [k, parts] of alone.entries()) {
      arena.restore({ values: saved.values, moments: [], steps: 0 });
      const ahead: StageAhead = {
        order: 'encoder',
        feeder: () => training.bank.feeder,
        step: (learningRate) => training.step(learningRate, `ahead on ${k}`, parts),
        losses: () => recorder.drain(),
      };
      for (let at = epoch; at < epoch + epochs; at++) {
        const trained = train(ahead, at);
        let next = await trained.next();
        for (; !next.done; next = await trained.next()) yield;
        steps += next.value.steps;
      }
      const [after, heldAfter] = [await lossesOn(data.train), await lossesOn(validation)];
      const at = (losses: readonly number[]) => losses[k] ?? Number.NaN;
      found.push({
        before: { train: at(before), validation: at(heldBefore) },
        after: { train: at(after), validation: at(heldAfter) },
      });
      yield;
    }
    arena.restore(saved);
    training.memory.restore(memory);
    weights = blendWeights(found, floor) ?? weights;
    note(found);
    return steps;
  }

  function note(found: readonly Ahead[]): void {
    for (const [id, [each, weight]] of zip([...ids, 'fused'], zip(found, weights))) {
      const { before, after } = each;
      const { G, O } = promise(each);
      const told = {
        'before.train': before.train,
        'before.validation': before.validation,
        'after.train': after.train,
        'after.validation': after.validation,
        G,
        O,
      };
      for (const [word, value] of Object.entries(told)) {
        noteEpoch(context, 'lookAhead', `${id}.${word}`, value);
      }
      noteEpoch(context, 'weights', id, weight);
    }
  }

  const run = model.run({
    stage: JOINT_STAGE,
    ahead: {
      lookAhead,
      epochsAhead: alone.length * [...due.values()].reduce((sum, epochs) => sum + epochs, 0),
    },
    step(learningRate) {
      training.step(learningRate, `blended by ${weights.join()}`, {
        losses() {
          model.fusedLoss(undefined, weights.at(-1));
          model.fusedLossReachesEncoders();
          heads.learnEach(own());
          training.note('lossWeight', shown);
        },
      });
    },
    total: (losses) =>
      zip([...heads.keys, FUSED_LOSS], weights).reduce(
        (sum, [key, weight]) => sum + weight * (losses[key] ?? Number.NaN),
        0,
      ),
    heads: (features, rows) => heads.logitsOf(features, rows),
    memory: remembering(
      () => weights,
      (saved) => {
        weights = saved;
      },
    ),
    free() {
      heads.free();
      kernels.free(shown);
    },
  });
  // offline looks ahead for as many epochs as the race has
  return { ...run, asksLength: mode === 'offline' };
}
