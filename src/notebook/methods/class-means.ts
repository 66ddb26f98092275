/** Class means of features (R4), which DI-MML and PMR read. */
import type { Part } from '../part';

export const classMeans: Part = {
  title: 'Class centroids (R4)',
  text: 'mu^m[c, d]: the mean of f^m[i, d] over the training samples i of class c.',
  python: `
def class_centroids(features, labels):
    """[classes, dims] in 64 bits; NaN for a class without samples."""
    sums, counts = np.zeros((CLASSES, features.shape[1])), np.bincount(labels, minlength=CLASSES)
    np.add.at(sums, labels, features.astype(np.float64))
    with np.errstate(invalid="ignore"):
        return sums / counts[:, None]
`,
};
