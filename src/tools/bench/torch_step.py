"""The step in PyTorch eager. Told as arguments the workload's file, whose numbers lie beside it as float32, the device, the
number of threads and whether TF32 may stand for float32; reads numbers of steps line by line and answers with JSON lines.
Needs torch and nothing else."""
import json, math, sys, time
import torch
import torch.nn.functional as F

path, device, threads, tf32 = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "1"
torch.set_num_threads(threads)
torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = tf32
with open(path) as file:
    work = json.load(file)
BATCH, TEMPERATURE = len(work["labels"]), work["temperature"]
with open(path[: -len(".json")] + ".bin", "rb") as file:
    numbers = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
read = 0


def take(shape):
    """The next numbers of the file, of this shape."""
    global read
    size = math.prod(shape)
    read += size
    return numbers[read - size : read].reshape(shape)


p = {}
for parameter in work["parameters"]:
    value = take(parameter["shape"])
    if value.dim() == 4:  # convolutions are [out, in, height, width] here
        value = value.permute(3, 2, 0, 1)
    p[parameter["name"]] = value.contiguous().to(device).requires_grad_(True)
xs = [take([BATCH, *work["inputShape"]]) for _ in range(work["inputs"])]
if xs[0].dim() == 4:  # pictures are [batch, channels, height, width] here
    xs = [x.permute(0, 3, 1, 2).contiguous() for x in xs]
xs = [x.to(device) for x in xs]
labels = torch.tensor(work["labels"]).to(device)
own = torch.arange(BATCH).to(device)
half = work["half"]


def linear(name, x):
    return x @ p[name + ".weight"] + p[name + ".bias"]


def conv(name, x):
    return F.relu(F.conv2d(x, p[name + ".weight"], p[name + ".bias"], padding=1))


running = {}


def norm(name, x):
    mean, variance = running.setdefault(name, (x.new_zeros(x.shape[1]), x.new_ones(x.shape[1])))
    return F.batch_norm(x, mean, variance, p[name + ".weight"], p[name + ".bias"], training=True)


def filters(name, x, stride=1):
    weight = p[name + ".weight"]
    return F.conv2d(x, weight, stride=stride, padding=weight.shape[-1] // 2)


def block(name, x, stride):
    y = F.relu(norm(name + ".bn1", filters(name + ".conv1", x, stride)))
    y = norm(name + ".bn2", filters(name + ".conv2", y))
    if stride > 1:
        x = norm(name + ".downsample.1", filters(name + ".downsample.0", x, stride))
    return F.relu(x + y)


def resnet18(name, x):
    x = F.max_pool2d(F.relu(norm(name + ".bn1", filters(name + ".conv1", x, 2))), 3, 2, 1)
    for stage in (1, 2, 3, 4):
        x = block(f"{name}.layer{stage}.0", x, 1 if stage == 1 else 2)
        x = block(f"{name}.layer{stage}.1", x, 1)
    return x.mean((2, 3))


def encode(name, x):
    if work["kind"] == "resnet18":
        return resnet18(name, x)
    if work["kind"] == "mlp":
        return F.relu(linear(name + ".layer2", F.relu(linear(name + ".layer1", x))))
    x = F.max_pool2d(conv(name + ".conv1", x), 2)
    x = F.max_pool2d(conv(name + ".conv2", x), 2)
    return linear(name + ".dense", conv(name + ".conv3", x).mean((2, 3)))


def cross_entropies(a, b):
    logits = [linear("a.head", a), linear("b.head", b), linear("shared", a), linear("shared", b)]
    return sum(F.cross_entropy(z, labels) for z in logits)


def duc(student, teacher, dims):
    return F.cross_entropy(student[:, dims] @ teacher[:, dims].detach().T / TEMPERATURE, own)


optimizer = torch.optim.SGD(list(p.values()), lr=work["learningRate"], momentum=work["momentum"])


def step():
    a, b = encode("a.encoder", xs[0]), encode("b.encoder", xs[1])
    loss = cross_entropies(a, b) + duc(b, a, slice(0, half)) + duc(a, b, slice(half, None))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()


def finish():
    if device == "cuda":
        torch.cuda.synchronize()


with torch.no_grad():
    first = cross_entropies(encode("a.encoder", xs[0]), encode("b.encoder", xs[1])).item()
name = torch.cuda.get_device_name() if device == "cuda" else f"{threads} CPU thread{'' if threads == 1 else 's'}"
print(json.dumps({"adapter": f"PyTorch {torch.__version__}, {name}", "firstLoss": first}), flush=True)
for line in sys.stdin:
    steps = int(line)
    start = time.perf_counter()
    for _ in range(steps):
        step()
    finish()
    print(json.dumps({"msPerStep": (time.perf_counter() - start) * 1000 / steps}), flush=True)
