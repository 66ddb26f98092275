/**
 * MCR: joint training with private heads, beside which the encoders play a game. In every batch the features of each
 * modality are shuffled in turn; J^(m) is the divergence of the fused answer from that with modality m shuffled, and
 * who wants it larger or smaller is the mode. A supervised contrast and a reconstruction of the features from the logits
 * come with it. Built from the formulas of the paper and of kkontras/MCR, README and models/MCR_Models.py: its stored
 * code works the game out and leaves it out of the loss.
 */
import { FUSED_LOSS, keyOf } from '../../protocol/names';
import { JOINT_STAGE } from '../descriptions/joint';
import { CONTRAST_OF_ALL, CONTRASTIVE, GAME, MODES, RECONSTRUCTION } from '../descriptions/mcr';
import { type MethodRun, ownStream, type RunContext } from '../method';
import { ClassContrast } from '../model/class-contrast';
import { commonFeatureDim } from '../model/encoder-bank';
import { mustHaveReadouts } from '../model/fusion-knobs';
import { JointModel } from '../model/joint-model';
import { Reconstruction, reconstructionSpecs } from '../model/reconstruction';
import { ShuffleGame } from '../model/shuffle-game';
import { PrivateHeads, privateHeadSpecs } from '../model/trained-head';
import { remembering } from '../run/remembering';

const [GAME_LOSS, CONTRAST_LOSS, RECONSTRUCTION_LOSS] = [GAME, CONTRASTIVE, RECONSTRUCTION].map(
  (word) => keyOf({ kind: 'whole', word }),
) as [string, string, string];

export function start(context: RunContext): MethodRun {
  mustHaveReadouts(context, 'MCR');
  const { kernels, knobs, batch, data } = context;
  const shape = {
    classes: data.classes,
    hidden: knobs.number('hiddenRecon'),
    dims: commonFeatureDim(context, CONTRAST_OF_ALL),
    count: data.modalities.length,
  };
  const weights = {
    game: knobs.number('gameWeight'),
    contrast: knobs.number('contrastiveWeight'),
    reconstruction: knobs.number('reconstructionWeight'),
  };
  const model = new JointModel(context, [
    ...privateHeadSpecs(context),
    ...reconstructionSpecs(shape),
  ]);
  const { training, pass } = model;
  const { bank, lanes, recorder } = training;
  const heads = new PrivateHeads(training);
  const random = ownStream(context, 'shuffles', 'mcr');
  const mode = MODES.find((each) => each === knobs.choice('mode')) ?? MODES[0];
  const game = new ShuffleGame(context, model, random, { mode, rounds: knobs.number('rounds') });
  const contrast = new ClassContrast(kernels, { batch, ...shape }, knobs.number('temperature'));
  const reconstruction = new Reconstruction(kernels, training.arena, batch, shape);
  /** What the gradients of the game and of the contrast count in this step. */
  const counted = { game: kernels.allocate([1]), contrast: kernels.allocate([1]) };

  function losses(): void {
    model.fusedLoss();
    model.fusedLossReachesEncoders();
    heads.learn(1);
    if (weights.game > 0) game.play(counted.game, { recorder, name: GAME_LOSS });
    if (weights.contrast > 0) {
      const { features, dFeatures, targets } = bank;
      const value = contrast.take(features, targets, counted.contrast, dFeatures);
      kernels.record(value, { recorder, name: CONTRAST_LOSS });
    }
    const record = { recorder, name: RECONSTRUCTION_LOSS };
    reconstruction.take(pass.logits, lanes, weights.reconstruction, record);
  }

  return model.run({
    stage: JOINT_STAGE,
    memory: remembering(random.save, random.restore),
    step(learningRate) {
      const counts = (key: string, weight: number) => context.weighed?.(key, weight) ?? weight;
      if (weights.game > 0) {
        game.draw();
        kernels.write(counted.game, Float32Array.of(counts(GAME_LOSS, weights.game)));
      }
      if (weights.contrast > 0) {
        contrast.makeRoom();
        kernels.write(counted.contrast, Float32Array.of(counts(CONTRAST_LOSS, weights.contrast)));
      }
      training.step(learningRate, 'mcr', { losses });
    },
    total: (losses) => {
      const of = (key: string) => losses[key] ?? 0;
      const supervised = heads.keys.reduce(
        (sum, key) => sum + of(key),
        losses[FUSED_LOSS] ?? Number.NaN,
      );
      return (
        supervised +
        of(GAME_LOSS) +
        weights.contrast * of(CONTRAST_LOSS) +
        weights.reconstruction * of(RECONSTRUCTION_LOSS)
      );
    },
    heads: (features, rows) => heads.logitsOf(features, rows),
    free() {
      heads.free();
      game.free();
      contrast.free();
      reconstruction.free();
      kernels.free(Object.values(counted));
    },
  });
}
