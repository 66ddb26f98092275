"""The steps of the default race in PyTorch eager: training only, nothing measured. Told the race's file, the device and
the number of threads as arguments; answers every line it reads with the seconds of each run and the share of test samples
that its fused answer has right, which says that it trained what we train. Encoders that are each trained alone are
trained once for the ensemble and the reference, as ours are. Needs torch and nothing else."""
import json, sys, time
import torch
import torch.nn.functional as F

path, device, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
torch.set_num_threads(threads)
with open(path) as file:
    race = json.load(file)
BATCH, DIMS, CLASSES = race["batch"], race["featureDim"], race["classes"]


def rows(split):
    return [torch.tensor(x, dtype=torch.float32, device=device).reshape(len(split["labels"]), -1) for x in split["inputs"]]


train, test = rows(race["train"]), rows(race["test"])
labels = torch.tensor(race["train"]["labels"], device=device)
truth = torch.tensor(race["test"]["labels"], device=device)
halves = [slice(0, DIMS // 2), slice(DIMS // 2, None)]


def encoder(width):
    sizes = [width, *race["hidden"], DIMS]
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [torch.nn.Linear(a, b), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1]).to(device)


def encoders():
    return [encoder(x.shape[1]) for x in train]


def head(width=DIMS):
    return torch.nn.Linear(width, CLASSES).to(device)


def parameters(modules):
    return [p for module in modules for p in module.parameters()]


def fit(modules, loss, epochs):
    optimizer = torch.optim.SGD(
        parameters(modules), lr=race["learningRate"], momentum=race["momentum"], weight_decay=race["weightDecay"]
    )
    for epoch in range(epochs):
        for batch in torch.randperm(len(labels), device=device).split(BATCH):
            value = loss([x[batch] for x in train], labels[batch], epoch)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            optimizer.step()


def right(logits):
    return (logits.argmax(1) == truth).float().mean().item()


def joint():
    nets, fusion = encoders(), head(DIMS * len(train))
    fused = lambda xs: fusion(torch.cat([net(x) for net, x in zip(nets, xs)], 1))
    fit([*nets, fusion], lambda xs, y, _: F.cross_entropy(fused(xs), y), race["epochs"])
    with torch.no_grad():
        return right(fused(test))


def alone():
    nets, heads = encoders(), [head() for _ in train]
    answers = lambda xs: [h(net(x)) for h, net, x in zip(heads, nets, xs)]
    fit([*nets, *heads], lambda xs, y, _: sum(F.cross_entropy(z, y) for z in answers(xs)), race["epochs"])
    with torch.no_grad():
        return right(sum(F.softmax(z, 1) for z in answers(test)))


def detached():
    nets, heads, shared, fusion = encoders(), [head() for _ in train], head(), head(DIMS * len(train))

    def loss(xs, y, epoch):
        features = [net(x) for net, x in zip(nets, xs)]
        own = torch.arange(len(y), device=device)
        total = sum(F.cross_entropy(h(f), y) + F.cross_entropy(shared(f), y) for h, f in zip(heads, features))
        if epoch < race["warmupEpochs"]:
            return total
        for dims, teacher, student in zip(halves, features, reversed(features)):
            a, b = student[:, dims], teacher[:, dims].detach()
            if race["similarity"] == "cosine":
                a, b = F.normalize(a, dim=1), F.normalize(b, dim=1)
            total = total + race["weight"] * F.cross_entropy(a @ b.T / race["temperature"], own)
        return total

    fit([*nets, *heads, shared], loss, race["epochs"])

    def frozen(xs):
        with torch.no_grad():
            return torch.cat([net(x) for net, x in zip(nets, xs)], 1)

    fit([fusion], lambda xs, y, _: F.cross_entropy(fusion(frozen(xs)), y), race["fusionEpochs"])
    with torch.no_grad():
        return right(fusion(frozen(test)))


print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    seconds, share = [], []
    for run in (joint, alone, detached):
        start = time.perf_counter()
        share.append(run())
        if device == "cuda":
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": seconds, "right": share}), flush=True)
