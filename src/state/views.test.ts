import { expect, test } from 'vitest';
import { readOpening, readView, writeView } from './address-codec';
import { COMMANDS } from './commands';
import { createViewStore } from './view-store';
import { AWAY, HOME, VIEWS } from './views';

test('every view is found again by its address, and home leaves none', () => {
  for (const { id } of AWAY) expect(readView(writeView('?backend=wasm', id))).toBe(id);
  expect(VIEWS).toContain(HOME);
  expect(readView(writeView('?backend=wasm', HOME.id))).toBeNull();
  expect(writeView('?view=projector&backend=wasm', HOME.id)).toBe('?backend=wasm');
});

test('every view but home has a command with a key that no other has', () => {
  const keys = COMMANDS.flatMap(({ key }) => (key === null ? [] : [key]));
  expect(new Set(keys).size).toBe(keys.length);
  for (const { id, key } of AWAY) {
    expect(COMMANDS.find((command) => command.id === id)?.key).toBe(key);
  }
});

test('a plain address opens the stage, or the room that was left last', () => {
  const plain = { search: '?backend=wasm', hash: '' };
  expect(readOpening(plain, false, null)).toEqual({ view: 'stage', room: 'stage' });
  expect(readOpening(plain, false, 'lab')).toEqual({ view: 'lab', room: 'lab' });
});

test('what an address says counts more than what was left last', () => {
  const settings = '#s=%7B%7D';
  expect(readOpening({ search: '', hash: settings }, false, 'stage').view).toBe('lab');
  expect(readOpening({ search: '', hash: `#scene=why&s=${settings}` }, true, 'lab').view).toBe(
    'stage',
  );
  expect(readOpening({ search: '?view=lab', hash: '' }, false, 'stage').view).toBe('lab');
  expect(readOpening({ search: '?view=stage', hash: '' }, false, 'lab').view).toBe('stage');
});

test('a projector shows the settings or the scene that the address names, else the room that was left last', () => {
  const search = '?view=projector';
  expect(readOpening({ search, hash: '#s=%7B%7D' }, false, null).room).toBe('lab');
  expect(readOpening({ search, hash: '#scene=why' }, true, null).room).toBe('stage');
  const alone = { search, hash: '' };
  expect(readOpening(alone, false, null)).toEqual({ view: 'projector', room: 'stage' });
  expect(readOpening(alone, false, 'stage')).toEqual({ view: 'projector', room: 'stage' });
  expect(readOpening(alone, false, 'lab')).toEqual({ view: 'projector', room: 'lab' });
  // what the address names counts more
  expect(readOpening({ search, hash: '#scene=why' }, true, 'lab').room).toBe('stage');
});

test('the projector leads back to the room it was opened in, the lab to the stage', () => {
  const view = createViewStore('stage');
  const { toggle } = view.getState();
  toggle('projector');
  expect(view.getState()).toMatchObject({ view: 'projector', room: 'stage' });
  toggle('projector');
  expect(view.getState()).toMatchObject({ view: 'stage', room: 'stage' });
  toggle('lab');
  toggle('projector');
  expect(view.getState()).toMatchObject({ view: 'projector', room: 'lab' });
  toggle('projector');
  expect(view.getState()).toMatchObject({ view: 'lab', room: 'lab' });
  toggle('lab');
  expect(view.getState()).toMatchObject({ view: 'stage', room: 'stage' });
});
