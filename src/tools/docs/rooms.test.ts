import { describe, expect, it } from 'vitest';
import { rooms, roomsOf } from './rooms';
import { roomsPicture } from './rooms-picture';

const rule = (name: string, ...may: string[]) => ({
  name,
  comment: `why ${name}`,
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: [`^src/${name}/`, ...may] },
});

const FILES = ['src/top/a.ts', 'src/middle/b.ts', 'src/middle/open.ts', 'src/low/c.ts'];

describe('the rooms', () => {
  it('may import what their rules let through, all of it or some', () => {
    const found = roomsOf(
      [rule('top', '^src/middle/open[.]', '^src/low/'), rule('middle', '^src/low/'), rule('low')],
      FILES,
    );
    expect(found).toEqual([
      {
        name: 'top',
        why: 'why top',
        doors: [
          { to: 'middle', whole: false },
          { to: 'low', whole: true },
        ],
      },
      { name: 'middle', why: 'why middle', doors: [{ to: 'low', whole: true }] },
      { name: 'low', why: 'why low', doors: [] },
    ]);
  });

  it('are left out where they have no files, and rules about something else are no rooms', () => {
    const other = { name: 'circles', comment: '', from: {}, to: { circular: true } };
    expect(roomsOf([rule('gone'), other, rule('low')], FILES).map(({ name }) => name)).toEqual([
      'low',
    ]);
  });

  it('of this project keep views from methods, and training from the page', () => {
    const doors = new Map(rooms().map(({ name, doors }) => [name, doors.map(({ to }) => to)]));
    expect(doors.get('ui')).toContain('state');
    expect(doors.get('ui')).not.toContain('method');
    expect(doors.get('method')).not.toContain('state');
    expect(doors.get('math')).toEqual([]);
  });

  it('show a permission in the picture, above what it permits', () => {
    const draw = (...may: string[]) =>
      roomsPicture(roomsOf([rule('top', ...may), rule('low')], FILES));
    expect(draw('^src/low/')).toContain('<title>top may import low</title>');
    expect(draw()).not.toContain('<title>');
    const y = (name: string, picture: string) =>
      Number(new RegExp(`y="([\\d.]+)">${name}</text>`).exec(picture)?.[1]);
    const picture = draw('^src/low/');
    expect(y('top', picture)).toBeLessThan(y('low', picture));
    expect(y('low', draw())).toBe(y('top', draw()));
  });
});
