/**
 * Any settings that the schema takes, for property tests, made of the lists of knobs and of what the methods say of
 * themselves, so that a new knob or method is in them as soon as it is in its list. Testing only.
 */
import fc from 'fast-check';
import { BUILTIN_SETS } from '../../data/builtin/builtin-sets';
import { PRESETS } from '../../data/presets';
import { catalogue } from '../../method/catalogue';
import { ENCODER_KNOBS } from '../../protocol/encoders';
import { GENERATOR_KNOBS } from '../../protocol/generator-knobs';
import type { Knob } from '../../protocol/knobs';
import { MEDIA_KNOBS } from '../../protocol/media-knobs';
import { MISSING_SHARE } from '../../protocol/missing-knobs';
import type { SettingsInput } from '../../protocol/settings';
import { withPath } from '../../protocol/settings-paths';
import { TRAINING_KNOBS } from '../../protocol/training-knobs';
import { anyKnobValue, type Small } from './any-knob';

type Assignment = readonly [path: string, value: unknown];
/** Values by path; a path that stands twice takes the later. */
type Assignments = fc.Arbitrary<readonly Assignment[]>;

/** Of these knobs some, each with any value. @param before what stands before the path of each. */
function anyOf(knobs: readonly Knob[], before = '', small?: Small): Assignments {
  const each = knobs.map((knob): fc.Arbitrary<Assignment | null> => {
    const path = before + knob.path;
    const value = anyKnobValue(knob, knob.countsEpochs && small ? { ...small, whole: 2 } : small);
    return fc.option(
      value.map((set): Assignment => [path, set]),
      { freq: 1 },
    );
  });
  return fc.tuple(...each).map((list) => list.filter((entry) => entry !== null));
}

const together = (...parts: readonly Assignments[]): Assignments =>
  fc.tuple(...parts).map((lists) => lists.flat());

const settingsOf = (assignments: readonly Assignment[], start: SettingsInput = {}): SettingsInput =>
  assignments.reduce((settings, [path, value]) => withPath(settings, path, value), start);

const MODALITIES = ['picture', 'sound', 'vector'];
const IDS = catalogue.map(({ id }) => id);

const generatorKnobs = GENERATOR_KNOBS.flatMap(({ knobs }) => knobs);

/** One run of a method with some of its knobs; a knob that modalities may have of their own has them at times. */
function anyRun(name: string, id: string, small?: Small): Assignments {
  const knobs = catalogue.find((method) => method.id === id)?.knobs ?? [];
  const own = knobs.flatMap((knob) =>
    knob.kind === 'number' && knob.perModality
      ? MODALITIES.map((modality): Knob => ({ ...knob, path: `${knob.path}.${modality}` }))
      : [],
  );
  const at = `methods.${name}`;
  return together(
    fc.constant([[at, {}]]),
    fc.oneof(
      { weight: 4, arbitrary: anyOf(knobs, `${at}.`, small) },
      { weight: 1, arbitrary: own.length > 0 ? anyOf(own, `${at}.`, small) : fc.constant([]) },
    ),
  );
}

/** Values of any shape where the schema takes any: what a knob of a method that is not built yet may be. */
const anyValue = fc.jsonValue({ maxDepth: 2, depthSize: 'small' });

const shares: Assignments = fc
  .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 0, max: 98 }))
  .filter(([train, validation]) => train + validation < 100)
  .map(([train, validation]) => [
    ['split.train', train / 100],
    ['split.validation', validation / 100],
    ['split.test', (100 - train - validation) / 100],
  ]);

const columns = fc.array(fc.string({ minLength: 1, maxLength: 30 }), {
  minLength: 1,
  maxLength: 4,
});
const fileData: fc.Arbitrary<SettingsInput['data']> = fc
  .record(
    {
      id: fc.string({ maxLength: 200, unit: 'grapheme' }),
      label: fc.string({ minLength: 1 }),
      modalities: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), columns, {
        maxKeys: 3,
      }),
      holdOut: columns,
      classes: fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 }),
      pairing: fc.constantFrom('given' as const, 'redraw' as const),
      incomplete: fc.constantFrom('keep' as const, 'leave-out' as const),
    },
    { requiredKeys: [] },
  )
  .map((data) => ({ source: 'files' as const, ...data }));

const anyData: fc.Arbitrary<SettingsInput['data']> = fc.oneof(
  fc.constantFrom(...PRESETS).map(({ id }) => ({ source: 'generator' as const, id })),
  fc.constantFrom(...BUILTIN_SETS).map(({ id }) => ({ source: 'builtin' as const, id })),
  fileData,
);

