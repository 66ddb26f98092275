/** DI-MML in PyTorch; the lab's own stands in src/method/methods/di-mml.ts and duc.ts. */
import type { NamedPart } from '../part';
import { fusion } from '../parts/fusion';
import { alone } from './alone';
import { classMeans } from './class-means';
import { frozenStage } from './frozen-fusion';

export const diMml: NamedPart = {
  name: 'DiMml',
  title: 'DI-MML (R2 to R9)',
  text: 'Stage 1: each encoder learns from its own head (R2) and from the shared head (R3); after the warm-up the complementary dimensions are chosen once (R4 to R6) and DUC (R7) joins; R8 is the sum. Stage 2: a fusion head on frozen encoders. Prediction: certainty-weighted logits (R9). The teacher of DUC is a constant.',
  needs: [fusion, alone, frozenStage, classMeans],
  python: `
def separability(features, labels):
    """R5: share of samples whose nearest centroid in one dimension is their class's; ties: lowest class."""
    centroids = class_centroids(features, labels)  # R4
    right = np.zeros(features.shape[1])
    for d in range(features.shape[1]):
        distance = np.abs((features[:, d, None] - centroids[None, :, d]).astype(np.float32))
        right[d] = np.sum(np.argmin(np.where(np.isnan(distance), np.inf, distance), axis=1) == labels)
    return right / len(labels)


def effective_dimensions(s):
    """R6: dimensions whose separability is strictly above the mean."""
    return s > s.mean()


def dimension_pairs(features, y, kind):
    """R6: for each teacher t and student s the dimensions A_(t->s) = E_t minus E_s, or those of an ablation."""
    there = [(f, y) if has is None else (f[has], y[has]) for f, has in zip(features, features.has)]
    effective = [effective_dimensions(separability(f.numpy(), labels.numpy())) for f, labels in there]
    pairs = []
    for t, E_t in enumerate(effective):
        for s, E_s in enumerate(effective):
            if t == s:
                continue
            A = E_t & ~E_s
            if kind == "all":
                A = np.ones_like(E_t)
            elif kind == "ineffective":
                A = ~E_t & ~E_s
            pairs.append((t, s, torch.tensor(np.flatnonzero(A))))
    return pairs


def duc(student, teacher, A, tau, kind, y):
    """R7: mean_i -log softmax_j(<f^s_i[A], sg f^t_j[A]> / tau) at j = i."""
    s, t = student[:, A], teacher.detach()[:, A]
    if kind != "dot":
        s, t = F.normalize(s, eps=1e-6), F.normalize(t, eps=1e-6)
    similarity = s @ t.T / tau
    if kind == "label-aware":  # samples of the same class are no negatives
        alike = (y[:, None] == y[None]) & ~torch.eye(len(y), dtype=torch.bool)
        similarity = similarity.masked_fill(alike, -1e9)
    return F.cross_entropy(similarity, torch.arange(len(y)))


class DiMml(Frozen):
    def start(self):
        if self.knobs["asPublished"]:
            self.embedding = "relu"
        super().start()
        self.shared = linear_head(self.weight_seed, ("shared-head",), self.dims[0])
        self.pairs = None
        given = self.knobs["certainty.temperature"]
        self.is_auto = not isinstance(given, (int, float))
        self.temperature = 1 if self.is_auto else given

    def encoder_stage(self):
        groups = [[*self.encoders.parameters(), *self.heads.parameters(), *self.shared.parameters()]]
        rate = self.knobs["learningRateFactor"]
        return Stage("encoder", EPOCHS, groups, self.step, self.before_epoch, lambda: [rate])

    def before_epoch(self, epoch):
        kind, warmup = self.knobs["duc.kind"], self.knobs["duc.warmupEpochs"]
        if epoch < warmup or kind == "off" or self.knobs["duc.weight"] == 0:
            return
        every = self.knobs["duc.refreshEvery"]
        is_due = every > 0 and (epoch - warmup) % every == 0
        if self.pairs is None or is_due:
            self.pairs = dimension_pairs(self.features(self.train), self.train["y"], kind)

    def step(self, batch, rows):
        features, y = self.encode(batch["x"], batch["has"]), batch["y"]
        loss = self.isolated_losses(features, y)  # R2
        loss = loss + self.knobs["sharedWeight"] * sum(
            loss_where(self.shared(f), y, has) for f, has in zip(features, features.has)
        )  # R3
        (loss + self.knobs["duc.weight"] * self.teaching(features, y)).backward()  # R8

    def teaching(self, features, y):
        """R7 over all ordered pairs; a cosine has no direction in a set of one dimension."""
        kind, tau = self.knobs["duc.kind"], self.knobs["duc.temperature"]
        total, fewest = 0, 1 if kind == "dot" else 2
        for t, s, A in self.pairs or []:
            if len(A) < fewest:
                continue
            both = all_of([features.has[t], features.has[s]])
            student, teacher, labels = features[s], features[t], y
            if both is not None:  # who lacks one of the two takes no part, and is nobody's negative
                student, teacher, labels = student[both], teacher[both], y[both]
            if len(labels) == 0:
                continue
            total = total + duc(student, teacher, A, tau, kind, labels)
            if kind == "both-ways":
                total = total + duc(teacher, student, A, tau, kind, labels)
        return total

    def combine(self, votes, has):
        """R9, or the mean where certainty weighs nothing."""
        if self.knobs["certainty.weighting"] == "on":
            return certainty_weighted(votes, self.temperature, has)
        return mean_of(votes, has)

    def answers(self, features):
        logits = self.private_logits(features)
        combined = ensembles(logits, self.temperature, features.has)
        readouts = {**named(logits), **ensemble_readouts(combined)}
        if self.knobs["sharedWeight"] > 0:
            for name, f in zip(SHARED_READOUTS, features):
                readouts[name] = self.shared(f)
        if self.fusion is None:  # stage 1: the ensemble, drawn as what it is
            return {"fusion": combined["probabilities"], **readouts}
        votes = [*logits, self.fusion(features)]
        has = [*features.has, all_of(features.has)]  # the fusion head speaks where all are there
        readouts["fusionHead"], readouts["equalWeights"] = votes[-1], mean_of(votes, has)
        return {"fusion": self.combine(votes, has), **readouts}

    @torch.no_grad()
    def tune(self, features, labels):
        """Takes the temperature under which most validation samples are right; a tie keeps the mildest."""
        if not self.is_auto or self.fusion is None:
            return
        votes, best = [*self.private_logits(features), self.fusion(features)], -1
        has = [*features.has, all_of(features.has)]
        for candidate in (10, 3, 1, 0.3, 0.1, 0.03):
            score = accuracy(certainty_weighted(votes, candidate, has), labels)
            if score > best:
                best, self.temperature = score, candidate
`,
};
