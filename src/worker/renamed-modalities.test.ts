/**
 * A modality may be called anything. Every method races on the same numbers under ordinary names and under names that
 * read like the lab's own, and every event must be the same to the bit: no name may reach a number, and no id may
 * take the place of a loss, a head or a parameter.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { withoutTaken } from '../data/missing';
import type { LabEvent } from '../protocol/messages';
import { parseSettings, runNames, type SettingsInput } from '../protocol/settings';
import {
  EVERY_METHOD,
  expectSame,
  raced,
  SMALL_RACE,
  stagesOf,
  suited,
} from '../testing/renamed-race';
import { openTinyLab, type TinyLab } from '../testing/tiny-lab';

const SETTINGS: SettingsInput = {
  ...SMALL_RACE,
  generator: { classes: 4 },
  methods: { ...EVERY_METHOD, 'joint@film': { fusion: 'film' } },
};
const OF_THREE: SettingsInput = {
  ...SMALL_RACE,
  generator: { classes: 4, vector: { enabled: true } },
  methods: EVERY_METHOD,
};
const LACKING: SettingsInput = {
  ...OF_THREE,
  data: { missing: { picture: 0.1, sound: 0.3, vector: 0.2 } },
};

let open: TinyLab;
beforeAll(async () => {
  open = await openTinyLab('wasm');
});
afterAll(() => open.lab.closed());

describe.each([
  {
    what: 'a generated set of two',
    settings: SETTINGS,
    names: [
      ['fusion', 'total'],
      ['shared', 'duc'],
      ['equalWeights', 'constructor'],
      ['shared.sound', 'duc.a>b'],
      ['a', 'a.encoder'],
      ['2', '1'],
    ],
  },
  {
    what: 'a generated set of three',
    settings: OF_THREE,
    names: [
      ['total', 'fusion', 'duc'],
      ['shared', 'prototypes', 'bias'],
      ['10', '9', '8'],
    ],
  },
  {
    what: 'a generated set of three, samples of which lack one or two',
    settings: LACKING,
    names: [['total', 'fusion', 'duc']],
  },
])('on $what, every number of every method is the same', ({ settings: asked, names }) => {
  const { data, seed, ...rest } = parseSettings(asked);
  const dataSet = withoutTaken(generateDataSet({ ...rest, data, seed }), data, seed);
  let settings = asked;
  let plain: LabEvent[] = [];
  beforeAll(async () => {
    settings = await suited(open, dataSet, asked);
    plain = await raced(open, dataSet, settings);
  }, 60_000);

  it('in a race in which all goes well', () => {
    const kinds = plain.map(({ kind }) => kind);
    expect(kinds).not.toContain('run-failed');
    expect(plain.filter((event) => event.kind === 'request-failed')).toEqual([]);
    const stages = runNames(parseSettings(settings)).flatMap((run) => stagesOf(run, settings));
    expect(kinds.filter((kind) => kind === 'step-shown')).toHaveLength(stages.length);
    // the variants are worth comparing only where somebody is taught
    const taught = plain.flatMap((event) =>
      event.kind === 'epoch-ended' ? Object.keys(event.losses) : [],
    );
    expect(taught).toContain('duc.picture>sound');
    expect(taught).toContain('duc.sound>picture');
  });

  it.each(names.map((ids) => ({ ids })))(
    'with modalities called $ids',
    async ({ ids }) => {
      await expectSame(open, { plain, dataSet, ids, settings });
    },
    60_000,
  );
});
