import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOff } from './read-off';

const read = (text: string) => readOff(new TextEncoder().encode(text), 'a.off');
const SQUARE = '0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n';

describe('reading OFF', () => {
  it('gives back any mesh, however its header and its lines are written', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(Math.fround);
    const mesh = fc
      .array(fc.tuple(number, number, number), { minLength: 3, maxLength: 20 })
      .chain((corners) =>
        fc.record({
          corners: fc.constant(corners),
          faces: fc.array(
            fc.uniqueArray(fc.nat(corners.length - 1), { minLength: 3, maxLength: 3 }),
            { minLength: 1, maxLength: 20 },
          ),
        }),
      );
    fc.assert(
      fc.property(
        mesh,
        fc.constantFrom('OFF\n', 'OFF', 'OFF ', '# made by hand\nOFF\n\n'),
        fc.constantFrom('\n', '\r\n', ' # a corner or a face\n\n'),
        ({ corners, faces }, header, end) => {
          const counts = `${header}${corners.length} ${faces.length} 0`;
          const rows = [
            ...corners.map((c) => c.join(' ')),
            ...faces.map((f) => `3 ${f.join(' ')}`),
          ];
          const { positions, triangles } = read([counts, ...rows, ''].join(end));
          expect(Array.from(positions)).toEqual(corners.flat().map((v) => v + 0));
          expect(Array.from(triangles)).toEqual(faces.flat());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never fails with anything but a sentence that names the file', () => {
    const whole = `OFF\n4 1 0\n${SQUARE}`;
    const edit = fc.tuple(fc.nat(whole.length - 1), fc.constantFrom(...'09-. \n#xNaN'));
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), fc.nat(whole.length), (edits, length) => {
        const text = [...whole].slice(0, length);
        for (const [at, letter] of edits) if (at < length) text[at] = letter;
        try {
          const { positions, triangles } = read(text.join(''));
          for (const corner of triangles) expect(corner).toBeLessThan(positions.length / 3);
          expect(positions.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect((error as Error).message).toMatch(/^a\.off /);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('cuts faces into triangles, and passes over colours, lines and points', () => {
    const { triangles } = read(`OFF 4 3 0\n${SQUARE}2 0 1\n1 3 255 0 0\n`);
    expect(Array.from(triangles)).toEqual([0, 1, 2, 0, 2, 3]);
    const coloured = read('OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2 255 0 0\n');
    expect(Array.from(coloured.triangles)).toEqual([0, 1, 2]);
  });

  it.each([
    ['PLY\n1 1 0', 'a.off is no OFF mesh: it does not begin with "OFF".'],
    ['OFFICE', 'a.off is no OFF mesh'],
    ['', 'a.off is no OFF mesh'],
    ['OFF BINARY\n', 'a.off is an OFF mesh in binary form'],
    ['OFF\nmany few\n', 'a.off does not say how many corners and faces it has.'],
    ['OFF\n9999999 1 0\n', 'a.off claims 9999999 corners and 1 faces, more than the 5 million'],
    ['OFF\n4 1 0\n0 0 0\n', 'a.off is cut off: its header promises 4 corners, and there are 1.'],
    [`OFF\n4 2 0\n${SQUARE}`, 'a.off is cut off: its header promises 2 faces, and there are 1.'],
    ['OFF\n1 1 0\n0 NaN 0\n3 0 0 0', 'a.off has a corner that is not three numbers in line 3.'],
    [
      'OFF\n1 1 0\n0 1e39 0\n3 0 0 0',
      'a.off has a corner in line 3 that lies further out than can be drawn (1e+39; at most 3.4e38).',
    ],
    ['OFF\n1 1 0\n0 0 0\n3 0 0 1', 'a.off has a face in line 4'],
    ['OFF\n1 0 0\n0 0 0\n', 'a.off has no faces.'],
  ])('says what is wrong: %j', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
  });
});
