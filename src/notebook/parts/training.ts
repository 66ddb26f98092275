/** What every method has in common: encoders, batches, optimizer, stages (src/method/model, src/method/run). */
import type { Part } from '../part';

export const training: Part = {
  title: 'Training',
  text: `Every method gets the same encoders with the same first weights, and the same batches in the same order. A method says how a step goes; the epochs around it are the same for all.`,
  python: `
def batches(weight_seed, order, epoch):
    """The rows of each batch of an epoch; a last smaller batch is trained like the others unless DROP_LAST."""
    size = min(BATCH_SIZE, len(TRAIN["y"]))
    drawn_order = Stream(weight_seed, "batch-order", order, epoch).permutation(len(TRAIN["y"]))
    parts = np.split(drawn_order, range(size, len(drawn_order), size))
    return [part for part in parts if len(part) == size or not DROP_LAST]


def learning_rate(epoch):
    """Of an epoch of a stage, counted from 0: it falls by decayBy every decayEvery epochs."""
    every = OPTIMIZER["decayEvery"]
    return OPTIMIZER["learningRate"] * (OPTIMIZER["decayBy"] ** (epoch // every) if every else 1)


def optimizer_of(groups):
    """One group of parameters for each learning rate; a parameter without gradient still decays."""
    groups = [{"params": list(parameters)} for parameters in groups]
    for parameter in (p for group in groups for p in group["params"]):
        parameter.grad = torch.zeros_like(parameter)
    rate, decay = OPTIMIZER["learningRate"], OPTIMIZER["weightDecay"]
    if OPTIMIZER["kind"] == "adam":
        return torch.optim.Adam(groups, lr=rate, weight_decay=decay)
    return torch.optim.SGD(groups, lr=rate, momentum=OPTIMIZER["momentum"], weight_decay=decay)


def take(split, rows):
    return {"x": [x[rows] for x in split["x"]], "y": split["y"][rows]}


class Stage:
    """One stage of training: which parameters a step moves, and how."""

    def __init__(self, order, epochs, groups, step, before_epoch=None, rates=None):
        self.order, self.epochs, self.groups = order, epochs, groups
        self.step = step  # adds gradients for a batch
        self.before_epoch = before_epoch or (lambda epoch: None)
        self.rates = rates or (lambda: [1] * len(groups))  # a factor on the rate of each group


class Method:
    """The encoders of a run; what a method adds stands in its class."""

    embedding = None  # of the run's encoders, where it is not that of the settings

    def __init__(self, name, weight_seed, knobs):
        self.name, self.weight_seed, self.knobs = name, weight_seed, knobs
        self.start()

    def start(self):
        self.encoders = nn.ModuleList()
        for m, modality in enumerate(MODALITIES.values()):
            settings = dict(modality["encoder"])
            if self.embedding:
                settings["embedding"] = self.embedding
            stream = weights_stream(self.weight_seed, "encoder", m)
            self.encoders.append(modality["make"](modality["shape"], stream, **settings))
        self.dims = [modality["encoder"]["featureDim"] for modality in MODALITIES.values()]

    def private_heads(self):
        """A linear classifier for each modality, h_m."""
        return nn.ModuleList(
            linear_head(self.weight_seed, ("private-head", m), dim) for m, dim in enumerate(self.dims)
        )

    def encode(self, xs):
        return [encoder(x) for encoder, x in zip(self.encoders, xs)]

    @torch.no_grad()
    def features(self, split):
        return self.encode(split["x"])

    def stages(self):
        """The stages of training, one after the other."""
        raise NotImplementedError

    def answers(self, features):
        """Scores by name: "fusion" is the method's own prediction, the others are readouts."""
        raise NotImplementedError

    def tune(self, features, labels):
        """Chooses what is chosen on validation samples."""


def named(scores):
    """Scores of each modality by its name."""
    return dict(zip(READOUTS, scores))


def mean_of(scores):
    """The mean of what several heads say, in 64 bits."""
    return torch.stack([each.double() for each in scores]).mean(0)


def certainty_weighted(logits, temperature):
    """R9: q_k = max softmax(z_k), omega = softmax_k(q / T); sum_k omega_k z_k."""
    logits = torch.stack([z.double() for z in logits])  # [heads, samples, classes]
    q = logits.softmax(2).amax(2)
    omega = (q / temperature).softmax(0)
    return (omega[:, :, None] * logits).sum(0)


def train(method):
    """Trains a run to its end and measures it after every epoch."""
    history, probes, epoch = [], None, 0
    for stage in method.stages():
        optimizer = optimizer_of(stage.groups)
        for e in range(stage.epochs):
            stage.before_epoch(e)
            for group, factor in zip(optimizer.param_groups, stage.rates()):
                group["lr"] = learning_rate(e) * factor
            for rows in batches(method.weight_seed, stage.order, e):
                optimizer.zero_grad(set_to_none=False)
                stage.step(take(TRAIN, rows), rows)
                optimizer.step()
            epoch += 1
            probes = fit_probes(method, probes)
            history.append(measure(method, probes, HELD_OUT))
            told = "  ".join(f"{key} {value:.3f}" for key, value in history[-1].items())
            print(f"{method.name}  epoch {epoch}  {told}", flush=True)
            if VALIDATION is not None:
                method.tune(method.features(HELD_OUT), HELD_OUT["y"])
    return history, measure(method, probes, TEST)
`,
};
