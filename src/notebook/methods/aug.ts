/** AUG in PyTorch; the lab's own stands in src/method/methods/aug.ts. */
import type { NamedPart } from '../part';

export const aug: NamedPart = {
  name: 'Aug',
  title: 'AUG',
  text: 'z_m = Σ_j h_s(ReLU(A_mj f^m)), one last layer h_s for all. In every batch first one modality has a step, then the other: CE(z_m), and with several heads also CE(o) of those before the newest and (1 - λ p_o[y]) CE(z_n) of the newest. After some epochs the modality with the lower sum of p[y] gets a head. Prediction: merge · z_1 + (1 - merge) · z_2.',
  python: `
class Aug(Method):
    complete_only = True  # it compares modalities

    def start(self):
        super().start()
        if len(self.encoders) != 2:
            raise ValueError(f"{self.name}: AUG gives a head to the weaker one of two modalities")
        width = self.knobs["hiddenHead"]
        most = 1 + sum(self.is_due(epoch) for epoch in range(EPOCHS - 1))
        self.layers = nn.ModuleList()
        for m, dim in enumerate(self.dims):
            first = drawn(nn.Linear(dim, width), weights_stream(self.weight_seed, "growing-head", m, 0))
            self.layers.append(nn.ModuleList([first, *(nn.Linear(dim, width) for _ in range(most - 1))]))
        self.shared = linear_head(self.weight_seed, ("shared-head",), width)
        self.counts, self.scores, self.next = [1, 1], [0.0, 0.0], None
        self.random = Stream(SEED, "growing-heads", "aug")
        self.is_released = self.knobs["rule"] == "released"

    def is_due(self, epoch):
        return epoch == 0 or (epoch + 1) % self.knobs["every"] == 0

    def stages(self):
        groups = [[*self.encoders.parameters(), *self.layers.parameters(), *self.shared.parameters()]]
        yield Stage("encoder", EPOCHS, groups, self.step, self.before_epoch)

    @torch.no_grad()
    def before_epoch(self, epoch):
        if epoch > 0 and self.is_due(epoch - 1):
            ratio, sigma = self.scores[0] / self.scores[1], self.knobs["sigma"]
            grows = 1 if ratio > sigma + 0.01 else 0 if ratio < sigma - 0.01 else None
            if grows is not None:
                layer = self.layers[grows][self.counts[grows]]
                deviation = (2 / sum(layer.weight.shape)) ** 0.5
                numbers = self.random.normals(layer.weight.numel()) * deviation
                layer.weight.copy_(torch.as_tensor(numbers).float().reshape(layer.weight.shape))
                layer.bias.zero_()
                self.counts[grows] += 1
        self.scores = [0.0, 0.0]

    def said(self, m, f):
        return [self.shared(layer(f).relu()) for layer in self.layers[m][: self.counts[m]]]

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        everything = [*self.encoders.parameters(), *self.layers.parameters(), *self.shared.parameters()]
        for m, f in enumerate(features):
            for parameter in everything:
                parameter.grad = None  # whom a turn does not reach is not stepped at all
            heads = self.said(m, f)
            z = sum(heads)
            self.scores[m] += float(z.softmax(1).gather(1, y[:, None]).sum().detach())
            loss = F.cross_entropy(z, y)
            if len(heads) > 1:
                older = sum(heads[:-1])
                known = older.detach().softmax(1).gather(1, y[:, None])[:, 0]
                newest = F.cross_entropy(heads[-1], y, reduction="none")
                loss = loss + F.cross_entropy(older, y) + ((1 - self.knobs["lambda"] * known) * newest).mean()
            loss.backward()
            if self.is_released:
                for layer in self.layers[m][1:]:
                    layer.weight.grad = layer.bias.grad = None
                for before in range(m):
                    for parameter in [*self.encoders[before].parameters(), *self.layers[before][0].parameters()]:
                        parameter.grad = torch.zeros_like(parameter)
            if m == 0:
                self.optimizer.step()

    @torch.no_grad()
    def answers(self, features):
        z = [sum(self.said(m, f)) for m, f in enumerate(features)]
        merge = self.knobs["merge"]
        fused = merge * z[0] + (1 - merge) * z[1]
        return {"fusion": fused, "fusionHead": fused, **named(z)}
`,
};
