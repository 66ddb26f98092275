/** PMR in PyTorch; the lab's own stands in src/method/methods/pmr.ts. */
import type { NamedPart } from '../part';
import { classMeans } from './class-means';
import { joint } from './joint';

export const pmr: NamedPart = {
  name: 'Pmr',
  title: 'PMR',
  text: 'Prototypes are class means of the features, renewed before each epoch: new = momentum · old + (1 - momentum) · mean. sim^m is minus the distance to them. The loss is CE(z) + alpha · CE(sim^m) for the one modality whose prototypes score lowest. As released they are means over a tenth of the batches, with memory from the second epoch on.',
  needs: [joint, classMeans],
  python: `
def nearness(features, prototypes):
    """sim: minus the euclidean distance to each prototype, [samples, classes]."""
    squares = ((features[:, None, :] - prototypes[None]) ** 2).sum(2)
    return -squares.clamp(min=1e-12).sqrt()


class Pmr(Joint):
    complete_only = True  # it compares modalities batch by batch

    def start(self):
        super().start()
        self.is_released = self.knobs["rule"] == "released"
        self.means = [None] * len(self.encoders)

    def before_epoch(self, epoch):
        features, labels, rows = self.features(self.train), self.train["y"].numpy(), None
        if self.is_released:
            order = Stream(SEED, "prototypes", "pmr", epoch).permutation(len(labels))
            size = min(BATCH_SIZE, len(labels))
            rows = order[: max(1, -(-len(order) // size) // 10) * size]
        remembers = not self.is_released or epoch >= 2
        momentum = self.knobs["momentum"]
        for m, f in enumerate(features):
            old = self.means[m]
            mean = class_centroids(f.numpy(), labels) if rows is None else self.sampled(f, labels, rows, old)
            blends = remembers and old is not None
            self.means[m] = momentum * old + (1 - momentum) * mean if blends else mean
        self.prototypes = [torch.tensor(mean, dtype=torch.float32) for mean in self.means]

    def sampled(self, feature, labels, rows, old):
        """Means of some rows; a class without one keeps its prototype, or has the mean of all rows."""
        feature = feature.numpy()[rows]
        means = class_centroids(feature, labels[rows])
        return np.where(np.isnan(means), feature.astype(np.float64).mean(0) if old is None else old, means)

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        near = [nearness(f, p) for f, p in zip(features, self.prototypes)]
        scores = [float(label_probability(sim.detach(), y)) for sim in near]
        weakest = int(np.argmin(scores))
        loss = F.cross_entropy(self.fusion(features), y)
        (loss + self.knobs["alpha"] * F.cross_entropy(near[weakest], y)).backward()
`,
};
