/** MCR in PyTorch; the lab's own stands in src/method/methods/mcr.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';
import { multiLoss } from './multi-loss';

export const mcr: NamedPart = {
  name: 'Mcr',
  title: 'MCR',
  text: 'CE(z) + \u03A3_m CE(h_m(f^m)) + gameWeight \u00B7 game + contrastiveWeight \u00B7 supervised NT-Xent of all features + reconstructionWeight \u00B7 mean (f - r(z))\u00B2, z constant there. The game: J^(m) is the Jensen-Shannon divergence of softmax(z) and softmax(z^(m)), in which the rows of f^m are shuffled. Greedy: encoder m wants J^(m) larger and the others\u2019 smaller. Independent: J^(m) larger. Collaborative: everything wants every J larger.',
  needs: [joint, multiLoss],
  python: `
def divergence(a, b):
    """Jensen-Shannon, natural logarithm, mean over the samples."""
    p, q = a.softmax(1), b.softmax(1)
    mean = ((p + q) / 2).clamp(min=1e-37).log()
    return sum((each * (each.clamp(min=1e-37).log() - mean)).sum(1).mean() / 2 for each in (p, q))


def class_contrast(features, y, temperature):
    """NT-Xent with labels: other samples of the class are partners, and nobody's negatives."""
    u, labels = torch.cat([F.normalize(f) for f in features]), y.repeat(len(features))
    s = u @ u.T / temperature
    same = labels[:, None] == labels[None]
    negatives = (s.exp() * ~same).sum(1, keepdim=True)
    surprise = (s.exp() + negatives).log() - s
    pairs = same & ~torch.eye(len(u), dtype=torch.bool)
    return surprise[pairs].sum() / pairs.sum().clamp(min=1)


class Mcr(MultiLoss):
    complete_only = True  # it shuffles one modality against the others

    def start(self):
        super().start()
        stream, hidden = weights_stream(self.weight_seed, "reconstruction"), self.knobs["hiddenRecon"]
        first, second = nn.Linear(CLASSES, hidden), nn.Linear(hidden, sum(self.dims))
        self.reconstruct = nn.Sequential(drawn(first, stream), nn.ReLU(), drawn(second, stream))
        self.shuffles = Stream(SEED, "shuffles", "mcr")

    def groups(self):
        return [*super().groups(), self.reconstruct.parameters()]

    def game(self, features):
        rounds, mode = self.knobs["rounds"], self.knobs["mode"]
        constant = [f.detach() for f in features]
        total = 0
        for _ in range(rounds):
            for m in range(len(features)):
                order = torch.from_numpy(self.shuffles.permutation(len(features[m])))

                def apart(seen):
                    """J^(m); seen: which features are no constants."""
                    fed = [f if seen(k) else c for k, (f, c) in enumerate(zip(features, constant))]
                    shuffled = [f[order] if k == m else f for k, f in enumerate(fed)]
                    return divergence(self.fusion(shuffled), self.fusion(fed))

                if mode == "collaborative":
                    total = total - apart(lambda k: True)
                else:
                    total = total - apart(lambda k: k == m)
                if mode == "greedy":
                    total = total + apart(lambda k: k != m)
        return total / rounds

    def step(self, batch, rows):
        features, y, knobs = self.encode(batch["x"]), batch["y"], self.knobs
        z = self.fusion(features)
        loss = F.cross_entropy(z, y) + sum(F.cross_entropy(h(f), y) for h, f in zip(self.heads, features))
        if knobs["gameWeight"] > 0:
            loss = loss + knobs["gameWeight"] * self.game(features)
        if knobs["contrastiveWeight"] > 0:
            loss = loss + knobs["contrastiveWeight"] * class_contrast(features, y, knobs["temperature"])
        apart = torch.cat(list(features), 1) - self.reconstruct(z.detach())
        (loss + knobs["reconstructionWeight"] * (apart**2).mean()).backward()
`,
};
