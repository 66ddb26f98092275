/** Methods that need validation samples: what they say is what the lab asks for, and how some are set aside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { sizeOf } from '../math/shape';
import { catalogue } from '../method/catalogue';
import { openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';
import type { MethodDescription } from './catalogue';
import type { DataSet } from './data-set';
import { parseSettings, type Settings, type SettingsInput } from './settings';
import { withPath } from './settings-paths';
import { runsThatValidate, tellSetAside, withValidation } from './validation-need';

const PENGUINS = { source: 'builtin', id: 'penguins' } as const;

/** A race of this method alone, with the knobs set under which it needs them. */
function needing(
  { id, validatesWhen = [] }: MethodDescription,
  more: SettingsInput = {},
): Settings {
  const alone: SettingsInput = { ...TINY, ...more, methods: { [id]: {} } };
  const asked = validatesWhen.reduce(
    (settings, is) =>
      'equals' in is ? withPath(settings, `methods.${id}.${is.path}`, is.equals) : settings,
    alone,
  );
  return parseSettings(asked);
}

const declared = catalogue.filter(({ validatesWhen }) => validatesWhen);
const setAside = (settings: Settings): Settings => {
  const changed = withValidation(settings);
  if (!changed) throw new Error('nothing was set aside');
  return changed;
};

describe('what a method says is what the lab asks for', () => {
  let tiny: TinyLab;
  beforeAll(async () => {
    tiny = await openTinyLab();
  });
  afterAll(() => tiny.lab.closed());

  /** What the lab refuses of a race; null where it would train. */
  const refusal = async (settings: Settings) => {
    const from = tiny.events.length;
    tiny.lab.send({ kind: 'start-race', settings, withReference: false, paused: true });
    await tiny.lab.settled();
    const refused = tiny.events.slice(from).find(({ kind }) => kind === 'request-failed');
    return refused?.kind === 'request-failed' ? refused.failed.message : null;
  };

  it.each(catalogue)('of $id as it starts', async (method) => {
    const settings = parseSettings({ ...TINY, methods: { [method.id]: {} } });
    const runs = runsThatValidate(settings, catalogue);
    const refused = await refusal(settings);
    expect(refused === null ? [] : [method.id]).toEqual(runs);
    if (refused !== null) expect(refused).toMatch(/validation/);
  });

  it('of some method at least', () => expect(declared.length).toBeGreaterThan(0));

  it.each(declared)('of $id where it needs them, on generated data', async (method) => {
    const settings = needing(method);
    expect(runsThatValidate(settings, catalogue)).toEqual([method.id]);
    expect(await refusal(settings)).toMatch(/validation/);
    expect(await refusal(setAside(settings))).toBeNull();
  });

  it.each(declared)('of $id where it needs them, on a built-in set', async (method) => {
    const none = { train: 0.8, validation: 0, test: 0.2 };
    const settings = needing(method, { data: PENGUINS, split: none });
    expect(await refusal(settings)).toMatch(/validation/);
    expect(await refusal(setAside(settings))).toBeNull();
  });
});

it('a knob given to every run of a method counts as one of the run', () => {
  for (const method of declared) {
    const { methods, ...rest } = needing(method);
    const settings = parseSettings({
      ...rest,
      methodDefaults: { [method.id]: methods[method.id] ?? {} },
      methods: { [`${method.id}@constructor`]: {}, joint: {} },
    });
    expect(runsThatValidate(settings, catalogue)).toEqual([`${method.id}@constructor`]);
  }
});

it('generated samples are drawn in addition: training and test samples stay the same', () => {
  const settings = parseSettings(TINY);
  const changed = setAside(settings);
  expect(changed).toEqual({ ...settings, samples: { ...settings.samples, validation: 400 } });
  const [without, with400] = [generateDataSet(settings), generateDataSet(changed)];
  expect(with400.split.validation.length).toBe(400);
  for (const split of ['train', 'test'] as const) {
    const rowsOf = ({ labels, modalities, split: all }: DataSet) => [
      Array.from(all[split], (row) => labels[row]),
      ...modalities.map(({ shape, data }) =>
        Array.from(all[split], (row) => data.slice(row * sizeOf(shape), (row + 1) * sizeOf(shape))),
      ),
    ];
    expect(rowsOf(with400)).toEqual(rowsOf(without));
  }
});

it.each([
  [0.8, 0.2, { train: 0.7, validation: 0.1, test: 0.2 }],
  [0.5, 0.5, { train: 0.44, validation: 0.06, test: 0.5 }],
  [0.02, 0.98, { train: 0.01, validation: 0.01, test: 0.98 }],
  [1 / 3, 2 / 3, { train: 0.293333, validation: 0.04, test: 2 / 3 }],
])(
  'of real data a training share of %f gives an eighth, beside a test of %f',
  (train, test, split) => {
    const settings = parseSettings({ data: PENGUINS, split: { train, validation: 0, test } });
    const changed = setAside(settings);
    expect(changed).toEqual({ ...settings, split });
    expect(parseSettings(changed)).toEqual(changed);
    expect(tellSetAside(changed, ['A', 'B']).message).toBe(
      `A, B need validation samples: a share of ${split.validation} of the data is set aside (split.validation).`,
    );
  },
);

it('nothing is set aside beside what is, nor out of next to nothing', () => {
  expect(withValidation(parseSettings({ samples: { validation: 1 } }))).toBeNull();
  expect(withValidation(parseSettings({ data: PENGUINS }))).toBeNull();
  const split = { train: 0.01, validation: 0, test: 0.99 };
  expect(withValidation(parseSettings({ data: PENGUINS, split }))).toBeNull();
});
