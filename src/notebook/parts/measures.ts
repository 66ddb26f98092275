/** What is measured, in numpy and PyTorch: accuracies of the prediction, the readouts and the logistic probes. */
import type { Part } from '../part';

export const measures: Part = {
  title: 'What is measured',
  text: `\`fusion\` is the method's own prediction. Readouts are what single heads say. \`unimodal\` is a linear probe on each encoder's frozen features: multinomial logistic regression, fitted on the training samples to convergence and scored on held-out ones.`,
  python: `
def accuracy(scores, labels):
    """Share of samples whose largest score is their label's; of two that score the same, the lower class."""
    return float(np.mean(np.argmax(np.asarray(scores), axis=1) == labels.numpy()))


def rows_answered(name, has, needs_all):
    """The samples that a readout is scored on: those with its modality, or with all of them; None for all."""
    for names in (READOUTS, SHARED_READOUTS):
        if name in names:
            return has[names.index(name)]
    return all_of(has) if name in needs_all else None


def probe_rows():
    """At most 5000 training samples, drawn once."""
    count = len(TRAIN["y"])
    return np.sort(Stream(SEED, "probe").permutation(count)[:5000]) if count > 5000 else np.arange(count)


PROBE_ROWS = probe_rows()


class Probe:
    """Logistic regression on standardised features: mean CE + 1e-3 * sum of squared weights, bias free."""

    def __init__(self, features, has, start=None):
        rows = PROBE_ROWS if has is None else PROBE_ROWS[has.numpy()[PROBE_ROWS]]
        x, labels = features[rows].double(), TRAIN["y"][rows]
        self.seen = labels.unique()  # a class without training samples is never answered
        self.mean, self.deviation = x.mean(0), x.std(0) + 1e-5
        x, y = (x - self.mean) / self.deviation, torch.searchsorted(self.seen, labels)
        # from where the probe before it ended: features change little in an epoch
        weight, bias = (x.new_zeros(x.shape[1], len(self.seen)), x.new_zeros(len(self.seen))) if start is None else (start.weight, start.bias)
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

    def accuracy(self, features, labels, has):
        scores = ((features.double() - self.mean) / self.deviation) @ self.weight + self.bias
        right = self.seen[scores.argmax(1)] == labels
        return float((right if has is None else right[has]).double().mean())


def fit_probes(method, before):
    features = method.features(TRAIN)
    return [Probe(f, features.has[m], before and before[m]) for m, f in enumerate(features)]


@torch.no_grad()
def measure(method, probes, split):
    """Accuracies of a run on a split, by name."""
    features = method.features(split)
    told = {}
    for name, scores in method.answers(features).items():
        rows = rows_answered(name, features.has, method.needs_all)
        share = accuracy(scores, split["y"]) if rows is None else accuracy(scores[rows], split["y"][rows])
        told[name if name == "fusion" else f"readouts.{name}"] = share
    for name, probe, f, has in zip(MODALITIES, probes, features, features.has):
        told[f"unimodal.{name}"] = probe.accuracy(f, split["y"], has)
    return told
`,
};
