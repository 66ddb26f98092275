/** MSLR in PyTorch; the lab's own stands in src/method/methods/mslr.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const mslr: NamedPart = {
  name: 'Mslr',
  title: 'MSLR',
  text: 'The learning rate of encoder m is base · acc_m / mean of acc_m over the five epochs before, acc_m the accuracy of z_m in the epoch just ended. As released the ratio scales the gradient, that of its part of the head too, the head adds two linear maps, and nothing changes before the seventh epoch.',
  needs: [joint],
  python: `
class Mslr(Joint):
    complete_only = True  # it compares modalities batch by batch

    def start(self):
        self.is_released = self.knobs["rule"] == "released"
        self.kind = "sum" if self.is_released else None
        super().start()
        self.history = [[] for _ in self.encoders]
        self.bases = [self.knobs.get(f"base.{name}", self.knobs["base"]) for name in MODALITIES]

    @torch.no_grad()
    def before_epoch(self, epoch):
        split = self.train if self.knobs["accuracyOn"] == "training" else complete(VALIDATION)
        if epoch > 0:
            for past, z in zip(self.history, self.fusion.readouts(self.features(split))):
                past.append(accuracy(z, split["y"]))
        self.factors = [base * self.ratio(past) for base, past in zip(self.bases, self.history)]

    def ratio(self, past):
        """acc / mean of the window before it; 1 before there is one."""
        window = self.knobs["window"]
        if self.is_released and len(past) <= window:
            return 1
        before = past[-window - 1 : -1]
        return past[-1] / np.mean(before) if before and np.mean(before) > 0 else 1

    def rates(self):
        return [1] * len(self.groups()) if self.is_released else [*self.factors, 1]

    def step(self, batch, rows):
        super().step(batch, rows)
        if self.is_released:
            for encoder, own, factor in zip(self.encoders, self.fusion.maps, self.factors):
                scale_gradient([*encoder.parameters(), *own.parameters()], factor)
`,
};
