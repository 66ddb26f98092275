/** AGM in PyTorch; the lab's own stands in src/method/methods/agm.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const agm: NamedPart = {
  name: 'Agm',
  title: 'AGM',
  text: 'The mono response of a modality is what it adds to the fused answer when the others may be zero inputs, m_m = z_m(f) - z_m(f0) + z(f0)/M. With nll_m its mean -log p[y]: r_m = exp(nll_other - nll_m) on the batch, t_m the same of the means over the batches before; G_m is multiplied by exp(alpha · min(t_m - r_m, 10)). As released the factor scales the gradient of the response, so that of head and zero inputs too, and a large gradient is clipped to norm 1.',
  needs: [joint],
  python: `
class Agm(Joint):
    complete_only = True  # it compares modalities batch by batch

    def start(self):
        super().start()
        self.is_released = self.knobs["rule"] == "released"
        self.sums, self.count = [0.0] * len(self.encoders), 0  # of the batches before

    def responses(self, features, encode):
        """encode: whether zero inputs are read or trained on."""
        count = len(self.encoders)
        zeros = [torch.zeros(len(features[0]), x.shape[1]) for x in TRAIN["x"]]
        f0 = encode(zeros)
        z0 = self.fusion(f0)
        pairs = zip(self.fusion.readouts(features), self.fusion.readouts(f0))
        return [own - zero + z0 / count for own, zero in pairs]

    @torch.no_grad()
    def factors(self, responses, y):
        nlls = []
        for z in responses:
            each = F.cross_entropy(z, y, reduction="none")
            if self.is_released:
                each = each.clamp(max=-np.log(1e-8))
            nlls.append(each.mean())
        before = max(1, self.count)
        factors = []
        for own, other, own_sum, other_sum in zip(nlls, others(nlls), self.sums, others(self.sums)):
            r = torch.exp(other - own)
            t = np.exp((other_sum - own_sum) / before)
            factors.append(torch.exp(self.knobs["alpha"] * (t - r).clamp(max=10)))
        self.sums = [total + float(nll) for total, nll in zip(self.sums, nlls)]
        self.count += 1
        return factors

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        if self.is_released:
            self.released_step(features, y)
            return
        F.cross_entropy(self.fusion(features), y).backward()
        with torch.no_grad():
            responses = self.responses([f.detach() for f in features], self.read)
        for encoder, factor in zip(self.encoders, self.factors(responses, y)):
            scale_gradient(encoder.parameters(), factor)

    def released_step(self, features, y):
        responses = self.responses(features, self.encode)
        factors = self.factors([z.detach() for z in responses], y)
        # the same numbers, whose gradient is multiplied by k on the way back
        hooked = [z * k + (z * (1 - k)).detach() for z, k in zip(responses, factors)]
        F.cross_entropy(sum(hooked), y).backward()
        if max(W.grad.abs().max() for W in self.fusion.weights()) > 1:
            nn.utils.clip_grad_norm_([p for group in self.groups() for p in group], 1)

    def answers(self, features):
        told = super().answers(features)
        return {**told, **named(self.responses(features, self.read))} if self.is_released else told
`,
};
