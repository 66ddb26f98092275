/** K-means and purity in numpy; the lab's own: src/math/k-means.ts, src/method/model/purity.ts. */
import type { Part } from '../part';

export const clusters: Part = {
  title: 'Clusters and their purity',
  text: 'Features are scaled to -1..1 by column and put into as many clusters as there are classes by k-means, whose first centres are drawn. Purity is the share of samples whose class is the most frequent one of their cluster.',
  python: `
def k_means(points, first):
    """The cluster of every row; centres begin at the rows named, and one without rows stays where it is."""
    centres, clusters = points[first], None
    for _ in range(100):
        nearest = ((points[:, None, :] - centres[None]) ** 2).sum(2).argmin(1)
        if clusters is not None and np.array_equal(nearest, clusters):
            break
        clusters = nearest
        centres = np.stack(
            [points[clusters == k].mean(0) if np.any(clusters == k) else centre for k, centre in enumerate(centres)]
        )
    return clusters


def purity(feature, labels, has, stream):
    """Of the samples that have the modality, at most 5000 of them; None where none has."""
    rows = np.arange(len(labels)) if has is None else np.flatnonzero(has.numpy())
    if len(rows) == 0:
        return None
    feature, labels = feature.numpy().astype(np.float64)[rows], labels.numpy()[rows]
    order = stream.permutation(len(rows))
    first = order[: min(CLASSES, len(order))]
    if len(order) > 5000:
        feature, labels, first = feature[order[:5000]], labels[order[:5000]], np.arange(len(first))
    low, high = feature.min(0), feature.max(0)
    scale = np.where(high > low, 2 / np.where(high > low, high - low, 1), 0)
    found = k_means((feature - low) * scale - 1, first)
    return sum(np.bincount(labels[found == k]).max() for k in np.unique(found)) / len(labels)
`,
};
