/** LFM in PyTorch; the lab's own stands in src/method/methods/lfm.ts. */
import type { NamedPart } from '../part';
import { alone } from './alone';

export const lfm: NamedPart = {
  name: 'Lfm',
  title: 'LFM',
  text: '2 a1 · CE(z, y) + 2 (1 - a1) · J, where z is the mean of the private heads\u2019 logits and J = 1/M Σ_m KL(p_m || p), p the mean of the p_m. a1 follows a polynomial of degree 5 in the epoch, made for 200 of them. As released: KL(p || p_m), and a1 is not kept within 0 and 1.',
  needs: [alone],
  python: `
class Lfm(Alone):
    complete_only = True  # it compares the answers of all modalities
    curve = [0.204623704, 3.35472727e-3, 1.22989557e-4, -2.92947416e-6, 2.23835486e-8, -5.39717505e-11]

    def encoder_stage(self):
        stage = super().encoder_stage()
        stage.before_epoch = self.before_epoch
        return stage

    def before_epoch(self, epoch):
        self.a1 = sum(c * (200 * epoch / EPOCHS) ** k for k, c in enumerate(self.curve))
        if self.knobs["rule"] != "released":
            self.a1 = min(1, max(0, self.a1))

    def step(self, batch, rows):
        z = self.private_logits(self.encode(batch["x"], batch["has"]))
        fused = F.cross_entropy(sum(z) / len(z), batch["y"])
        (2 * self.a1 * fused + 2 * (1 - self.a1) * self.apart(z)).backward()

    def apart(self, z):
        p = torch.stack([each.softmax(1) for each in z])
        mean = p.mean(0, keepdim=True)
        log_p, log_mean = p.clamp(min=1e-37).log(), mean.clamp(min=1e-37).log()
        terms = mean * (log_mean - log_p) if self.knobs["rule"] == "released" else p * (log_p - log_mean)
        return terms.sum(2).mean()

    def answers(self, features):
        z = self.private_logits(features)
        return {"fusion": mean_of(z, features.has), **named(z)}
`,
};
