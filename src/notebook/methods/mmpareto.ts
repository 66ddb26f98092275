/** MMPareto in PyTorch; the lab's own stands in src/method/methods/mmpareto.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';
import { multiLoss } from './multi-loss';

export const mmpareto: NamedPart = {
  name: 'MMPareto',
  title: 'MMPareto',
  text: 'a and u are the gradients of the fused and of the own loss on an encoder, each as one vector. In conflict (a · u <= 0) the fused one gets c = (|u|² - a · u) / |a - u|², the own one 1 - c; else both a half. Each tensor of 2c · a + 2(1 - c) · u is made at least as long as a + u, then multiplied by gamma.',
  needs: [joint, multiLoss],
  python: `
class MMPareto(MultiLoss):
    def step(self, batch, rows):
        features, y = self.encode(batch["x"], batch["has"]), batch["y"]
        fused = F.cross_entropy(self.fusion(features), y)
        own = sum(loss_where(h(f), y, has) for h, f, has in zip(self.heads, features, features.has))
        encoders = [list(encoder.parameters()) for encoder in self.encoders]
        of_fused = [torch.autograd.grad(fused, e, retain_graph=True) for e in encoders]
        of_own = [torch.autograd.grad(own, e, retain_graph=True) for e in encoders]
        (fused + own).backward()
        for parameters, a, u in zip(encoders, of_fused, of_own):
            both, aa, uu = dot(a, u), dot(a, a), dot(u, u)
            c = 0.5 if both > 0 else (uu - both) / (aa + uu - 2 * both).clamp(min=1e-37)
            for parameter, a_t, u_t in zip(parameters, a, u):
                g = 2 * c * a_t + 2 * (1 - c) * u_t
                longer = ((a_t + u_t).norm() / g.norm().clamp(min=1e-18)).clamp(min=1)
                parameter.grad = self.knobs["gamma"] * longer * g


def dot(a, b):
    return sum((x * y).sum() for x, y in zip(a, b))
`,
};
