import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { openTinyLab, TINY } from '../../testing/tiny-lab';
import { runRace } from './run-race';

const told = vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => told.mockClear());

async function raced(input: SettingsInput, takesStrayEncoders = false) {
  const { lab } = await openTinyLab();
  const settings = parseSettings({ ...TINY, methods: { joint: {} }, ...input });
  const race = { settings, dataSet: null, takesStrayEncoders };
  const { runs } = await runRace(lab, race, () => {}).finally(() => lab.closed());
  return runs[0];
}

it('a run whose training loss was still falling says so, in its result and in a sentence', async () => {
  const run = await raced({ epochs: 8 });
  expect(run).toMatchObject({ notFinishedLearning: { stage: 'joint' } });
  expect(told.mock.calls.flat().join(' ')).toMatch(
    /^joint: not finished learning; the last quarter of its stage "joint" took \d[.]\d\d nats off the training loss, \d+ % of all it took off[.]/,
  );
});

it('a run that has learned all it can says nothing', async () => {
  const run = await raced({ epochs: 60, optimizer: { learningRate: 0.1 } });
  expect(run).toMatchObject({ method: 'joint' });
  expect(run).not.toHaveProperty('notFinishedLearning');
  expect(told.mock.calls.flat().join(' ')).not.toContain('not finished');
});

describe('an encoder that is set of a modality that the data do not have', () => {
  const encoders = { '*': { hidden: [4] }, vector: { hidden: [8] } };

  it('is refused with its path, its value and what there is', async () => {
    await expect(raced({ encoders })).rejects.toMatchObject({
      code: 'settings-invalid',
      path: 'encoders.vector.hidden',
      message:
        'encoders.vector.hidden is [8], but these data have no modality called "vector"; they have picture, sound.',
    });
    expect(
      await raced({ encoders: { '*': { hidden: [4] }, sound: { hidden: [8] } } }),
    ).toMatchObject({
      method: 'joint',
      accuracy: {},
    });
  });

  it('changes nothing on the page, whose lab is asked in the same way, nor in an answer of it', async () => {
    const plain = await raced({ encoders: { '*': { hidden: [4] } } });
    const stray = await raced({ encoders }, true);
    const accuracyOf = (run: typeof plain) => run && 'accuracy' in run && run.accuracy;
    expect(accuracyOf(plain)).toMatchObject({ unimodal: {} });
    expect(accuracyOf(stray)).toEqual(accuracyOf(plain));
  });
});
