/** The lab's random streams in numpy: every number that the notebook draws comes from one of them. */
import type { Part } from '../part';

export const streams: Part = {
  title: 'Random streams',
  text: `Every number that is drawn comes from a stream of its own, named after what it is for. A stream is a function of the seed and of that name alone, so one more head or a larger test set moves no other draw.`,
  python: `
MASK = 0xFFFFFFFF


def hash32(text):
    """FNV-1a over the letters, then murmur3's finaliser: 32 bits."""
    h = 0x811C9DC5
    for letter in text:
        h = ((h ^ ord(letter)) * 0x01000193) & MASK
    h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
    h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


class Stream:
    """Random numbers of one purpose: sfc32 (Doty-Humphrey), seeded by hashes of seed and purpose."""

    def __init__(self, seed, *purpose):
        key = "|".join(str(part) for part in (seed, *purpose))
        self.state = (*(hash32(f"{key}|{letter}") for letter in "abc"), 1)
        self.spare = None
        self.uniforms(15)  # sfc32 mixes its state thoroughly after a dozen rounds

    def uniforms(self, count):
        """Numbers in [0, 1), 32 bits each."""
        a, b, c, counter = self.state
        words = [0] * count
        for i in range(count):
            t = (a + b + counter) & MASK
            counter = (counter + 1) & MASK
            a = b ^ (b >> 9)
            b = (c + (c << 3)) & MASK
            c = (((c << 21) | (c >> 11)) + t) & MASK
            words[i] = t
        self.state = (a, b, c, counter)
        return np.array(words, dtype=np.float64) / 2**32

    def next(self):
        return float(self.uniforms(1)[0])

    def below(self, limit, count):
        """Whole numbers in 0..limit-1."""
        return np.floor(self.uniforms(count) * limit).astype(np.int64)

    def normals(self, count):
        """Standard normal numbers (Box-Muller, in pairs; the second of an odd last pair is kept)."""
        kept = [] if self.spare is None else [self.spare]
        pairs = (count - len(kept) + 1) // 2
        u = self.uniforms(2 * pairs)
        radius, angle = np.sqrt(-2 * np.log(1 - u[0::2])), 2 * np.pi * u[1::2]
        drawn = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()
        drawn = np.concatenate([kept, drawn])
        self.spare = float(drawn[count]) if len(drawn) > count else None
        return drawn[:count]

    def permutation(self, count):
        """0..count-1 in a drawn order (Fisher-Yates)."""
        order = list(range(count))
        shares = self.uniforms(max(0, count - 1)).tolist()
        for i in range(count - 1, 0, -1):
            j = int(shares[count - 1 - i] * (i + 1))
            order[i], order[j] = order[j], order[i]
        return np.array(order, dtype=np.int64)
`,
};
