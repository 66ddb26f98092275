import { describe, expect, it } from 'vitest';
import { DEFAULT_RUNS } from './default-race';
import { ENCODER_KNOBS } from './encoders';
import { GENERATOR_KNOBS } from './generator-knobs';
import {
  type Knob,
  knobValue,
  offeredTexts,
  parseClassGroups,
  rangeOf,
  readText,
  refusalOf,
  textOf,
} from './knobs';
import { MEDIA_KNOBS, mediaKnobsFor } from './media-knobs';
import { parseSettings } from './settings';
import { withPath } from './settings-paths';
import { TRAINING_KNOBS } from './training-knobs';

const temperature: Knob = {
  path: 'certainty.temperature',
  label: 'Certainty temperature',
  explanation: '',
  kind: 'number',
  min: 0.01,
  max: 100,
  default: 0.1,
  orWord: 'auto',
};

/** Every knob that settings are made of, and where its value stands in them. */
const ALL: readonly { readonly knob: Knob; readonly path: string }[] = [
  ...[...TRAINING_KNOBS, ...GENERATOR_KNOBS.flatMap(({ knobs }) => knobs)].map((knob) => ({
    knob,
    path: knob.path,
  })),
  ...MEDIA_KNOBS.map((knob) => ({ knob, path: `data.${knob.path}` })),
  ...ENCODER_KNOBS.map((knob) => ({ knob, path: `encoders.*.${knob.path}` })),
];

const parsing = (path: string, value: unknown) => () => parseSettings(withPath({}, path, value));

describe('a knob', () => {
  it('has the value of the first layer that has one, else its default', () => {
    const layer = (value: number) => ({ certainty: { temperature: value } });
    expect(knobValue(temperature)).toBe(0.1);
    expect(knobValue(temperature, undefined, {}, layer(1))).toBe(1);
    expect(knobValue(temperature, layer(2), layer(1))).toBe(2);
  });

  it('reads a number in range and the word instead of it', () => {
    expect(readText(temperature, ' 0.5 ')).toEqual({ value: 0.5 });
    expect(readText(temperature, 'auto')).toEqual({ value: 'auto' });
  });

  it.each(['0', '1000', '', 'warm'])('refuses "%s" with the range', (typed) => {
    expect(readText(temperature, typed)).toEqual({
      refusal: `Certainty temperature is "${typed}"; it must be a number from 0.01 to 100, or the word auto.`,
    });
  });

  it('reads a list of widths as people write it', () => {
    const hidden = ENCODER_KNOBS.find(({ path }) => path === 'hidden') as Knob;
    for (const typed of ['64, 32', '[64,32]', '64 32']) {
      expect(readText(hidden, typed)).toEqual({ value: [64, 32] });
    }
    expect(readText(hidden, '')).toEqual({ value: [] });
    expect(textOf(hidden, [64, 32])).toBe('64, 32');
    expect(readText(hidden, '64, x')).toEqual({
      refusal:
        'Hidden layers is "64, x"; it must be a list of layer widths such as [128], 0 to 4 of them, each from 1 to 1024.',
    });
  });

  it('that is left to the lab is nothing in the settings, by the form’s word too', () => {
    const bands = MEDIA_KNOBS.find(({ path }) => path === 'sound.bands') as Knob;
    expect(textOf(bands, undefined)).toBe('fitting');
    expect(readText(bands, 'fitting')).toEqual({ value: undefined });
    expect(parsing('data.sound.bands', 'fitting')().data.sound).toEqual({});
    expect(parsing('data.sound.bands', 4)).toThrow(
      'data.sound.bands is 4; it must be from 8 to 257, or the word fitting.',
    );
  });

  it('that may be the same as another is null in the settings, by its word too', () => {
    expect(parsing('generator.sound.failTest', 'same')().generator.sound.failTest).toBeNull();
    expect(parsing('generator.sound.failTest', null)().generator.sound.failTest).toBeNull();
    expect(parsing('generator.sound.failTest', 2)).toThrow(
      'generator.sound.failTest is 2; it must be from 0 to 1, or the word same.',
    );
  });

  it('with class groups holds ranges of classes', () => {
    expect(parseClassGroups('0-1,4-7')).toEqual([
      [0, 1],
      [4, 5, 6, 7],
    ]);
    expect(parseClassGroups('')).toEqual([]);
  });
});

