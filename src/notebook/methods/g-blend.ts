/** G-Blend in PyTorch; the lab's own stands in src/method/methods/g-blend.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';
import { multiLoss } from './multi-loss';

export const gBlend: NamedPart = {
  name: 'GBlend',
  title: 'G-Blend',
  text: 'Σ_k w_k · CE_k over the own losses and the fused one, w_k proportional to max(G, 0) / max(O, floor)². A copy trained on CE_k alone for a super-epoch says both: G is how much lower its validation loss is, O how much farther that is from its training loss. Where no loss came lower the weights stay.',
  needs: [joint, multiLoss],
  python: `
class GBlend(MultiLoss):
    def start(self):
        super().start()
        count, mode = len(self.encoders) + 1, self.knobs["mode"]
        self.weights = [1 / count] * count
        if mode == "given":
            own = [self.knobs.get(f"weights.{name}", self.knobs["weights"]) for name in MODALITIES]
            self.weights = [*own, self.knobs["fusedWeight"]]
        elif VALIDATION is None:
            raise ValueError(f"{self.name} weighs losses by validation samples, and none are set aside")

    def losses(self, features, y):
        """Of every head on its own feature, and of the fused answer at last."""
        own = [loss_where(h(f), y, has) for h, f, has in zip(self.heads, features, features.has)]
        return [*own, F.cross_entropy(self.fusion(features), y)]

    @torch.no_grad()
    def losses_on(self, split):
        return [float(loss) for loss in self.losses(self.features(split), split["y"])]

    def before_epoch(self, epoch):
        mode = self.knobs["mode"]
        length = EPOCHS if mode == "offline" else self.knobs["superEpoch"]
        if mode == "given" or epoch % length != 0:
            return
        both = [TRAIN, VALIDATION]
        before = [self.losses_on(split) for split in both]
        reached = [[*e.parameters(), *h.parameters()] for e, h in zip(self.encoders, self.heads)]
        reached.append([p for e in self.encoders for p in e.parameters()] + list(self.fusion.parameters()))
        worth = []
        for k, parameters in enumerate(reached):
            moved = [*parameters, *self.encoders.buffers()]  # running statistics are all encoders'
            saved = [p.detach().clone() for p in moved]
            self.train_alone(k, parameters, range(epoch, epoch + length))
            after = [self.losses_on(split) for split in both]
            G = before[1][k] - after[1][k]
            O = (after[1][k] - after[0][k]) - (before[1][k] - before[0][k])
            worth.append(max(G, 0) / max(O**2, self.knobs["floor"] ** 2))
            with torch.no_grad():
                for each, was in zip(moved, saved):
                    each.copy_(was)
        if sum(worth) > 0:
            self.weights = [each / sum(worth) for each in worth]

    def train_alone(self, k, parameters, epochs):
        optimizer = optimizer_of([parameters])
        for e in epochs:
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(e)
            samples = len(self.train["y"])
            order = Stream(self.weight_seed, "batch-order", "encoder", e).permutation(samples)
            for rows in in_batches(order, samples):
                optimizer.zero_grad(set_to_none=False)
                batch = take(self.train, rows)
                self.losses(self.encode(batch["x"], batch["has"]), batch["y"])[k].backward()
                optimizer.step()
        # the run's own step begins with gradients of zero
        optimizer.zero_grad(set_to_none=False)

    def step(self, batch, rows):
        losses = self.losses(self.encode(batch["x"], batch["has"]), batch["y"])
        sum(w * loss for w, loss in zip(self.weights, losses)).backward()
`,
};
