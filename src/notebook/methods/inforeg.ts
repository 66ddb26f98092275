/** InfoReg in PyTorch; the lab's own stands in src/method/methods/inforeg.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const inforeg: NamedPart = {
  name: 'InfoReg',
  title: 'InfoReg',
  text: 'CE(z) + Σ_m CE(z_m). s_m is the mean over the batch of p_m[y]. The gradient of an encoder that leads gets beta · exp(tanh(s_m - s_other)) times the way of its weights since the epoch began, while its window is open: while the mean Fisher trace of the last epochs grows by more than the threshold. As released s_m is a sum, and the first modality’s trace decides for all.',
  needs: [joint],
  python: `
class InfoReg(Joint):
    complete_only = True  # it compares modalities batch by batch

    def start(self):
        super().start()
        self.is_released = self.knobs["rule"] == "released"
        self.betas = [self.knobs.get(f"beta.{name}", self.knobs["beta"]) for name in MODALITIES]
        self.traces = [[] for _ in self.encoders]

    def before_epoch(self, epoch):
        if epoch > 0:
            for past, ended in zip(self.traces, self.sums):
                past.append(ended)
        growths = [self.growth(past) for past in self.traces]
        deciding = growths[:1] * len(growths) if self.is_released else growths
        self.open = [beta if k > self.knobs["threshold"] else 0 for beta, k in zip(self.betas, deciding)]
        self.sums = [0.0 for _ in self.encoders]
        self.references = [[p.detach().clone() for p in e.parameters()] for e in self.encoders]

    def growth(self, past):
        """Of the mean trace over the window, epochs before the first counting as 0; 1 before any."""
        window = self.knobs["window"]
        padded = [0] * (window + 1) + past
        now, before = np.mean(padded[-window:]), np.mean(padded[-window - 1 : -1])
        return 1 if not past else (now - before) / now if now > 0 else 0

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        readouts = self.fusion.readouts(features)
        (F.cross_entropy(self.fusion(features), y) + sum(F.cross_entropy(z, y) for z in readouts)).backward()
        with torch.no_grad():
            s = [label_probability(z, y) / (1 if self.is_released else len(y)) for z in readouts]
            for m, (encoder, own, other) in enumerate(zip(self.encoders, s, others(s))):
                strength = self.open[m] * torch.exp(torch.tanh(own - other)) if own > other else 0
                for parameter, was in zip(encoder.parameters(), self.references[m]):
                    parameter.grad += strength * (parameter - was)
                    if parameter.dim() > 1:
                        self.sums[m] += float((parameter.grad**2).mean())
`,
};
