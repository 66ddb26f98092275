/** Joint + unimodal losses in PyTorch; the lab's own stands in src/method/methods/multi-loss.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const multiLoss: NamedPart = {
  name: 'MultiLoss',
  title: 'Joint + unimodal losses',
  text: 'CE(z, y) + weight · Σ_m CE(h_m(f^m), y), with private heads of its own.',
  needs: [joint],
  python: `
class MultiLoss(Joint):
    def start(self):
        super().start()
        self.heads = self.private_heads()

    def groups(self):
        return [*super().groups(), self.heads.parameters()]

    def step(self, batch, rows):
        features, y = self.encode(batch["x"], batch["has"]), batch["y"]
        own = sum(loss_where(h(f), y, has) for h, f, has in zip(self.heads, features, features.has))
        (F.cross_entropy(self.fusion(features), y) + self.knobs["weight"] * own).backward()

    def answers(self, features):
        z = self.fusion(features)
        return {"fusion": z, "fusionHead": z, **named(h(f) for h, f in zip(self.heads, features))}
`,
};
