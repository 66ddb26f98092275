/** Diagnosing and re-learning in PyTorch; the lab's own stands in src/method/methods/relearn.ts. */
import type { NamedPart } from '../part';
import { clusters } from '../parts/clusters';
import { joint } from './joint';

export const relearn: NamedPart = {
  name: 'Relearn',
  title: 'Diagnosing & Re-learning',
  text: 'Joint training. After epochs e, counted from 0, that `every` divides, e > 0, at most `times` times: g_m = |purity of the training features - purity of the validation features|, and every parameter of encoder m becomes w · its first value + (1 - w) · its value, w = tanh(lambda · g_m).',
  needs: [joint, clusters],
  python: `
class Relearn(Joint):
    def start(self):
        super().start()
        if VALIDATION is None:
            raise ValueError(f"{self.name} compares training samples with validation samples, and none are set aside")
        self.first = [[p.detach().clone() for p in encoder.parameters()] for encoder in self.encoders]

    @torch.no_grad()
    def before_epoch(self, epoch):
        after, every = epoch - 1, self.knobs["every"]
        if after <= 0 or after % every != 0 or after // every > self.knobs["times"]:
            return
        splits = {"training": TRAIN, "validation": VALIDATION}
        features = {word: self.features(split) for word, split in splits.items()}
        for m, encoder in enumerate(self.encoders):
            seen, unseen = (
                purity(features[word][m], split["y"], split["has"][m], Stream(SEED, "clusters", "relearn", word, m, after))
                for word, split in splits.items()
            )
            gap = 0 if seen is None or unseen is None else abs(seen - unseen)
            w = float(np.tanh(self.knobs["lambda"] * gap))
            for parameter, first in zip(encoder.parameters(), self.first[m]):
                parameter.copy_(w * first + (1 - w) * parameter)
                if self.knobs["resetMomentum"] and w > 0:
                    self.forget(parameter)

    def forget(self, parameter):
        """What the optimizer keeps of the parameter."""
        for kept in self.optimizer.state[parameter].values():
            if torch.is_tensor(kept) and kept.shape == parameter.shape:
                kept.zero_()
`,
};
