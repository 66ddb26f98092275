/** OPM in PyTorch; the lab's own stands in src/method/methods/opm.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const opm: NamedPart = {
  name: 'Opm',
  title: 'OPM',
  text: 'In a batch, with probability p: where rho_m > 1 the feature f^m of each sample is zeroed with probability d_m = clip(q · (1 + alpha · tanh(rho_m - 1)), 0, 1), and what is kept is divided by 1 - d_m. As released everything kept is divided by 1 minus the mean of the shares, and the first epochs drop nothing.',
  needs: [joint],
  python: `
class Opm(Joint):
    complete_only = True  # it compares modalities batch by batch

    def start(self):
        super().start()
        self.is_released = self.knobs["rule"] == "released"
        self.dropping = Stream(SEED, "dropping", "opm")

    def before_epoch(self, epoch):
        self.may_drop = not self.is_released or epoch >= self.knobs["warmupEpochs"]

    @torch.no_grad()
    def shares(self, features, y):
        """d_m, from features that nothing has touched yet."""
        s = [label_probability(z, y) for z in self.fusion.readouts(features)]
        shares = []
        for own, other in zip(s, others(s)):
            rho = own / other
            d = self.knobs["q"] * (1 + self.knobs["alpha"] * torch.tanh(rho - 1))
            shares.append(float(d.clamp(0, 1)) if rho > 1 else 0.0)
        return shares

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        if self.may_drop and self.dropping.next() < self.knobs["p"]:
            shares, fed = self.shares(features, y), []
            for f, share in zip(features, shares):
                drawn = torch.tensor(self.dropping.uniforms(len(y)), dtype=torch.float32)
                kept = 1 - (np.mean(shares) if self.is_released else share)
                factor = torch.where(drawn < share, 0.0, 1.0)
                fed.append(f * (factor / kept if kept > 0 else factor)[:, None])
            features = fed
        F.cross_entropy(self.fusion(features), y).backward()
`,
};
