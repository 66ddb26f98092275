/** The attacks that once froze the tab, each refused by every way that settings take, in a sentence that is short. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settingsFrom } from '../data/starting-settings';
import { parseArguments } from '../headless/arguments';
import { readFragment } from '../state/address-codec';
import { parseSettings, SettingsError } from './settings';
import { MOST_RUNS } from './settings-bounds';
import { withPath } from './settings-paths';

const runs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`joint@r${i}`, {}]));
/** As text: nothing that writes JSON takes it, and nothing has to. */
const deep = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const many = (count: number, value: unknown) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, value]));
const LONG = 'n'.repeat(1_000_000);

/** Settings, or the text of them, and what is said. */
const ATTACKS: Readonly<Record<string, readonly [object | string, string]>> = {
  '1,000 runs': [
    { methods: runs(1000) },
    `methods has 1,000 entries; at most ${MOST_RUNS} are taken.`,
  ],
  '5,000 runs': [
    { methods: runs(5000) },
    `methods has 5,000 entries; at most ${MOST_RUNS} are taken.`,
  ],
  'a tag of a million letters': [
    { methods: { [`joint@${LONG}`]: {} } },
    'methods.joint@nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn... has a name of 1,000,006 letters; at most 80 are taken.',
  ],
  'a knob nested 5,000 deep': [
    `{"methods":{"joint":${deep(5000)}}}`,
    'methods.joint.a.a.a.a.a.a is nested more than 8 deep; no setting is.',
  ],
  'a default nested 5,000 deep': [
    `{"methodDefaults":{"*":${deep(5000)}}}`,
    'methodDefaults.*.a.a.a.a.a.a is nested more than 8 deep; no setting is.',
  ],
  'lists nested 100,000 deep': [
    `{"encoders":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'encoders.0.0.0.0.0.0.0 is nested more than 8 deep; no setting is.',
  ],
  '20,000 encoders': [
    { encoders: many(20_000, { hidden: [1024, 1024, 1024, 1024] }) },
    'encoders has 20,000 entries; at most 32 are taken.',
  ],
  '20,000 defaults of methods': [
    { methodDefaults: many(20_000, {}) },
    'methodDefaults has 20,000 entries; at most 100 are taken.',
  ],
  '20,000 knobs of a run': [
    { methods: { joint: many(20_000, 1) } },
    'methods.joint has 20,000 entries; at most 100 are taken.',
  ],
  'a key of a million letters': [
    { [LONG]: 1 },
    'nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn... has a name of 1,000,000 letters; at most 100 are taken.',
  ],
  'a knob of a million letters': [
    { methods: { joint: { [LONG]: 1 } } },
    'methods.joint.nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn... has a name of 1,000,000 letters',
  ],
  'a name of five million letters': [
    { data: { id: LONG.repeat(5) } },
    'data.id makes the settings too long; at most 4,000,000 are taken in all.',
  ],
  'a list for the data': [{ data: [] }, 'data is a list; it must be an object.'],
  'a list for the generator of a modality': [
    { generator: { vector: [] } },
    'generator.vector is a list; it must be an object.',
  ],
  'a list of encoders': [
    { encoders: [{ hidden: [4] }] },
    'encoders is a list; it must be an object.',
  ],
  'a list of knobs': [
    { methods: { joint: [1] } },
    'methods.joint is a list; it must be an object.',
  ],
  'a list for what classes are called': [
    { data: { classes: ['cat'] } },
    'data.classes is a list; it must be an object.',
  ],
  'a list of columns of modalities': [
    { data: { source: 'files', modalities: [['a']] } },
    'data.modalities is a list; it must be an object.',
  ],
  'a list of everything': [[], 'The settings are []; they must be an object.'],
  'a list of a million columns': [
    { data: { source: 'files', modalities: { a: Array.from({ length: 1_000_000 }, () => 1) } } },
    'makes the settings too long; at most 4,000,000 are taken in all.',
  ],
};

const attacks = Object.entries(ATTACKS).map(([what, [value, sentence]]) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { what, text, value: JSON.parse(text) as unknown, sentence };
});

/** What is said of it. */
function told(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    expect((error as SettingsError).path.length).toBeLessThan(400);
    return (error as SettingsError).message;
  }
  throw new Error('nothing was refused');
}

describe.each(attacks)('$what', ({ text, value, sentence }) => {
  it('are refused as settings, short, by path and limit', () => {
    const said = told(() => parseSettings(value));
    expect(said).toContain(sentence);
    expect(said.length).toBeLessThan(300);
  });

  it('are refused in a link, which opens the default experiment', () => {
    const { value: settings, failed } = readFragment(`#s=${encodeURIComponent(text)}`);
    expect(failed?.message).toContain(sentence);
    expect(failed?.message.length).toBeLessThan(400);
    expect(settings).toEqual(readFragment('').value);
  });

  it('are refused as changes to what data start from', () => {
    expect(told(() => settingsFrom(value))).toContain(sentence);
  });
});

describe('the command', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bounds-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(attacks)('refuses $what in a settings file', async ({ text, sentence }) => {
    const file = join(folder, 'settings.json');
    writeFileSync(file, text);
    await expect(parseArguments(['--settings', file])).rejects.toThrow(sentence);
  });

  it('refuses 1,000 methods, a value nested deep and a path nested deep', async () => {
    await expect(parseArguments(['--methods', Object.keys(runs(1000)).join()])).rejects.toThrow(
      'methods has 1,000 entries',
    );
    await expect(parseArguments(['--set', `methods.joint=${deep(5000)}`])).rejects.toThrow(
      'is nested more than 8 deep',
    );
    const path = 'a.'.repeat(5000);
    const said = await parseArguments(['--set', `${path}a=1`]).catch((error: Error) => error);
    expect((said as Error).message).toBe('There is no setting called a.a.a.a.a.a.a.a....');
  });
});

describe('what people have', () => {
  it('stays well inside: every run that a race may take, columns of a wide table, all classes named', () => {
    const settings = parseSettings({
      data: {
        source: 'files',
        id: 'wide.csv',
        modalities: { a: Array.from({ length: 50_000 }, (_, i) => `column number ${i}`) },
        classes: many(2000, 'a class called otherwise'),
      },
      methods: runs(MOST_RUNS),
    });
    expect(Object.keys(settings.methods)).toHaveLength(MOST_RUNS);
    expect(() => withPath(settings, 'methods.joint@r1.duc.weight.picture', 1)).not.toThrow();
  });
});
