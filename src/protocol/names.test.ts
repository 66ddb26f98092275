/** Names of losses and heads: the keys that CONTRACTS promises, and no two names under one key. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ENSEMBLE,
  EQUAL_WEIGHTS,
  FUSED_LOSS,
  FUSION_HEAD,
  keyOf,
  type Name,
  ownKey,
  PREDICTION,
  parseName,
  sharedKey,
  TEACHING_LOSS,
  TOTAL_LOSS,
  teachingKey,
} from './names';

/** Ids as people write them, ids that read like names, and any text at all. */
const id = fc.oneof(
  fc.constantFrom('picture', 'sound-2', '7', 'fusion', 'total', 'duc', 'shared', 'equalWeights'),
  fc
    .array(
      fc.constantFrom(
        ...[
          'modality:',
          'whole:',
          'shared',
          'duc',
          'fusion',
          'a',
          '.',
          '>',
          '%',
          '%3E',
          '25',
          '3E',
        ],
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
const word = fc.oneof(
  fc.constantFrom('fusion', 'total', 'duc', 'shared', 'fusionHead', 'readout', 'gradientNorm'),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,9}$/),
);
const name: fc.Arbitrary<Name> = fc.oneof(
  fc.record({ kind: fc.constant('own' as const), modality: id }),
  fc.record({ kind: fc.constant('on' as const), word, modality: id }),
  fc.record({ kind: fc.constant('pair' as const), word, teacher: id, student: id }),
  fc.record({ kind: fc.constant('whole' as const), word }),
);
const plain = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,39}$/);

it('a name is read back from its key, whatever the modalities are called', () => {
  fc.assert(
    fc.property(name, (each) => {
      expect(parseName(keyOf(each))).toEqual(each);
    }),
    { numRuns: 5000 },
  );
});

it('any text reads as some name, and writing that name again reads the same', () => {
  fc.assert(
    fc.property(fc.oneof(id, fc.string()), (text) => {
      const read = parseName(text);
      expect(parseName(keyOf(read))).toEqual(read);
    }),
    { numRuns: 2000 },
  );
});

it('a modality of an ordinary name is its own key, as in files of older versions', () => {
  const words = ['fusion', 'total', 'duc', 'shared', 'prototypes'];
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      fc.pre(!words.includes(a));
      expect(ownKey(a)).toBe(a);
      expect(sharedKey(a)).toBe(`shared.${a}`);
      expect(teachingKey(a, b)).toBe(`duc.${a}>${b}`);
    }),
  );
});

it('the keys of events are those that are promised', () => {
  expect([FUSED_LOSS, PREDICTION, TOTAL_LOSS, TEACHING_LOSS]).toEqual([
    'fusion',
    'fusion',
    'total',
    'duc',
  ]);
  expect([FUSION_HEAD, EQUAL_WEIGHTS, ...Object.values(ENSEMBLE)]).toEqual([
    'fusionHead',
    'equalWeights',
    'ensembleLogits',
    'ensembleProbabilities',
    'ensembleCertainty',
  ]);
  expect(sharedKey('sound')).toBe('shared.sound');
  expect(teachingKey('picture', 'sound')).toBe('duc.picture>sound');
});

it.each([
  ...['fusion', 'total', 'shared', 'duc', 'fusionHead', 'equalWeights', 'ensembleLogits'],
  ...['ensembleProbabilities', 'ensembleCertainty', 'shared.sound', 'duc.a>b', 'modality:a'],
])('a modality called %s says that it is one', (called) => {
  expect(ownKey(called)).toBe(`modality:${called}`);
  expect(sharedKey('fusion')).toBe('shared.fusion');
});

it('arrows in ids do not make other pairs', () => {
  expect(teachingKey('a>b', 'c')).not.toBe(teachingKey('a', 'b>c'));
  expect(parseName('duc.a%3Eb>c')).toEqual({
    kind: 'pair',
    word: 'duc',
    teacher: 'a>b',
    student: 'c',
  });
});

it('a new word needs no place in the list, and a modality of that name stays apart', () => {
  const key = keyOf({ kind: 'whole', word: 'margin' });
  expect(key).toBe('whole:margin');
  expect(ownKey('margin')).toBe('margin');
  expect(() => keyOf({ kind: 'whole', word: 'two words' })).toThrow(
    '"two words" is no word for a name; use letters and digits.',
  );
});
