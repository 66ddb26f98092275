import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { nodeDecoders } from '../../headless/decoders';
import { fileOf, importOptionsFor, spokenDecoders, wavFile } from '../../testing/import-fixtures';
import { zip } from './archive/open-zip';
import { type Formats, formatGuide, formatsInWords } from './guide';
import { importData } from './import-data';
import type { PublishedSet } from './published/clips';
import type { PictureReader, Reader, SoundReader, TableReader } from './reader';
import { FORMATS } from './readers';
import { passedOver, readerByBytes, readerByName } from './sniff';
import type { SourceFile } from './source-file';
import { readJson } from './table/read-json';
import { unreadKind } from './unread';

const { readers, sets } = FORMATS;
const load = (files: readonly SourceFile[], formats: Formats, decoders = nodeDecoders) =>
  importData(files, importOptionsFor(), decoders, {}, formats);
const guideText = (formats: Formats) => JSON.stringify(formatGuide(formats));
const bytes = (text: string) => new TextEncoder().encode(text);
const times = <T>(count: number, make: (k: number) => T): T[] =>
  Array.from({ length: count }, (_, k) => make(k));

describe('a kind of file that is added to the list', () => {
  /** `length=3 width=4 species=owl`, one sample a line. */
  const pairs: TableReader = {
    id: 'pairs',
    name: 'Word pairs',
    endings: ['prs'],
    signature: { test: (start) => start[0] === 0x23, weight: 'certain' },
    gives: 'table',
    where: 'anywhere',
    note: 'A line of name=value per sample.',
    read(content, file) {
      const records = new TextDecoder()
        .decode(content)
        .split('\n')
        .slice(1)
        .map((line) => Object.fromEntries(line.split(' ').map((pair) => pair.split('='))));
      return readJson(bytes(JSON.stringify(records)), file);
    },
  };
  const more: Formats = { readers: [...readers, pairs], sets };
  const text = [
    '#pairs',
    ...times(
      40,
      (i) =>
        `bill_length=${i * 3} bill_depth=${(i * 7) % 11} wing_length=${(i * 5) % 13} wing_width=${i % 7} species=${i % 2 ? 'duck' : 'owl'}`,
    ),
  ].join('\n');

  it('is read by its ending, by its first bytes, packed, and beside nothing else that changed', async () => {
    const named = await load([fileOf('birds.prs', text)], more);
    expect(named.report).toMatchObject({ samples: 40, layout: 'a table' });
    expect(named.dataSet.modalities.map(({ id }) => id)).toEqual(['bill', 'wing']);
    expect(named.dataSet.classNames).toEqual(['duck', 'owl']);
    for (const path of ['birds', 'birds.csv', 'birds.pt']) {
      const shown = await load([fileOf(path, text)], more);
      expect(shown.dataSet.labels).toEqual(named.dataSet.labels);
    }
    const packed = await load([fileOf('birds.prs.gz', gzipSync(text))], more);
    expect(packed.dataSet.modalities).toEqual(named.dataSet.modalities);
  });

  it('is in the guide, in the help and in the sentence about a file that nothing reads', async () => {
    expect(formatGuide(more).sections[0]?.lines.at(-1)).toEqual({
      label: null,
      kinds: [{ name: 'Word pairs', endings: ['prs'], where: 'anywhere' }],
      note: 'A line of name=value per sample.',
    });
    expect(formatsInWords(more.readers, 'anywhere')).toContain(', Word pairs)');
    await expect(load([fileOf('a.xyz', Uint8Array.of(1, 0, 2))], more)).rejects.toMatchObject({
      message: 'a.xyz is of a kind the lab does not read.',
      hint: expect.stringMatching(/tables \(CSV and TSV, [^()]+, Word pairs\)/),
    });
    expect(guideText(FORMATS)).not.toContain('Word pairs');
    await expect(load([fileOf('birds.pt', text)], FORMATS)).rejects.toThrow('is a PyTorch file');
  });

  it('may be a picture or a sound that needs no browser', async () => {
    const grey: PictureReader = {
      id: 'grey',
      name: 'Grey levels',
      endings: ['grey'],
      signature: { test: (start) => start[0] === 0x47, weight: 'hint' },
      gives: 'image',
      where: 'anywhere',
      read: (content) => ({
        width: 2,
        height: 1,
        rgba: Uint8Array.of(content[1] ?? 0, 0, 0, 255, content[2] ?? 0, 0, 0, 255),
      }),
    };
    const beat: SoundReader = {
      id: 'beat',
      name: 'Beats',
      endings: ['beat'],
      signature: { test: (start) => start[0] === 0x42, weight: 'hint' },
      gives: 'sound',
      where: 'anywhere',
      read: (content) => ({
        sampleRateHz: 8000,
        channels: [Float32Array.from({ length: 800 }, (_, t) => Math.sin(t / (content[1] ?? 1)))],
      }),
    };
    const files = ['low', 'high'].flatMap((label) =>
      times(4, (k) => [
        fileOf(`look/${label}/${k}.grey`, Uint8Array.of(0x47, 10 * k, label.length * 20, 0)),
        fileOf(`hear/${label}/${k}.beat`, Uint8Array.of(0x42, 2 + k, 0)),
      ]).flat(),
    );
    const { dataSet, report } = await load(files, { readers: [...readers, grey, beat], sets });
    expect(report.leftOut).toEqual([]);
    expect(dataSet.modalities.map(({ id, kind }) => [id, kind])).toEqual([
      ['hear', 'audio'],
      ['look', 'image'],
    ]);
    await expect(load(files, FORMATS)).rejects.toThrow('nothing in my data that the lab can read');
  });
});

