/** What every method has in common: encoders, batches, optimizer, stages (src/method/model, src/method/run). */
import type { Part } from '../part';

export const training: Part = {
  title: 'Training',
  text: `Every method gets the same encoders with the same first weights, and the same batches in the same order. A method says how a step goes; the epochs around it are the same for all.`,
  python: `
def in_batches(order, samples):
    """An order cut into batches, of whom the training split has so many samples; a smaller one at the end is trained too, with the one before it where it is below SMALLEST_BATCH, unless DROP_LAST leaves it out beside whole ones."""
    size = min(BATCH_SIZE, samples)
    parts = np.split(order, range(size, len(order), size))
    if len(parts) > 1 and len(parts[-1]) < size:
        if DROP_LAST:
            return parts[:-1]
        if len(parts[-1]) < SMALLEST_BATCH:
            return [*parts[:-2], np.concatenate(parts[-2:])]
    return parts


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
    has = [mask if mask is None else mask[rows] for mask in split["has"]]
    return {"x": [x[rows] for x in split["x"]], "y": split["y"][rows], "has": has}


def all_of(has):
    """Which samples have every one of these modalities; None where all do."""
    masks = [mask for mask in has if mask is not None]
    return torch.stack(masks).all(0) if masks else None


def complete(split):
    """The samples that have every modality; a split without gaps as it is."""
    whole = all_of(split["has"])
    if whole is None:
        return split
    return {**take(split, torch.nonzero(whole)[:, 0]), "has": [None] * len(split["has"])}


def loss_where(z, y, has):
    """Cross-entropy over the samples that have what it reads; 0 where none has."""
    if has is None:
        return F.cross_entropy(z, y)
    return (F.cross_entropy(z, y, reduction="none") * has).sum() / has.sum().clamp(min=1)


class Features(list):
    """Features by modality, and for each which samples have it (None: all); 0 where a sample lacks it."""

    def __init__(self, features, has):
        super().__init__(f if mask is None else f * mask[:, None] for f, mask in zip(features, has))
        self.has = has


class Stage:
    """One stage of training: which parameters a step moves, and how."""

    def __init__(self, order, epochs, groups, step, before_epoch=None, rates=None, plan=None, skips_untouched=False):
        self.order, self.epochs, self.groups = order, epochs, groups
        self.step = step  # adds gradients for a batch; a generator yields once for each step of the optimizer
        self.skips_untouched = skips_untouched  # whether what a step does not reach is left as it is, momentum too
        self.before_epoch = before_epoch or (lambda epoch: None)
        self.rates = rates or (lambda: [1] * len(groups))  # a factor on the rate of each group
        self.plan = plan  # the rows of each batch of an epoch, where that is not every sample once


class Method:
    """The encoders of a run; what a method adds stands in its class."""

    embedding = None  # of the run's encoders, where it is not that of the settings
    complete_only = False  # whether it trains on samples that have every modality
    needs_all = ()  # readouts that answer samples with every modality only

    def __init__(self, name, weight_seed, knobs):
        self.name, self.weight_seed, self.knobs = name, weight_seed, knobs
        self.train = complete(TRAIN) if self.complete_only else TRAIN
        self.start()

    def start(self):
        self.encoders = nn.ModuleList()
        for m, modality in enumerate(MODALITIES.values()):
            settings = dict(modality["encoder"])
            if self.embedding and "embedding" in settings:
                settings["embedding"] = self.embedding
            stream = weights_stream(self.weight_seed, "encoder", m)
            self.encoders.append(modality["make"](modality["shape"], stream, **settings))
        self.dims = [f.shape[1] for f in self.read([x[:1] for x in TRAIN["x"]])]

    def private_heads(self):
        """A linear classifier for each modality, h_m."""
        return nn.ModuleList(
            linear_head(self.weight_seed, ("private-head", m), dim) for m, dim in enumerate(self.dims)
        )

    def encode(self, xs, has=None):
        """Features of a batch that is trained on."""
        features = [encoder(x) for encoder, x in zip(self.encoders, xs)]
        return Features(features, has or [None] * len(features))

    @torch.no_grad()
    def read(self, xs):
        """Features of any samples, which move no running statistics; as many at once as fit into training."""
        self.encoders.eval()
        features = [torch.cat([encoder(part) for part in x.split(BATCH_SIZE)]) for encoder, x in zip(self.encoders, xs)]
        self.encoders.train()
        return features

    def features(self, split):
        return Features(self.read(split["x"]), split["has"])

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


def voices_of(scores, has):
    """Which head answers which sample, [heads, samples]."""
    whole = torch.ones(len(scores[0]), dtype=torch.bool)
    return torch.stack([whole if mask is None else mask for mask in has])


def mean_of(scores, has):
    """The mean of what several heads say, in 64 bits, over those that answer the sample (has: None where all)."""
    voices = voices_of(scores, has).double()
    weights = voices / voices.sum(0)
    return (weights[:, :, None] * torch.stack([each.double() for each in scores])).sum(0)


def certainty_weighted(logits, temperature, has):
    """R9: q_k = max softmax(z_k), omega = softmax_k(q / T) over heads that answer; sum_k omega_k z_k."""
    voices = voices_of(logits, has)
    logits = torch.stack([z.double() for z in logits])  # [heads, samples, classes]
    q = logits.softmax(2).amax(2)
    omega = (q / temperature).masked_fill(~voices, -np.inf).softmax(0)
    return (omega[:, :, None] * logits).sum(0)


def train(method):
    """Trains a run to its end and measures it after every epoch."""
    history, probes, epoch = [], None, 0
    for stage in method.stages():
        method.optimizer = optimizer = optimizer_of(stage.groups)
        optimizer.zero_grad(set_to_none=stage.skips_untouched)
        for e in range(stage.epochs):
            stage.before_epoch(e)
            for group, factor in zip(optimizer.param_groups, stage.rates()):
                group["lr"] = learning_rate(e) * factor
            order_of = Stream(method.weight_seed, "batch-order", stage.order, e).permutation
            samples = len(method.train["y"])
            plan = stage.plan(order_of) if stage.plan else in_batches(order_of(samples), samples)
            for rows in plan:
                for _ in stage.step(take(method.train, rows), rows) or [None]:
                    optimizer.step()
                    optimizer.zero_grad(set_to_none=stage.skips_untouched)
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
