/** What is measured, in numpy and PyTorch: accuracies of the prediction, the readouts and the logistic probes. */
import type { Part } from '../part';

export const measures: Part = {
  title: 'What is measured',
  text: `\`fusion\` is the method's own prediction. Readouts are what single heads say. \`unimodal\` is a linear probe on each encoder's frozen features: multinomial logistic regression, fitted on the training samples to convergence and scored on held-out ones.`,
  python: `
def accuracy(scores, labels):
    """Share of samples whose largest score is their label's; of two that score the same, the lower class."""
    return float(np.mean(np.argmax(np.asarray(scores), axis=1) == labels.numpy()))


def probe_rows():
    """At most 5000 training samples, drawn once."""
    count = len(TRAIN["y"])
    return np.sort(Stream(SEED, "probe").permutation(count)[:5000]) if count > 5000 else np.arange(count)


PROBE_ROWS = probe_rows()
PROBE_LABELS = TRAIN["y"][PROBE_ROWS]
SEEN = PROBE_LABELS.unique()  # a class without training samples is never answered


class Probe:
    """Logistic regression on standardised features: mean CE + 1e-3 * sum of squared weights, bias free."""

    def __init__(self, features, start=None):
        x = features[PROBE_ROWS].double()
        self.mean, self.deviation = x.mean(0), x.std(0) + 1e-5
        x, y = (x - self.mean) / self.deviation, torch.searchsorted(SEEN, PROBE_LABELS)
        # from where the probe before it ended: features change little in an epoch
        weight, bias = (x.new_zeros(x.shape[1], len(SEEN)), x.new_zeros(len(SEEN))) if start is None else (start.weight, start.bias)
        self.weight, self.bias = weight.clone().requires_grad_(), bias.clone().requires_grad_()
        search = torch.optim.LBFGS(
            [self.weight, self.bias],
            max_iter=1000,
            tolerance_grad=1e-6,
            tolerance_change=1e-12,
            line_search_fn="strong_wolfe",
        )

        def loss():
            search.zero_grad()
            value = F.cross_entropy(x @ self.weight + self.bias, y) + 1e-3 * (self.weight**2).sum()
            value.backward()
            return value

        search.step(loss)
        self.weight, self.bias = self.weight.detach(), self.bias.detach()

    def accuracy(self, features, labels):
        scores = ((features.double() - self.mean) / self.deviation) @ self.weight + self.bias
        return float(np.mean(SEEN[scores.argmax(1)].numpy() == labels.numpy()))


def fit_probes(method, before):
    features = method.features(TRAIN)
    return [Probe(f, before and before[m]) for m, f in enumerate(features)]


@torch.no_grad()
def measure(method, probes, split):
    """Accuracies of a run on a split, by name."""
    features = method.features(split)
    told = {}
    for name, scores in method.answers(features).items():
        told[name if name == "fusion" else f"readouts.{name}"] = accuracy(scores, split["y"])
    for name, probe, f in zip(MODALITIES, probes, features):
        told[f"unimodal.{name}"] = probe.accuracy(f, split["y"])
    return told
`,
};