describe('a published set that is added to the list', () => {
  const scenes: PublishedSet = {
    id: 'scenes',
    name: 'Scenes-2',
    guide: 'Known by its names (scene-in-01).',
    licence: 'Free for all.',
    find: async (media) => {
      const clips = media.flatMap((file) => {
        const label = /scene-(in|out)-\d+/.exec(file.path)?.[1];
        const parts = new Map([['sound', { kind: 'sound' as const, file }]]);
        return label ? [{ name: file.path, label, split: null, group: null, parts }] : [];
      });
      if (clips.length === 0) return null;
      const modalities = [{ id: 'sound', name: 'Sound' }];
      return {
        layout: 'Scenes-2',
        modalities,
        clips,
        classFrom: 'folder level 1',
        groupFrom: null,
        hasLists: false,
        leftOut: [],
        choices: [],
      };
    },
  };
  const more: Formats = { readers, sets: [...sets, scenes] };

  it('is known by its files, and told in the guide with its terms', async () => {
    const files = times(12, (k) =>
      fileOf(`scene-${k % 2 ? 'in' : 'out'}-${k}.wav`, `tone ${300 + k * 90}`),
    );
    const { report, dataSet } = await load(files, more, spokenDecoders);
    expect(report.layout).toContain('Scenes-2');
    expect(dataSet.classNames).toEqual(['in', 'out']);
    expect(formatGuide(more).sections.at(-1)?.lines.at(-1)).toMatchObject({
      kinds: [{ name: 'Scenes-2' }],
      note: 'Known by its names (scene-in-01). Free for all.',
    });
    // without it the names are read as any names are
    const plain = await load(files, FORMATS, spokenDecoders);
    expect(plain.report.meaning.classFrom).toBe('file name part 2');
  });
});

