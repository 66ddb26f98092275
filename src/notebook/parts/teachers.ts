/** Teachers as a stage in PyTorch; the lab's own stand in src/method/model/teachers.ts. */
import type { Part } from '../part';

export const teachers: Part = {
  title: 'Teachers',
  text: 'A unimodal model for every modality is trained first, from first weights of its own, and is constant from then on; while it trains, the curve is the mean of the private heads’ probabilities.',
  python: `
class Teachers:
    """The unimodal models of a run, and the stage that trains them."""

    def __init__(self, method):
        seed = int(Stream(method.weight_seed, "teachers").below(2**31 - 1, 1)[0])
        self.models = Alone(method.name, seed, method.knobs)
        self.are_through = False

    def stage(self):
        own = self.models.encoder_stage()
        return Stage("encoder", self.models.knobs["teacherEpochs"], own.groups, own.step)

    def features(self, split):
        return self.models.features(split)

    def answers(self, features):
        logits = self.models.private_logits(features)
        combined = ensembles(logits, 1, features.has)
        return {"fusion": combined["probabilities"], **named(logits), **ensemble_readouts(combined)}
`,
};