describe('every knob of the settings', () => {
  it.each(ALL)('$path says what it is in plain sentences', ({ knob }) => {
    expect(knob.label).toMatch(/^[A-Z]/);
    for (const sentence of knob.explanation.split(/(?<=\.) /)) {
      expect(sentence).toMatch(/^[A-Za-z0-9].{10,180}\.$/);
    }
    expect(rangeOf(knob)).not.toContain('undefined');
  });

  it.each(ALL.filter(({ knob }) => !knob.optional && !knob.path.includes('split')))(
    '$path is read back from what a form shows',
    ({ knob }) => {
      for (const text of [textOf(knob, knob.default), ...(offeredTexts(knob) ?? [])]) {
        const read = readText(knob, text);
        expect(read).toHaveProperty('value');
        expect(textOf(knob, (read as { value: Knob['default'] }).value)).toBe(text);
      }
    },
  );

  // shares and folds stand or fall with other settings
  it.each(ALL.filter(({ knob }) => knob.kind === 'number' && !/split|^folds?$/.test(knob.path)))(
    '$path takes its two ends and nothing beyond',
    ({ knob, path }) => {
      if (knob.kind !== 'number') return;
      const lowest = knob.above ? knob.min + 1e-9 : knob.min;
      for (const end of [lowest, knob.max]) expect(parsing(path, end)).not.toThrow();
      for (const beyond of [knob.min - 1, knob.max + 1])
        expect(parsing(path, beyond)).toThrow(path);
      if (knob.above) expect(parsing(path, knob.min)).toThrow('must be above');
      if (knob.integer) expect(parsing(path, knob.min + 0.5)).toThrow('must be a whole number');
    },
  );

  it.each(ALL)('$path is refused nonsense in the words of its range', ({ knob, path }) => {
    const nonsense = { no: 'sense' };
    const words =
      knob.kind === 'widths' ? `must be a list of ${knob.of}` : refusalOf(knob, nonsense);
    expect(parsing(path, nonsense)).toThrow(`${path} is {"no":"sense"}; it ${words}`);
  });

  it('has its default in complete settings', () => {
    const settings = parseSettings({});
    for (const knob of [...TRAINING_KNOBS, ...GENERATOR_KNOBS.flatMap(({ knobs }) => knobs)]) {
      expect(knobValue(knob, settings), knob.path).toEqual(knob.default);
    }
    expect(settings.data).toEqual({ source: 'generator', id: 'sound-starves' });
  });

  it('is all there is: every leaf of complete settings is a knob', () => {
    // the others have no leaves of their own until somebody sets them
    const { format, data, encoders, methodDefaults, methods, ...whole } = parseSettings({});
    expect([format, encoders, data.source, methodDefaults, Object.keys(methods).length]).toEqual([
      2,
      {},
      'generator',
      {},
      DEFAULT_RUNS.length,
    ]);
    const leaves = (value: unknown, path: string): string[] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, part]) =>
            leaves(part, path ? `${path}.${key}` : key),
          )
        : [path];
    const known = [...TRAINING_KNOBS, ...GENERATOR_KNOBS.flatMap(({ knobs }) => knobs)].filter(
      ({ optional }) => !optional,
    );
    expect(leaves(whole, '').sort()).toEqual(known.map(({ path }) => path).sort());
  });
});

describe('knobs about media', () => {
  const paths = (kinds: Parameters<typeof mediaKnobsFor>[0], spectrogram?: string) =>
    mediaKnobsFor(kinds, spectrogram).map(({ path }) => path);

  it('are those that count for what was read', () => {
    expect(paths(['vector', 'vector'])).toEqual([]);
    expect(paths(['image', 'image'])).toEqual(['mostSamples', 'imageSize', 'colour']);
    expect(paths(['video', 'flow'])).toEqual([
      'mostSamples',
      'imageSize',
      'colour',
      'frames',
      'flow',
      'motionFields',
    ]);
    const sounds = ['mostSamples', 'sound.spectrogram', 'sound.bands', 'sound.frames'];
    expect(paths(['audio'])).toEqual([
      ...sounds,
      'sound.seconds',
      'sound.windowMs',
      'sound.rateHz',
    ]);
    expect(paths(['audio'], 'published')).toEqual(sounds);
    expect(paths(['series', 'vector'])).toEqual(['series.length', 'series.window', 'series.rows']);
  });

  it.each([
    ['flow', 'yes', { flow: true }],
    ['flow', 'no', { flow: false }],
    ['colour', 'colour', { colour: true }],
    ['frames', '5', { frames: 5 }],
    ['sound.seconds', '2.5', { sound: { seconds: 2.5 } }],
    ['sound.rateHz', '16000', { sound: { rateHz: 16_000 } }],
    ['series.window', '0', { series: { window: 0 } }],
    ['series.rows', 'readings', { series: { rows: 'readings' } }],
  ])('%s takes %s and shows it', (path, text, expected) => {
    const knob = MEDIA_KNOBS.find((each) => each.path === path) as Knob;
    const read = readText(knob, text) as { value: Knob['default'] };
    const chosen = withPath<object>({}, path, read.value);
    expect(chosen).toEqual(expected);
    expect(textOf(knob, knobValue(knob, chosen))).toBe(text);
  });

  it('go back to what the lab finds fitting', () => {
    const seconds = MEDIA_KNOBS.find(({ path }) => path === 'sound.seconds') as Knob;
    const { value } = readText(seconds, 'fitting') as { value: undefined };
    const chosen = withPath({ sound: { seconds: 3, bands: 9 } }, 'sound.seconds', value);
    expect(Object.keys(chosen.sound)).toEqual(['bands']);
    expect(knobValue(seconds, chosen)).toBeUndefined();
  });
});