describe('the list', () => {
  it('promises no ending twice, and reads nothing that is named as unread', () => {
    const endings = readers.flatMap(({ endings, alsoEndings }) => [
      ...endings,
      ...(alsoEndings ?? []),
    ]);
    expect(new Set(endings).size).toBe(endings.length);
    expect(endings.filter((ending) => unreadKind(`a.${ending}`) !== null)).toEqual([]);
    for (const list of [readers, sets]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
  });

  it.each([
    ['a.csv', 'separated'],
    ['a.JSONL', 'json'],
    ['a.arff', 'arff'],
    ['t10k.idx3-ubyte', 'idx'],
    ['train-labels-idx1-ubyte', 'idx'],
    ['train-images-idx3-ubyte.gz', 'gzip'],
    ['a.heic', 'gif'],
    ['a.avi', 'webm'],
    ['a.wave', 'wav'],
    ['a.off', 'off'],
    ['a', null],
    ['a.xyz', null],
  ])('knows %s by its name', (path, id) => {
    expect(readerByName(path, readers)?.id ?? null).toBe(id);
  });

  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0);
  it.each([
    ['a.csv', bytes('a,b'), 'separated'],
    ['a.csv', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0), 'npy'],
    ['a.npz', Uint8Array.of(0x50, 0x4b, 3, 4), 'npz'],
    ['a.csv', Uint8Array.of(0x50, 0x4b, 3, 4), 'zip'],
    ['a.csv', Uint8Array.of(0x1f, 0x8b, 8), 'gzip'],
    ['a', Uint8Array.of(0, 0, 8, 3), 'idx'],
    ['a.txt', Uint8Array.of(0, 0, 8, 3), 'separated'],
    ['a', png, 'png'],
    ['a.txt', png, 'separated'],
    ['a', wavFile([0, 1]), 'wav'],
    ['a', bytes('x y\n1 2'), 'separated'],
    ['a', Uint8Array.of(1, 0, 2), null],
    ['a.txt', bytes('MATLAB 5.0 MAT-file'), 'matlab'],
    ['a.pt', bytes('numbers'), null],
  ])('knows %s by its first bytes %#', (path, content, id) => {
    expect(readerByBytes(path, content, readers)?.id ?? null).toBe(id);
  });

  it('lets texts for people pass, unless something reads them', () => {
    expect(passedOver('set/notes.md', readers)).not.toBeNull();
    expect(passedOver('__MACOSX/a.csv', readers)).not.toBeNull();
    expect(passedOver('set/readme.csv', readers)).not.toBeNull();
    expect(passedOver('set/LICENSE', readers)).toBe('is a text for people');
    expect(passedOver('set/a.csv', readers)).toBeNull();
    // plates are no licence, whatever the word
    expect(passedOver('set/license_plate_1.png', readers)).toBeNull();
    expect(passedOver('set/license_plates.csv', readers)).toBeNull();
    const markdown = { ...(readers[0] as Reader), endings: ['md'] };
    expect(passedOver('set/notes.md', [markdown])).toBeNull();
  });
});

describe('what lies in what', () => {
  const table = times(12, (i) => `${i},${i * 2},${i % 5},${i % 7},${i % 2 ? 'p' : 'q'}`).join('\n');

  it('a compressed file is read, one that is compressed twice is not', async () => {
    const once = gzipSync(`a_x,a_y,b_x,b_y,label\n${table}`);
    expect((await load([fileOf('a.csv.gz', once)], FORMATS)).report.samples).toBe(12);
    await expect(load([fileOf('a.csv.gz', gzipSync(once))], FORMATS)).rejects.toThrow(
      'a.csv is an archive inside an archive.',
    );
  });

  it('a program’s file that is a ZIP inside is called what it is', async () => {
    const packed = { ...zip, open: () => Promise.reject(new Error('opened')) };
    const formats = { readers: readers.map((each) => (each === zip ? packed : each)), sets };
    for (const [path, sentence] of [
      ['a.pt', 'a.pt is a PyTorch file.'],
      ['a.docx', 'a.docx is a Word document.'],
    ] as const) {
      const file = fileOf(path, Uint8Array.of(0x50, 0x4b, 3, 4));
      await expect(load([file], formats)).rejects.toThrow(sentence);
    }
  });
});
