import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readSeparated } from './read-separated';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, file = 'data.csv') => readSeparated(bytes(text), file);
const names = (text: string) => read(text).columns.map(({ name }) => name);

describe('reading separated text', () => {
  it('gives back every number and word of any table, whatever the separator and the quotes', () => {
    const word = fc.string({ minLength: 1, maxLength: 8 }).map((text) => `w${text}`.trim());
    const row = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), word);
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 3, maxLength: 30 }),
        fc.constantFrom(',', ';', '\t', '|'),
        (rows, delimiter) => {
          const text = Papa.unparse([['size', 'kind'], ...rows], { delimiter });
          const table = read(text);
          expect(table.rows).toBe(rows.length);
          const [size, kind] = table.columns;
          rows.forEach(([value, said], i) => {
            expect(size?.number(i)).toBe(value === 0 ? size?.number(i) : value);
            expect(kind?.text(i)).toBe(said);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never fails with anything but a sentence that names the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        try {
          readSeparated(noise, 'noise.csv');
        } catch (error) {
          expect((error as Error).message).toContain('noise.csv');
          expect((error as { code?: string }).code).toBe('file-unusable');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reads UTF-8 with a mark, UTF-16 both ways round, and Windows-1252 with a note', () => {
    const text = 'größe,klasse\n1,a\n2,b\n';
    const utf16 = (little: boolean) => {
      const out = new Uint8Array(2 + text.length * 2);
      const view = new DataView(out.buffer);
      view.setUint16(0, 0xfeff, little);
      for (let i = 0; i < text.length; i++) view.setUint16(2 + i * 2, text.charCodeAt(i), little);
      return out;
    };
    for (const file of [bytes(`\ufeff${text}`), utf16(true), utf16(false)]) {
      expect(readSeparated(file, 'a.csv').columns[0]?.name).toBe('größe');
    }
    const latin = readSeparated(
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
      'a.csv',
    );
    expect(latin.columns[0]?.name).toBe('größe');
    expect(latin.choices.join()).toContain('Windows-1252');
    // of its own signs, which Latin 1 does not have, Node.js makes control characters
    const euros = Uint8Array.from('price;class\n1,5 \x80;a\n2,5 \x80;b\n', (c) => c.charCodeAt(0));
    expect(readSeparated(euros, 'a.csv').choices.join()).toContain('price in €');
  });

  it('keeps newlines inside quotes in their cell', () => {
    const table = read('a,b,c\n1,2,3\n"Once upon \na time",5,6\n7,8,9\n');
    expect(table.rows).toBe(3);
    expect(table.columns[0]?.text(1)).toBe('Once upon \na time');
  });

  it('reads blanks before and between numbers, as the originals of mfeat have them', () => {
    const table = read('  1.5  -2  3e-2\n  4    5   6\n', 'mfeat-kar');
    expect(table.numbered).toBe(true);
    expect(table.columns.map((column) => column.number(0))).toEqual([1.5, -2, 0.03]);
  });

  it('takes a comma for a decimal sign where semicolons separate', () => {
    expect(read('x;y\n1,5;2,25\n3,5;4\n').columns[0]?.number(0)).toBe(1.5);
  });

  it('takes a comma for a thousands sign in a quoted cell', () => {
    expect(read('x,y\n"22,927",1\n"1,234,567.5",2\n').columns[0]?.number(1)).toBe(1_234_567.5);
  });

  it('takes the first row for names only where it is none of the data', () => {
    expect(names('1,null,0\n2,0,0\n3,null,\n')).toEqual(['1', '2', '3']);
    expect(names('id,audio\na,x.wav\nb,y.wav\n')).toEqual(['id', 'audio']);
    expect(names('0,1,2,3,4,0\n1.5,2,3,4,5,1\n2.5,2,3,4,5,0\n')).toContain('0 (2)');
  });

  it("knows scikit-learn's line of counts for what it is", () => {
    const table = read('3,2,setosa,versicolor\n5.1,3.5,0\n4.9,3,0\n7,3.2,1\n');
    expect(table.rows).toBe(3);
    expect(table.classNames).toEqual(['setosa', 'versicolor']);
  });

  it('steps over titles above the table and empty columns beside it', () => {
    const table = read('"CO2, by sector",,,\n\n,,,\nsize,weight,kind,\n1,2,a,\n3,4,b,\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['size', 'weight', 'kind']);
    expect(table.rows).toBe(2);
  });

  it('renames a repeated column and says so', () => {
    const table = read('a,b,a\n1,2,3\n4,5,6\n');
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'b', 'a (2)']);
    expect(table.choices.join()).toContain('two columns called "a"');
  });

  it('leaves out a row with too many cells, by its number, and keeps the rest', () => {
    const table = read('a,b\n1,2\n3,4,5\n6,7\n8,9\n');
    expect(table.rows).toBe(3);
    expect(table.leftOut[0]?.reason).toBe('Row 3 of data.csv has 3 cells instead of 2.');
  });

  it.each([
    ['', 'is empty'],
    ['a,b\n', 'has a line of names (a, b) but no row of data'],
    ['a,b\n1,"2\n3,4\n', 'has a quotation mark in row 2 that is never closed'],
    ['ab\u0000\u0000cd', 'is not a text file'],
  ])('says what is wrong with %j', (text, sentence) => {
    expect(() => read(text)).toThrow(`data.csv ${sentence}.`);
  });

  it('refuses a million columns with their number', () => {
    const wide = new Array(1_000_000).fill('1').join(',');
    expect(() => read(`${wide}\n${wide}\n`)).toThrow('data.csv has 1000000 columns');
  });
});
