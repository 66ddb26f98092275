/** Files made to do harm, or made in a hurry: each is refused or left out with a sentence, and the rest is used. */
import {
  Uint8ArrayReader,
  Uint8ArrayWriter,
  ZipWriter,
} from '@zip.js/zip.js/lib/zip-core-native.js';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import {
  fileOf,
  floatBytes,
  importOptionsFor,
  npyFile,
  wavFile,
} from '../../testing/import-fixtures';
import { importData } from './import-data';
import type { SourceFile } from './source-file';

const load = (...files: readonly SourceFile[]) =>
  importData(files, importOptionsFor(), nodeDecoders);
const tableOf = (row: (i: number) => string, rows = 20) =>
  ['a,b,label', ...Array.from({ length: rows }, (_, i) => row(i))].join('\n');
const GOOD = tableOf((i) => `${i % 7},${i % 5},${i % 2 ? 'x' : 'y'}`);

async function zipOf(
  entries: readonly (readonly [name: string, content: string | Uint8Array, options?: object])[],
): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, content, options] of entries) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    await writer.add(name, new Uint8ArrayReader(bytes), options);
  }
  return writer.close();
}

/** A file of that many bytes which must never be read. */
const huge = (path: string, size: number): SourceFile => ({
  path,
  size,
  bytes: () => Promise.reject(new Error('was read')),
});

describe('archives', () => {
  it('give their good files though a link, an absolute path and a bomb lie among them', async () => {
    const zip = await zipOf([
      ['set/good.csv', GOOD],
      ['link.csv', '/etc/passwd', { externalFileAttributes: 0xa1ff0000, versionMadeBy: 0x31e }],
      ['zeros.csv', new Uint8Array(4_000_000)],
      ['secret.csv', GOOD, { password: 'x', zipCrypto: true }],
      ['inner.zip', await zipOf([['a.csv', GOOD]])],
      ['aabc.csv', GOOD],
    ]);
    // the writer refuses such names, so one is put in afterwards, in both headers
    const text = new TextDecoder('latin1').decode(zip);
    for (let at = text.indexOf('aabc.csv'); at >= 0; at = text.indexOf('aabc.csv', at + 1)) {
      zip.set(new TextEncoder().encode('/etc.csv'), at);
    }
    const { report } = await load(fileOf('mine.zip', zip));
    expect(report.samples).toBe(20);
    const reasons = report.leftOut.map(({ reason }) => reason).join('\n');
    expect(reasons).toContain('"link.csv" of mine.zip is a link to another file.');
    expect(reasons).toContain('"zeros.csv" of mine.zip would grow');
    expect(reasons).toContain('"secret.csv" of mine.zip is encrypted.');
    expect(reasons).toContain('inner.zip is an archive inside an archive.');
    expect(reasons).toContain('"/etc.csv" of mine.zip has an absolute path.');
  });

  it('that a name calls twice give it once', async () => {
    const zip = await zipOf([
      ['a.csv', GOOD],
      ['b.csv', 'x,y\n1,2\n'],
    ]);
    const text = new TextDecoder('latin1').decode(zip);
    for (let at = text.indexOf('b.csv'); at >= 0; at = text.indexOf('b.csv', at + 1)) {
      zip.set(new TextEncoder().encode('a.csv'), at);
    }
    const { report } = await load(fileOf('mine.zip', zip));
    expect(report.leftOut[0]?.reason).toContain('"a.csv" of mine.zip is there twice.');
  });
});

describe('sizes', () => {
  it('of a file are looked at before it is read, and the other files are used', async () => {
    const { report } = await load(fileOf('good.csv', GOOD), huge('long.csv', 3 * 2 ** 30));
    expect(report.samples).toBe(20);
    expect(report.leftOut[0]?.reason).toBe(
      'long.csv has 3 GB; the lab reads files of at most 1 GB.',
    );
    await expect(load(huge('film.mp4', 2 ** 31))).rejects.toThrow('film.mp4 has 2 GB');
  });

  it('of what would be made are told before anything is decoded', async () => {
    const many = Array.from({ length: 6000 }, (_, i) =>
      huge(`picture/${i % 2 ? 'cat' : 'dog'}/n${i}.png`, 1000),
    );
    const large = importOptionsFor({ imageSize: 128, colour: true });
    const refused = importData(many, large, nodeDecoders);
    await expect(refused).rejects.toThrow('would need 1.1 GB: 6000 samples of 49152 numbers each');
    await expect(refused).rejects.toMatchObject({
      hint: 'Read a part of it (data.mostSamples), at most 5461 such samples, or smaller pictures.',
    });
    const published = importOptionsFor({ imageSize: 224, colour: true });
    await expect(importData(many, published, nodeDecoders)).rejects.toMatchObject({
      message: expect.stringContaining('3.4 GB: 6000 samples of 150528 numbers each'),
      hint: 'Read a part of it (data.mostSamples), at most 1783 such samples, or smaller pictures.',
    });
  });
});

