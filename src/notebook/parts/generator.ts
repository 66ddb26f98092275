/** The generator of data in numpy: the same pictures, sounds and vectors from the same streams (src/data/generator). */
import type { Part } from '../part';

export const generator: Part = {
  title: 'The data, drawn',
  text: `Pictures, sounds and, where they take part, vectors of the same classes. A sensor that fails shows noise only.`,
  python: `
SPLITS = ("train", "validation", "test")
SIDE = 16  # pixels along one side of a picture
LENGTH = 64  # numbers of a sound


def data_stream(split, purpose, *position):
    return Stream(SEED, "data", split, purpose, *position)


def draw_labels(split, count, positions):
    """The label of every sample, and the class that each modality shows."""
    classes = GENERATOR["classes"]
    if not GENERATOR["synergy"]:
        labels = data_stream(split, "labels").below(classes, count)
        return labels, [labels] * positions
    # synergy: each modality shows a number of its own, and the label is their sum
    shown = [data_stream(split, "part", m).below(classes, count) for m in range(positions)]
    return np.sum(shown, axis=0) % classes, shown


def spoil_labels(labels):
    """Wrong training labels: each is drawn anew with the probability labelNoise."""
    drawn = data_stream("train", "label-noise").uniforms(2 * len(labels)).reshape(len(labels), 2)
    other = np.floor(drawn[:, 1] * GENERATOR["classes"]).astype(np.int64)
    return np.where(drawn[:, 0] < GENERATOR["labelNoise"], other, labels)


def merge_classes(split, position, shown, groups):
    """Of a class that lies in a group, any class of the group is shown."""
    shares = data_stream(split, "merge", position).uniforms(len(shown))
    merged = shown.copy()
    for group in groups:
        inside = np.isin(shown, group)
        drawn = np.floor(shares[inside] * len(group)).astype(np.int64)
        merged[inside] = np.array(group)[drawn]
    return merged


def draw_working(split, count, position, fail):
    """Whether the sensor works; with the probability failureOverlap all modalities share what decides it."""
    together = data_stream(split, "failures").uniforms(count)
    own = data_stream(split, "failures", position).uniforms(2 * count).reshape(count, 2)
    decided = np.where(own[:, 1] < GENERATOR["failureOverlap"], together, own[:, 0])
    return decided >= fail


def with_noise(values, noise, stream):
    """Adds noise times standard normal numbers."""
    values = values.astype(np.float32)
    if noise == 0:
        return values
    drawn = stream.normals(values.size).reshape(values.shape)
    return (values + noise * drawn).astype(np.float32)


def shape_distances(u, v, r):
    """Signed distances in pixels from the edge of each shape, by class; negative inside."""
    R, square = np.hypot(u, v), np.maximum(abs(u), abs(v))

    def bars(across):
        return np.maximum(square - r, abs(np.mod(across + 8, 4) - 2) - 1)

    return [
        lambda: R - r,  # disc
        lambda: abs(R - 0.85 * r) - 1,  # ring
        lambda: square - 0.85 * r,  # square
        lambda: abs(square - 0.85 * r) - 0.9,  # frame
        lambda: np.maximum(np.minimum(abs(u), abs(v)) - 1.2, R - 1.1 * r),  # plus
        lambda: np.maximum(np.minimum(abs(u + v), abs(u - v)) / 1.414 - 1.2, R - 1.1 * r),  # cross
        lambda: np.maximum(v - 0.8 * r, 0.9 * abs(u) - 0.5 * (v + r)),  # triangle
        lambda: bars(v),  # horizontal bars
        lambda: bars(u),  # vertical bars
        lambda: abs(u) + abs(v) - 1.1 * r,  # diamond
    ]


def draw_pictures(split, position, shown, working, knobs):
    """Soft-edged shapes, shifted and of varying radius: [samples, 16 * 16]."""
    count, jitter = len(shown), knobs["jitter"]
    pose = data_stream(split, "pose", position).uniforms(3 * count).reshape(count, 3)
    shift = np.floor(pose[:, :2] * (2 * jitter + 1)) - jitter
    radius = np.floor((4.5 + (6 - 4.5) * pose[:, 2]) * 4 + 0.5) / 4
    pixels = np.zeros((count, SIDE, SIDE))
    across, down = np.meshgrid(np.arange(SIDE) - 7.5, np.arange(SIDE) - 7.5)
    for label in np.unique(shown):
        rows = np.flatnonzero((shown == label) & working)
        u = across[None] - shift[rows, 0, None, None]
        v = down[None] - shift[rows, 1, None, None]
        distance = shape_distances(u, v, radius[rows, None, None])[label]()
        pixels[rows] = 1 / (1 + np.exp(4 * distance))
    return with_noise(
        pixels.reshape(count, SIDE * SIDE), knobs["noise"], data_stream(split, "noise", position)
    )


def draw_sounds(split, position, shown, working, knobs):
    """Tones whose pitch is the class, with a random phase: [samples, 64], or their spectra, [samples, 32]."""
    phase = (-1 + 2 * data_stream(split, "phase", position).uniforms(len(shown))) * (
        knobs["phaseRange"] * np.pi
    )
    pitch = 3 + knobs["step"] * shown
    angle = 2 * np.pi * pitch[:, None] * np.arange(LENGTH) / LENGTH + phase[:, None]
    waves = with_noise(
        np.where(working[:, None], np.sin(angle), 0),
        knobs["noise"],
        data_stream(split, "noise", position),
    )
    if knobs["view"] == "wave":
        return waves
    return abs(np.fft.rfft(waves.astype(np.float64), axis=1))[:, 1:].astype(np.float32)


def vector_prototypes(knobs):
    """A few patterns for every class, of root mean square 1; all splits share them."""
    shape = (GENERATOR["classes"], knobs["styles"], knobs["dims"])
    drawn = Stream(SEED, "data", "prototypes").normals(int(np.prod(shape))).reshape(shape)
    return (drawn / np.sqrt(np.mean(drawn**2, axis=2, keepdims=True))).astype(np.float32)


def draw_vectors(split, position, shown, working, knobs):
    """One of the class's patterns, possibly with its sign turned: [samples, dims]."""
    drawn = data_stream(split, "style", position).uniforms(2 * len(shown)).reshape(len(shown), 2)
    style = np.floor(drawn[:, 0] * knobs["styles"]).astype(np.int64)
    sign = np.where(knobs["antipodal"] & (drawn[:, 1] < 0.5), -1.0, 1.0)
    vectors = sign[:, None] * vector_prototypes(knobs)[shown, style]
    return with_noise(
        np.where(working[:, None], vectors, 0),
        knobs["noise"],
        data_stream(split, "noise", position),
    )


DRAW = {"picture": draw_pictures, "sound": draw_sounds, "vector": draw_vectors}


def draw_data():
    """Inputs by modality [samples, numbers], labels, and the rows of each split; training comes first."""
    names = list(MODALITIES)
    labels, parts, rows, start = [], {name: [] for name in names}, {}, 0
    for split in SPLITS:
        count = SAMPLES[split]
        truth, shown = draw_labels(split, count, len(names))
        labels.append(spoil_labels(truth) if split == "train" else truth)
        for position, name in enumerate(names):
            knobs = GENERATOR[name]
            fail = knobs["fail"]
            if split == "test" and knobs.get("failTest") is not None:
                fail = knobs["failTest"]
            merged = merge_classes(split, position, shown[position], knobs.get("groups", []))
            working = draw_working(split, count, position, fail)
            parts[name].append(DRAW[name](split, position, merged, working, knobs))
        rows[split] = np.arange(start, start + count)
        start += count
    inputs = {name: np.concatenate(part) for name, part in parts.items()}
    return inputs, np.concatenate(labels), rows


def standardised(values, train):
    """Mean 0 and deviation 1 over the training numbers: a picture stays a picture."""
    known = values[train].astype(np.float64)
    return ((values - known.mean()) / (known.std() or 1)).astype(np.float32)


def open_data():
    inputs, labels, rows = draw_data()
    inputs = {name: standardised(values, rows["train"]) for name, values in inputs.items()}
    return inputs, [None] * len(inputs), labels, rows
`,
};
