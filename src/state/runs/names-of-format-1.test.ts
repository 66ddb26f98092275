/** Whose a number of format 1 was, by what its modality was called and where it stood. */
import { expect, test } from 'vitest';
import { renameFormat1 } from './names-of-format-1';

interface Epoch {
  readonly losses: Record<string, number>;
  readonly accuracy: { readonly fusion: number | null; readonly readouts: Record<string, number> };
}

/** A run with one number under each of these keys, among losses and among heads. */
function renamedRun(ids: readonly string[], more: readonly string[] = []) {
  const table = () => Object.fromEntries([...ids, ...more].map((key, k) => [key, k]));
  const epoch: Epoch = { losses: table(), accuracy: { fusion: 0.5, readouts: table() } };
  const stored = {
    summary: { modalities: ids.map((id) => ({ id })) },
    run: { name: 'di-mml', label: 'DI-MML', epochs: [epoch] },
  };
  const told = renameFormat1(stored, null);
  return { losses: epoch.losses, heads: epoch.accuracy.readouts, told: told.join(' ') };
}

test('ordinary modalities keep their keys, and nothing is said', () => {
  const { losses, heads, told } = renamedRun(['picture', 'sound'], ['fusion', 'total']);
  expect(losses).toEqual({ picture: 0, sound: 1, fusion: 2, total: 3 });
  expect(heads).toEqual(losses);
  expect(told).toBe('');
});

test('a name that never was a key of the whole is the modality’s everywhere, and nothing is lost', () => {
  const { losses, heads, told } = renamedRun(['shared', 'constructor', 'whole:x']);
  const wanted = { 'modality:shared': 0, 'modality:constructor': 1, 'modality:whole:x': 2 };
  expect(losses).toEqual(wanted);
  expect(heads).toEqual(wanted);
  expect(told).toBe('');
});

test('a modality called like the new key of another keeps its own number', () => {
  expect(renamedRun(['shared', 'modality:shared']).losses).toEqual({
    'modality:shared': 0,
    'modality:modality:shared': 1,
  });
});

test('a loss of the whole and a head of the whole are told apart by where they are', () => {
  const { losses, heads, told } = renamedRun(['duc', 'equalWeights']);
  expect(losses).toEqual({});
  expect(heads).toEqual({ 'modality:duc': 0 });
  expect(told).toContain('losses.duc');
  expect(told).toContain('accuracy.readouts.equalWeights');
  expect(told).not.toContain('accuracy.readouts.duc');
});

test('an id like a key of another modality is left out only where that modality exists', () => {
  expect(renamedRun(['shared.b', 'b'])).toMatchObject({
    losses: { b: 1 },
    told: expect.stringContaining('losses.shared.b'),
  });
  expect(renamedRun(['shared.b', 'c'])).toMatchObject({
    losses: { 'modality:shared.b': 0, c: 1 },
    told: '',
  });
});

test('what is no run at all is left as it is', () => {
  for (const value of [
    null,
    7,
    'text',
    [],
    {},
    { summary: { modalities: [null, {}, { id: 'fusion' }] } },
  ]) {
    expect(renameFormat1(value, value)).toEqual([]);
  }
});