describe('tables', () => {
  it('keep the rows without text, infinity or nothing among their numbers', async () => {
    const odd: Readonly<Record<number, string>> = {
      3: 'Infinity,1,x',
      4: '1e999,1,y',
      5: 'seven,1,x',
      6: ',1,y',
      7: '1,2,',
      8: '1,NaN,x',
    };
    const { report } = await load(
      fileOf(
        't.csv',
        tableOf((i) => odd[i] ?? `${i % 7},${i % 5},${i % 2 ? 'x' : 'y'}`, 30),
      ),
    );
    expect(report.samples).toBe(26);
    const reasons = report.leftOut.map(({ reason }) => reason).join('\n');
    expect(reasons).toContain('infinite');
    expect(reasons).toContain('"seven" in row 7');
    expect(reasons).toContain('no value in column "label"');
    // a gap costs no row: it is filled, and said
    expect(reasons).not.toContain('in column "b"');
    expect(report.choices.join()).toContain('2 cells have no value (a 1, b 1)');
  });

  it('of names only are refused, for a class must repeat', async () => {
    const unique = tableOf((i) => `${i * 1.5},${i * 2.5},name${i}`);
    await expect(load(fileOf('t.csv', unique))).rejects.toThrow(
      't.csv has no column that looks like a class: in 20 rows, none has at least two values that repeat.',
    );
  });
});

describe('arrays', () => {
  it('keep the samples whose every number is one, in every modality', async () => {
    const samples = 20;
    const numbers = (width: number, odd: Readonly<Record<number, number>>) =>
      npyFile(
        '<f4',
        [samples, width],
        floatBytes(Array.from({ length: samples * width }, (_, k) => odd[k] ?? k % 7)),
      );
    const { report, dataSet } = await load(
      // samples 1 and 2 of the one, 2 and 4 of the other; the first and the last number of a sample count alike
      fileOf('one.npy', numbers(2, { 2: Number.NaN, 5: Infinity })),
      fileOf('other.npy', numbers(3, { 8: Number.NaN, 12: -Infinity })),
      fileOf(
        'labels.npy',
        npyFile(
          '|u1',
          [samples],
          Uint8Array.from({ length: 20 }, (_, k) => k % 2),
        ),
      ),
    );
    expect(report.samples).toBe(17);
    expect(report.leftOut.map(({ reason, count }) => [count, reason])).toEqual([
      [2, expect.stringContaining('missing or infinite in the array "one" (the first: entry 1).')],
      [
        2,
        expect.stringContaining('missing or infinite in the array "other" (the first: entry 2).'),
      ],
    ]);
    for (const { data } of dataSet.modalities) expect(data.every(Number.isFinite)).toBe(true);
  });
});

describe('a picture or sound by itself', () => {
  it('is said to be sound, or what is wrong with it', async () => {
    await expect(load(fileOf('tone.wav', wavFile([0, 0.5, 0, 0.5])))).rejects.toThrow(
      'The file can be read (tone.wav: 0.0005 s of sound at 8000 Hz, 1 channel), but one file is no data set',
    );
    await expect(load(fileOf('cut.wav', wavFile([]).slice(0, 30)))).rejects.toThrow(/^cut\.wav /);
    const shorter = wavFile([0, 0.5, 0, 0.5]).slice(0, 46);
    await expect(load(fileOf('a.wav', shorter))).rejects.toThrow('is shorter than its header says');
  });
});

describe('names', () => {
  it('that turn the reading direction or break lines are shown plainly', async () => {
    const evil = 'pic\u202egnp.\n<img src=x>.wav';
    const sound = (hz: number) =>
      wavFile(Array.from({ length: 400 }, (_, t) => Math.sin((hz * t * 2 * Math.PI) / 8000)));
    const files = Array.from({ length: 12 }, (_, i) =>
      ['one', 'two'].map((m) => fileOf(`${m}/${i % 2 ? 'x' : 'y'}/${i}.wav`, sound(300 + 40 * i))),
    ).flat();
    const { report } = await load(...files, fileOf(`one/x/${evil}`, 'no sound'));
    const said = JSON.stringify(report.leftOut);
    expect(said).toContain('<img src=x>');
    expect(said).not.toMatch(/\\n|\\u202e|\u202e/);
    await expect(load(fileOf(`${evil}.mat`, 'x'))).rejects.toThrow(
      /^picgnp\.<img src=x>\.wav\.mat/,
    );
  });
});
