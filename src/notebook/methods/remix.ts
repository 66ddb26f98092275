/** Remix in PyTorch; the lab's own stands in src/method/methods/remix.ts and src/method/model/remixed.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';
import { multiLoss } from './multi-loss';

export const remix: NamedPart = {
  name: 'Remix',
  title: 'Remix',
  text: 'In the warm-up CE(z) + warmupWeight · Σ_m CE(h_m(f^m)). Then, before each epoch, K_m = Σ_c p_c log2(p_c C) of every training sample, p = softmax(h_m(f^m)); the sample trains the modality with the smallest K_m, the last of several. A batch of modality m has zeros for the other features: CE(z) + gamma · CE(h_m(f^m)). What it does not train is left as it is; as released it takes a step with a gradient of zero.',
  needs: [joint, multiLoss],
  python: `
class Remix(MultiLoss):
    complete_only = True  # it compares modalities sample by sample

    def stages(self):
        yield Stage("encoder", EPOCHS, self.groups(), self.step, self.before_epoch, self.rates, self.plan)

    @torch.no_grad()
    def before_epoch(self, epoch):
        """Whom each sample trains in this epoch; None where it trains all."""
        self.through = None
        if epoch < self.knobs["warmupEpochs"]:
            return
        bits = []
        for h, f in zip(self.heads, self.features(self.train)):
            p = h(f).double().softmax(1).clamp(min=1e-9)
            bits.append((p * torch.log2(p * p.shape[1])).sum(1).numpy())
        least = np.zeros(len(bits[0]), dtype=int)
        for m in range(1, len(bits)):
            least[bits[m] <= np.choose(least, bits)] = m
        self.through = least

    def plan(self, order_of):
        """The rows of every batch: those of the last modality first, or evenly mixed."""
        count = len(self.train["y"])
        order = order_of(count)
        if self.through is None:
            parts = [(0, None, part) for part in in_batches(order, count)]
        else:
            parts = []
            for m in reversed(range(len(self.heads))):
                own = order[self.through[order] == m]
                cut = in_batches(own, count) if len(own) else []
                parts += [((k + 0.5) / len(cut), m, part) for k, part in enumerate(cut)]
            if self.knobs["interleave"]:
                parts.sort(key=lambda part: part[0])
        self.turns = iter([m for _, m, _ in parts])
        return [part for _, _, part in parts]

    def step(self, batch, rows):
        m = next(self.turns)
        y, features = batch["y"], self.encode(batch["x"])
        if m is None:
            z = self.fusion(features)
            own = sum(F.cross_entropy(h(f), y) for h, f in zip(self.heads, features))
            (F.cross_entropy(z, y) + self.knobs["warmupWeight"] * own).backward()
            return
        shown = [torch.full((len(y),), k == m) for k in range(len(self.heads))]
        z = self.fusion(Features(features, shown))
        (F.cross_entropy(z, y) + self.knobs["gamma"] * F.cross_entropy(self.heads[m](features[m]), y)).backward()
        if self.knobs["rule"] == "released":
            return
        for k in range(len(self.heads)):
            for parameter in [*self.encoders[k].parameters(), *self.heads[k].parameters()]:
                if k != m:
                    parameter.grad = None  # no decay, and its momentum waits
`,
};
