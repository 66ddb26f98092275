/** MLA in PyTorch; the lab's own stands in src/method/methods/mla.ts. */
import type { NamedPart } from '../part';

export const mla: NamedPart = {
  name: 'Mla',
  title: 'MLA',
  text: 'In every batch, modality by modality: CE(h(f^m), y) with one head h for all, a step of encoder m and of h. With projection, before every step of h but the first: r = mean f^m, k = P r, P = P - k kᵀ / (a + r · k), a = 0.1^(1 + batch / batches), dW = dW P. Prediction: Σ_m omega_m z_m, omega a softmax of minus the entropies.',
  python: `
class Mla(Method):
    def start(self):
        super().start()
        self.head = linear_head(self.weight_seed, ("shared-head",), self.dims[0])
        self.is_released = self.knobs["rule"] == "released"
        self.projects = self.knobs["projection"] != "off" and not self.is_released
        self.P, self.has_stepped = torch.eye(self.dims[0]), False

    def stages(self):
        groups = [[*self.encoders.parameters(), *self.head.parameters()]]
        yield Stage("encoder", EPOCHS, groups, self.step, self.before_epoch, skips_untouched=True)

    def before_epoch(self, epoch):
        count = len(self.train["y"])
        self.batch, self.batches = 0, len(in_batches(np.arange(count), count))
        self.turns = Stream(SEED, "turns", epoch)

    def step(self, batch, rows):
        features, y, count = self.encode(batch["x"], batch["has"]), batch["y"], len(self.encoders)
        order = self.turns.permutation(count) if self.knobs["turns"] == "drawn" else range(count)
        for k, m in enumerate(order):
            loss_where(self.head(features[m]), y, features.has[m]).backward()
            if self.is_released:  # whoever had a turn steps again, with a gradient of 0
                for parameter in (p for before in order[:k] for p in self.encoders[before].parameters()):
                    parameter.grad = torch.zeros_like(parameter)
            if self.projects and self.has_stepped:
                self.project(features[m].detach(), features.has[m])
            self.has_stepped = True
            yield
        self.batch += 1

    def project(self, f, has):
        r = f.mean(0) if has is None else (f * has[:, None]).sum(0) / has.sum().clamp(min=1)
        k = self.P @ r
        self.P = self.P - torch.outer(k, k) / (0.1 ** (1 + self.batch / self.batches) + r @ k)
        if self.knobs["projection"] == "normalised":
            self.P = self.P / self.P.norm()
        self.head.weight.grad = self.head.weight.grad @ self.P

    def answers(self, features):
        logits = [self.head(f) for f in features]
        return {"fusion": self.weighed(logits, features.has), **named(logits)}

    def weighed(self, logits, has):
        voices, z = voices_of(logits, has), torch.stack([each.double() for each in logits])
        if self.knobs["prediction"] == "static":
            fixed = [0.55, 0.45] if len(logits) == 2 else [1 / len(logits)] * len(logits)
            omega = torch.tensor(fixed, dtype=torch.float64)[:, None] * voices
            omega = omega / omega.sum(0)
        else:
            log_p = z.log_softmax(2)
            omega = (log_p.exp() * log_p).sum(2).masked_fill(~voices, -np.inf).softmax(0)
        return (omega[:, :, None] * z).sum(0)
`,
};