/** Any settings; the schema takes most of them. */
export const anySettings: fc.Arbitrary<SettingsInput> = fc
  .tuple(
    anyData,
    together(
      anyOf(MEDIA_KNOBS, 'data.'),
      anyOf(TRAINING_KNOBS),
      shares,
      anyOf(generatorKnobs),
      anyOf(ENCODER_KNOBS, 'encoders.*.'),
      fc.constantFrom(...MODALITIES).chain((id) => anyOf(ENCODER_KNOBS, `encoders.${id}.`)),
    ),
    fc.array(
      fc
        .tuple(
          fc.constantFrom(...IDS),
          fc.option(fc.stringMatching(/^[a-z0-9-]{1,20}$/), { freq: 1 }),
          fc.boolean(),
          fc.dictionary(fc.string({ maxLength: 20 }), anyValue, { maxKeys: 3 }),
        )
        .chain(([id, tag, isOwn, others]) => {
          const name = tag === null ? id : `${id}@${tag}`;
          return isOwn
            ? anyRun(name, id)
            : fc.constant<readonly Assignment[]>([[`methods.${name}`, others]]);
        }),
      { minLength: 1, maxLength: 4 },
    ),
    fc.dictionary(
      fc.constantFrom('*', ...IDS),
      fc.dictionary(fc.string({ maxLength: 20 }), anyValue, { maxKeys: 3 }),
      { maxKeys: 3 },
    ),
  )
  .map(([data, assignments, runs, methodDefaults]) => {
    const settings = settingsOf([...assignments, ...runs.flat()], data ? { data } : {});
    return { ...settings, methodDefaults };
  });

const SMALL: Small = { whole: 8, layers: 2 };
/** What would make a race of tiny nets long, or its data large. */
const SIZES: readonly Assignments[] = [
  fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 2, max: 40 }),
      fc.integer({ min: 8, max: 40 }),
      fc.integer({ min: 8, max: 24 }),
      fc.constantFrom(0, 8, 12, 16),
      fc.integer({ min: 2, max: 4 }),
      fc.integer({ min: 2, max: 10 }),
    )
    .map(([epochs, batchSize, train, test, validation, classes, dims]): Assignment[] => [
      ['epochs', epochs],
      ['batchSize', batchSize],
      ['samples.train', train],
      ['samples.test', test],
      ['samples.validation', validation],
      ['generator.classes', classes],
      ['generator.vector.dims', dims],
    ]),
];
/** Those that are set above, or speak of real data. */
const SET_APART =
  /^(epochs|batchSize|samples\.|split\.|folds|fold$|generator\.(classes|vector\.dims)$)/;
const without = (knobs: readonly Knob[]) => knobs.filter(({ path }) => !SET_APART.test(path));

const anyMissing: Assignments = fc.oneof(
  { weight: 3, arbitrary: fc.constant<readonly Assignment[]>([]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...MODALITIES),
        anyKnobValue(MISSING_SHARE),
        fc.constantFrom('everywhere', 'training', 'held-out'),
      )
      .map(([id, share, place]): Assignment[] => [
        [`data.missing.${id}`, share],
        ['data.missingIn', place],
      ]),
  },
);

/** At times steps so long that most nets diverge in their first epochs. */
const anyHaste: Assignments = fc.oneof(
  { weight: 5, arbitrary: fc.constant<readonly Assignment[]>([]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 999 }))
      .map(([power, momentum]): Assignment[] => [
        ['optimizer.kind', 'sgd'],
        ['optimizer.learningRate', 10 ** (power / 500)],
        ['optimizer.momentum', momentum / 1000],
        ['epochs', 3],
        ['batchSize', 4],
      ]),
  },
);

/** One run of a method on generated data, with any settings that keep it tiny. */
export const tinyRace = (id: string): fc.Arbitrary<SettingsInput> =>
  together(
    anyOf(without(TRAINING_KNOBS), '', SMALL),
    anyOf(without(generatorKnobs), '', { ...SMALL, whole: 12 }),
    anyOf(ENCODER_KNOBS, 'encoders.*.', SMALL),
    // without a word of theirs the encoders would be those of the presets, which are larger
    fc.constantFrom('mlp', 'mlp', 'mlp', 'cnn').map((kind): Assignment[] => [
      ['encoders.*.kind', kind],
      ['encoders.vector.kind', 'mlp'],
      ['encoders.sound.kind', 'mlp'],
    ]),
    fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }))
      .map(([dim, channels]): Assignment[] => [
        ['encoders.*.featureDim', dim],
        ['encoders.*.hidden', [8]],
        ['encoders.*.channels', [channels]],
      ]),
    anyMissing,
    ...SIZES,
    anyHaste,
    anyRun(id, id, SMALL),
  ).map((assignments) =>
    settingsOf(assignments, { data: { source: 'generator', id: 'sound-starves' } }),
  );
