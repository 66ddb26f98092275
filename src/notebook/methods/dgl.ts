/** DGL in PyTorch; the lab's own stands in src/method/methods/dgl.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const dgl: NamedPart = {
  name: 'Dgl',
  title: 'DGL',
  text: 'Encoders get only the gradient of alpha · Σ_m CE(z_m), the fusion head only that of CE(z) on features that it may not change. As released the readouts carry the whole bias, and the gradient of everything is clipped.',
  needs: [joint],
  python: `
class Dgl(Joint):
    def start(self):
        super().start()
        self.is_released = self.knobs["rule"] == "released"
        self.whole_bias = self.is_released

    def step(self, batch, rows):
        features, y = self.encode(batch["x"], batch["has"]), batch["y"]
        fused = F.cross_entropy(self.fusion([f.detach() for f in features]), y)
        readouts = self.fusion.readouts(features, whole_bias=self.whole_bias, frozen=True)
        own = sum(loss_where(z, y, has) for z, has in zip(readouts, features.has))
        (fused + self.knobs["alpha"] * own).backward()
        if self.is_released:
            everything = [p for group in self.groups() for p in group]
            nn.utils.clip_grad_norm_(everything, self.knobs["clipNorm"])
`,
};
