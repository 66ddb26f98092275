import { expect, test } from 'vitest';
import { readView, writeView } from './address-codec';
import { COMMANDS } from './commands';
import { AWAY, HOME, VIEWS } from './views';

test('every view is found again by its address, and home leaves none', () => {
  for (const { id } of VIEWS) expect(readView(writeView('?backend=wasm', id))).toBe(id);
  expect(writeView('?view=projector&backend=wasm', HOME.id)).toBe('?backend=wasm');
});

test('every view but home has a command with a key that no other has', () => {
  const keys = COMMANDS.flatMap(({ key }) => (key === null ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { id, key } of AWAY) {
    expect(COMMANDS.find((command) => command.id === id)?.key).toBe(key);
  }
});
