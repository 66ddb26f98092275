import { describe, expect, it } from 'vitest';
import { parseSettings, type Settings } from '../../../protocol/settings';
import { importOptions } from '../options';
import { foldedText, hashText, type TextLook, wordsIn } from './hash-text';

const LETTERS: TextLook = { units: 'characters', shortest: 2, longest: 4, width: 64 };
const WORDS: TextLook = { units: 'words', shortest: 1, longest: 2, width: 64 };
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, v, i) => sum + v * (b[i] ?? 0), 0);
const places = (numbers: Float32Array) =>
  [...numbers].flatMap((value, at) => (value === 0 ? [] : [[at, Number(value.toFixed(5))]]));

describe('hashed counts of a text', () => {
  it('are those of the formula, as another program computes it', () => {
    // computed in Python from the formula alone: FNV-1a over code points, MurmurHash3's last step, 1 + ln count, L2
    expect(places(hashText('ab abb', { ...LETTERS, longest: 2, width: 16 }))).toEqual([
      [9, 0.46984],
      [11, -0.46984],
      [13, -0.74733],
    ]);
    expect(places(hashText('to be or not to be', { ...WORDS, longest: 1, width: 16 }))).toEqual([
      [0, -0.35959],
      [1, -0.60885],
      [2, -0.35959],
      [11, -0.60885],
    ]);
  });

  it('have length 1, or are all zeros where nothing is said', () => {
    for (const text of ['a', 'Ein Apfel.', '猫と犬', 'قطة وكلب', '👨‍👩‍👧 🇩🇪', 'x'.repeat(50_000)]) {
      for (const look of [LETTERS, WORDS]) {
        expect(dot(hashText(text, look), hashText(text, look))).toBeCloseTo(1, 5);
      }
    }
    for (const nothing of ['', ' \n\t ', '\u2028']) {
      expect(hashText(nothing, LETTERS).every((value) => value === 0)).toBe(true);
    }
    // punctuation alone has no words
    expect(hashText('?! ...', WORDS).every((value) => value === 0)).toBe(true);
  });

  it('do not change with the form of accents, capitals or blanks', () => {
    const same = (a: string, b: string, look = LETTERS) =>
      expect(hashText(a, look)).toEqual(hashText(b, look));
    same('Käse', 'Ka\u0308se');
    same('KÄSE', 'käse');
    same('Straße', 'STRASSE');
    same('ΟΔΟΣ', 'οδος');
    same('red  apple\r\n', 'red apple');
    same('Red, apple!', 'red apple', WORDS);
    expect(foldedText('ÉTÉ')).toBe('été');
  });

  it('bear half of a letter, as damaged JSON has it', () => {
    expect(hashText('cat \ud83d', LETTERS).some(Number.isNaN)).toBe(false);
    // a text is not cut through the middle of an emoji
    const long = `${'a '.repeat(9_999)}b🦊`;
    expect(hashText(long, LETTERS)).toEqual(hashText(`${'a '.repeat(9_999)}b`, LETTERS));
  });

  it('are near for texts of the same words and at right angles on the average for others', () => {
    const wide = { ...LETTERS, width: 512 };
    const near = dot(hashText('a red apple on a table', wide), hashText('two red apples', wide));
    const far = dot(hashText('a red apple on a table', wide), hashText('jump up quickly', wide));
    expect(near).toBeGreaterThan(0.3);
    expect(Math.abs(far)).toBeLessThan(0.15);
    // letters of two alphabets share no n-gram: the signs of collisions cancel
    let sum = 0;
    for (let i = 0; i < 200; i++) {
      const latin = Array.from({ length: 8 }, (_, k) => 97 + ((i * 7 + k * k * 3) % 26));
      const greek = Array.from({ length: 8 }, (_, k) => 945 + ((i * 5 + k * 11) % 24));
      sum += dot(
        hashText(String.fromCodePoint(...latin), LETTERS),
        hashText(String.fromCodePoint(...greek), LETTERS),
      );
    }
    expect(Math.abs(sum / 200)).toBeLessThan(0.05);
  });

  it('count a word that is said ten times less than ten times', () => {
    const once = hashText('cat dog', { ...WORDS, longest: 1 });
    const often = hashText(`${'cat '.repeat(10)}dog`, { ...WORDS, longest: 1 });
    const ratio = (of: Float32Array) => {
      const [most = 0, least = 1] = [...of]
        .map(Math.abs)
        .filter((v) => v > 0)
        .sort((a, b) => b - a);
      return most / least;
    };
    expect(ratio(once)).toBeCloseTo(1, 5);
    expect(ratio(often)).toBeCloseTo(1 + Math.log(10), 4);
  });
});

describe('words', () => {
  it('are runs of letters, and single letters where a script has no blanks', () => {
    expect(wordsIn("Don't panic, it's 42!")).toEqual(['don', 't', 'panic', 'it', 's', '42']);
    expect(wordsIn('猫がいる')).toEqual(['猫', 'が', 'い', 'る']);
    expect(wordsIn('قطة صغيرة')).toEqual(['قطة', 'صغيرة']);
    expect(wordsIn('nice 🦊🇩🇪')).toEqual(['nice', '🦊', '🇩🇪']);
    expect(wordsIn('हिन्दी भाषा')).toHaveLength(2);
  });
});

describe('how texts are cut', () => {
  const lookOf = (text: Settings['data']['text']) =>
    importOptions(parseSettings({ data: { source: 'files', id: 'x', text } }), 'x').text;

  it('is by letters, or by words, and a given length moves the other', () => {
    expect(lookOf({})).toEqual({ units: 'characters', shortest: 2, longest: 4, width: 512 });
    expect(lookOf({ units: 'words' })).toMatchObject({ shortest: 1, longest: 2 });
    expect(lookOf({ longest: 1 })).toMatchObject({ shortest: 1, longest: 1 });
    expect(lookOf({ shortest: 6 })).toMatchObject({ shortest: 6, longest: 6 });
  });

  it('is refused where the shortest piece would be the longer one', () => {
    expect(() => lookOf({ shortest: 5, longest: 3 })).toThrow(
      'data.text.shortest is 5; it must be at most data.text.longest, which is 3.',
    );
  });
});
