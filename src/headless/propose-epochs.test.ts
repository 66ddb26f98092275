import { afterEach, expect, it, vi } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { settingsFrom } from '../data/starting-settings';
import { parseSettings } from '../protocol/settings';
import { withProposedEpochs } from './propose-epochs';

const told = vi.spyOn(console, 'error').mockImplementation(() => {});
afterEach(() => told.mockClear());

const files = settingsFrom({ data: { source: 'files', id: 'mine' } });
const dataSet = (train: number) =>
  generateDataSet(parseSettings({ samples: { train, test: 20 }, generator: { classes: 4 } }));

it('few samples are trained for more epochs than usual, which is said', () => {
  expect(withProposedEpochs(files, dataSet(100))).toEqual({ ...files, epochs: 150 });
  expect(told.mock.calls).toEqual([
    [
      'Epochs: 150 of 4 steps each, 600 in all, proposed by the number of training samples; --set epochs=N trains N.',
    ],
  ]);
});

it('enough samples are trained for as many as usual', () => {
  expect(withProposedEpochs(files, dataSet(700))).toEqual({ ...files, epochs: 40 });
});
