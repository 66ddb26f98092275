import { afterEach, expect, it, vi } from 'vitest';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { openTinyLab, TINY } from '../../testing/tiny-lab';
import { runRace } from './run-race';

const told = vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => told.mockClear());

async function raced(input: SettingsInput) {
  const { lab } = await openTinyLab();
  const settings = parseSettings({ ...TINY, methods: { joint: {} }, ...input });
  const { runs } = await runRace(lab, { settings, dataSet: null }, () => {});
  await lab.closed();
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
