import { describe, expect, it } from 'vitest';
import { parseSpeech } from './speech-asset';

const document = {
  format: 1,
  origin: 'a test',
  licence: 'CC0',
  classes: ['yes', 'no'],
  shape: [1, 2, 1],
  lowest: -10,
  highest: 245,
  voices: [
    { file: 'data/a.ogg', startsS: [0, 1], durationsS: [0.5, 0.25] },
    { file: 'data/b.ogg', startsS: [0, 2], durationsS: [0.5, 0.75] },
  ],
};
const read = (change: object = {}, bytes = [0, 1, 2, 3, 4, 5, 6, 255]) =>
  parseSpeech(
    new TextEncoder().encode(JSON.stringify({ ...document, ...change })).buffer as ArrayBuffer,
    Uint8Array.from(bytes).buffer,
    'data/words.json',
    'data/words.bin',
  );

describe('reading spoken words', () => {
  it('gives log power and, for each word of each voice, where it is', () => {
    const speech = read();
    expect([...speech.spectrograms]).toEqual([-10, -9, -8, -7, -6, -5, -4, 245]);
    expect(speech.voices).toBe(2);
    expect(speech.files).toEqual(['data/a.ogg', 'data/b.ogg']);
    expect(speech.recordings).toEqual([
      { file: 0, startS: 0, durationS: 0.5 },
      { file: 0, startS: 1, durationS: 0.25 },
      { file: 1, startS: 0, durationS: 0.5 },
      { file: 1, startS: 2, durationS: 0.75 },
    ]);
  });

  it('says what is wrong, and with which file', () => {
    const sentence = 'The built-in data file data/words.json cannot be used: ';
    expect(() => read({ format: 9 })).toThrow(`${sentence}its format is not 1.`);
    expect(() => read({ shape: [0] })).toThrow(`${sentence}its shape is not a list of sizes.`);
    expect(() => read({ lowest: '0' })).toThrow(`${sentence}its lowest is not a number.`);
    expect(() => read({ voices: [{ file: 'x', startsS: [0], durationsS: [1, 2] }] })).toThrow(
      `${sentence}voice 1 does not name a file with 2 words.`,
    );
    expect(() => read({}, [1, 2, 3])).toThrow(
      'The built-in data file data/words.bin cannot be used: it has 3 bytes and needs 8.',
    );
  });
});
