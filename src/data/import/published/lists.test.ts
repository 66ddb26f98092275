import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAveList } from './ave';
import { cremaName, readCremaList } from './cremad';
import { splitOfListName } from './lists';
import { readUcfList } from './ucf101';

const bytes = (text: string) => new TextEncoder().encode(text);
const lineEnds = fc.constantFrom('\n', '\r\n', '\n\n');
const starts = fc.constantFrom('', '\ufeff');
/** Names as people write them: letters, blanks, commas, even ampersands; trimmed. */
const className = fc
  .array(fc.constantFrom(...'abcXYZ ,&()-'), { minLength: 1, maxLength: 12 })
  .map((letters) => `a${letters.join('')}z`);
const videoId = fc
  .array(fc.constantFrom(...'abcXYZ019-_'), { minLength: 11, maxLength: 11 })
  .map((letters) => letters.join(''));

describe('lists of AVE', () => {
  it('give back what was written, whatever the names and line ends', () => {
    const entry = fc.record({
      label: className,
      video: videoId,
      fromS: fc.nat(8),
      length: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(entry), starts, lineEnds, fc.boolean(), (all, start, end, header) => {
        const lines = all.map(
          ({ label, video, fromS, length }) => `${label}&${video}&good&${fromS}&${fromS + length}`,
        );
        if (header) lines.unshift('Category&VideoID&Quality&StartTime&EndTime');
        const { entries, unread } = readAveList(bytes(start + lines.join(end)), 'a.txt');
        expect(unread).toEqual([]);
        expect(entries).toEqual(
          all.map(({ label, video, fromS, length }) => ({
            label,
            video,
            fromS,
            toS: fromS + length,
          })),
        );
      }),
    );
  });

  it('count what they do not understand, with its line', () => {
    const { entries, unread } = readAveList(
      bytes('Bark&abc&good&0&10\nBark&abc&good&5&5\nhello\n'),
      'a.txt',
    );
    expect(entries).toHaveLength(1);
    expect(unread).toEqual([
      { line: 2, text: 'Bark&abc&good&5&5' },
      { line: 3, text: 'hello' },
    ]);
  });
});

describe('lists of UCF101', () => {
  it('give class and clip, with and without ending and number', () => {
    const name = fc
      .array(fc.constantFrom(...'abcXYZ'), { minLength: 1, maxLength: 9 })
      .map((letters) => letters.join(''));
    const ending = fc.constantFrom('', '.avi', '.mp4');
    const number = fc.constantFrom('', ' 1', ' 101');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.nat(25), ending, number)), lineEnds, (all, end) => {
        const clips = all.map(([label, group]) => ({ label, clip: `v_${label}_g${group}_c01` }));
        const lines = clips.map(
          ({ label, clip }, i) => `${label}/${clip}${all[i]?.[2]}${all[i]?.[3]}`,
        );
        const { entries, unread } = readUcfList(bytes(lines.join(end)), 'trainlist01.txt');
        expect(unread).toEqual([]);
        expect(entries).toEqual(clips);
      }),
    );
  });
});

describe('lists and names of CREMA-D', () => {
  it('give the clips, with a byte order mark and whatever line ends', () => {
    const text = '\ufeff1041_TIE_NEU_XX,NEU\r\n1071_MTI_SAD_LO,SAD\r\nfilename,label\r\n';
    const { entries, unread } = readCremaList(bytes(text), 'test.csv');
    expect(entries.map(({ clip }) => clip)).toEqual(['1041_TIE_NEU_XX', '1071_MTI_SAD_LO']);
    expect(unread).toEqual([{ line: 3, text: 'filename,label' }]);
  });

  it('say actor and emotion, and nothing for other names', () => {
    expect(cremaName('1001_DFA_ANG_XX')).toEqual({ actor: '1001', emotion: 'ANG' });
    for (const other of ['1001_DFA_BAD_XX', '101_DFA_ANG_XX', 'x1001_DFA_ANG_XX', '']) {
      expect(cremaName(other)).toBeNull();
    }
  });
});

describe('any list', () => {
  const readers = [readAveList, readUcfList, readCremaList];
  it('never fails, and takes every line that is not empty for an entry or as unread', () => {
    const piece = fc.constantFrom('a', '&', '/', ',', '0', ' ', '_', '.avi', '\n', '\r', '\u2028');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').length;
        for (const read of readers) {
          const { entries, unread } = read(bytes(text), 'a.txt');
          expect(entries.length + unread.length).toBe(lines);
        }
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (any) => {
        for (const read of readers) read(any, 'a.bin');
      }),
    );
  });

  it.each([
    ['trainSet', 'train'],
    ['testlist001', 'test'],
    ['valSet', 'validation'],
    ['train', 'train'],
    ['test_1', 'test'],
    ['training notes', null],
    ['testimony', null],
    ['Annotations', null],
  ])('is of the split that its name says: %s', (stem, split) => {
    expect(splitOfListName(stem)).toBe(split);
  });
});
