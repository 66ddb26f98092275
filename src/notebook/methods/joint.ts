/** Joint training in PyTorch, and what all methods share that repair it; the lab's own: src/method/methods/joint.ts. */
import type { NamedPart } from '../part';
import { fusion } from '../parts/fusion';

export const joint: NamedPart = {
  name: 'Joint',
  title: 'Joint training (R1)',
  text: 'One cross-entropy of the fused answer trains every encoder: CE(h_f([f^1; ...; f^M]), y).',
  needs: [fusion],
  python: `
class Joint(Method):
    whole_bias = False  # of the readouts: the whole bias of the head, or its share b/M
    kind = None  # of the fusion head, where the method does not leave it to its knob

    def start(self):
        super().start()
        self.fusion = self.fusion_head()
        if any(mask is not None for mask in TRAIN["has"] + TEST["has"]) and isinstance(self.fusion, ModulatedFusion):
            raise ValueError(f"{self.name}: a feature that changes the other cannot be left out; use concat, sum or sum-tied")

    def fusion_head(self):
        return fusion_head(self.knobs, self.dims, self.weight_seed, self.kind)

    def groups(self):
        return [*(encoder.parameters() for encoder in self.encoders), self.fusion.parameters()]

    def before_epoch(self, epoch):
        pass

    def stages(self):
        yield Stage("encoder", EPOCHS, self.groups(), self.step, self.before_epoch, self.rates)

    def rates(self):
        return [1] * len(self.groups())

    def step(self, batch, rows):
        z = self.fusion(self.encode(batch["x"], batch["has"]))
        F.cross_entropy(z, batch["y"]).backward()

    def answers(self, features):
        z = self.fusion(features)
        readouts = self.fusion.readouts(features, whole_bias=self.whole_bias)
        return {"fusion": z, "fusionHead": z, **named(readouts)}


def label_probability(z, y):
    """s_m: the sum over the batch of p_m[y]."""
    return z.softmax(1).gather(1, y[:, None]).sum()


def others(values):
    """For each modality the mean of what the others have."""
    return [sum(values[:m] + values[m + 1 :]) / (len(values) - 1) for m in range(len(values))]


def scale_gradient(parameters, factor):
    for parameter in parameters:
        parameter.grad *= factor
`,
};
