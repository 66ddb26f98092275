import { expect, test } from 'vitest';
import { createClassSeeds, LARGEST_CLASS_SEED } from './class-seeds';

function storageOf(kept = new Map<string, string>()) {
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

/** Draws 1, 2, 3 and so on. */
function counting() {
  let last = 0;
  return () => ++last;
}

test('a class has one seed in a browser, drawn once and kept', () => {
  const storage = storageOf();
  const seedOf = createClassSeeds(storage, counting());
  expect(seedOf('7b')).toEqual({ seed: 1, failed: null });
  expect(seedOf('7c').seed).toBe(2);
  expect(seedOf('7b').seed).toBe(1);
  const later = createClassSeeds(storage, () => LARGEST_CLASS_SEED);
  expect(later('7b')).toEqual({ seed: 1, failed: null });
  expect(later('8a').seed).toBe(999_999);
});

test.each([
  ['there is none', null],
  [
    'it refuses',
    {
      getItem: (): string | null => {
        throw new DOMException('no', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
    },
  ],
])(
  'without a storage, because %s, the seed lasts as long as the page and says so',
  (_, storage) => {
    const seedOf = createClassSeeds(storage, counting());
    const first = seedOf('7b');
    expect(first).toEqual({
      seed: 1,
      failed: {
        code: 'class-seed-not-kept',
        message:
          'This browser keeps nothing for this page, so your seed 1 in the class “7b” lasts as long as the page.',
        hint: 'Leave the page open until you have sent your result code.',
      },
    });
    expect(seedOf('7b')).toEqual(first);
  },
);

test('what lies there and is no seed is drawn again', () => {
  for (const kept of ['', '0', '-4', '1.5', 'seven', '1234567']) {
    const storage = storageOf(new Map([['modality-lab.class-seed.7b', kept]]));
    expect(createClassSeeds(storage, () => 42)('7b').seed).toBe(42);
    expect(storage.getItem('modality-lab.class-seed.7b')).toBe('42');
  }
});
