/**
 * Folders as people have them, each kind in a small form of its own: which level is the class, the modality, the
 * split, the group, and how pictures and sounds belong together.
 */
import { describe, expect, it } from 'vitest';
import { importOptionsFor } from '../../../testing/import-fixtures';
import type { ImportOptions } from '../options';
import type { GatheredFile } from '../reader';
import { FORMATS } from '../readers';
import { readerByName } from '../sniff';
import { folderSamples } from './class-folders';
import type { SplitList } from './split-lists';

const file = (path: string): GatheredFile => {
  const reader = readerByName(path, FORMATS.readers);
  if (reader?.gives !== 'image' && reader?.gives !== 'sound') throw new Error(path);
  return { path, size: 1, kind: reader.gives, reader, bytes: async () => new Uint8Array(1) };
};
const read = (
  paths: readonly string[],
  over: Partial<ImportOptions> = {},
  lists: readonly SplitList[] = [],
) => folderSamples(paths.map(file), importOptionsFor(over), lists);
const times = (count: number, path: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => path(i));
const classes = (raw: ReturnType<typeof read>) =>
  [...new Set(raw.samples.map(({ label }) => label))].sort();
const ids = (raw: ReturnType<typeof read>) => raw.modalities.map(({ id }) => id);

describe('levels of folders', () => {
  it('are the class where there is one, and a stray file is left out', () => {
    const raw = read([
      ...times(6, (i) => `oak/${i}.png`),
      ...times(6, (i) => `elm/${i}.png`),
      'preview.png',
    ]);
    expect([classes(raw), raw.samples.length]).toEqual([['elm', 'oak'], 12]);
    expect(raw.meaning).toMatchObject({ classFrom: 'folder level 1', pairedBy: null });
    expect(raw.leftOut).toMatchObject([{ file: 'preview.png', count: 1, unit: 'file' }]);
  });

  it('are the split wherever their names say so, however often', () => {
    const raw = read([
      ...['oak', 'elm'].flatMap((name) => [
        ...times(6, (i) => `trees_train/trees_train/${name}/${i}.png`),
        ...times(2, (i) => `trees_val/trees_val/${name}/${i}.png`),
        ...times(3, (i) => `trees_test/trees_test/${name}/${i}.png`),
      ]),
    ]);
    expect([classes(raw), ids(raw), raw.meaning.splitFrom]).toEqual([
      ['elm', 'oak'],
      ['picture'],
      'folders',
    ]);
    const of = (split: string) => raw.samples.filter((each) => each.split === split).length;
    expect([of('train'), of('validation'), of('test')]).toEqual([12, 4, 6]);
  });

  it('of kinds of files may hold a few of the other kind: what a file is says its modality', () => {
    for (const sides of ['images sounds', 'links stapel']) {
      const [one, other] = sides.split(' ');
      const raw = read(
        ['oak', 'elm'].flatMap((name) =>
          Array.from({ length: 8 }, (_, i) => {
            const isWrong = name === 'oak' && i < 2;
            return [
              `${isWrong ? other : one}/${name}/${i}.png`,
              `${isWrong ? one : other}/${name}/${i}.wav`,
            ];
          }).flat(),
        ),
      );
      expect([classes(raw), ids(raw).sort(), raw.samples.length]).toEqual([
        ['elm', 'oak'],
        ['picture', 'sound'],
        16,
      ]);
      expect(raw.meaning).toMatchObject({ classFrom: 'folder level 2', pairedBy: 'name' });
    }
  });

  it('that only say the kind of files are no class', () => {
    expect(() => read(times(8, (i) => `images/${i}.png`))).toThrow('do not say which class');
  });

  it('leave out a test folder without classes, and folders beside the classes', () => {
    const raw = read([
      ...['oak', 'elm', '_noise_'].flatMap((name) => times(6, (i) => `train/${name}/${i}.png`)),
      ...times(5, (i) => `test/${i}.png`),
    ]);
    expect(classes(raw)).toEqual(['elm', 'oak']);
    expect(raw.samples.every(({ split }) => split === null)).toBe(true);
    expect(raw.leftOut.map(({ count }) => count).sort()).toEqual([5, 6]);
    expect(raw.leftOut.map(({ reason }) => reason).join()).toContain('_noise_');
  });

  it('are the modality where their names mean kinds of data, above or below the class', () => {
    for (const path of [
      (kind: string, name: string, i: number) => `set/${name}/${kind}/${i}`,
      (kind: string, name: string, i: number) => `set/${kind}/${name}/${i}`,
    ]) {
      const raw = read([
        ...['oak', 'elm'].flatMap((name) => [
          ...times(5, (i) => `${path('photos', name, i)}.png`),
          ...times(5, (i) => `${path('wavs', name, i)}.wav`),
        ]),
      ]);
      expect([classes(raw), ids(raw).sort()]).toEqual([
        ['elm', 'oak'],
        ['photos', 'wavs'],
      ]);
      expect(raw.samples).toHaveLength(10);
      expect(raw.meaning.pairedBy).toBe('name');
    }
  });

  it('are a group where they name people, and the class then stands in the file names', () => {
    const raw = read(
      [1, 2, 3].flatMap((who) =>
        ['01', '02', '03', '04'].flatMap((what) =>
          ['01', '02'].map((take) => `Speaker_0${who}/07-${what}-01-${take}-0${who}.wav`),
        ),
      ),
    );
    expect(classes(raw)).toEqual(['01', '02', '03', '04']);
    expect(raw.meaning).toMatchObject({
      classFrom: 'file name part 2',
      group: 'folder level 1',
      questions: [{ options: [{ choices: { label: 'file name part 2' } }, {}] }],
    });
    expect(new Set(raw.samples.map(({ group }) => group)).size).toBe(3);
  });

  it('are asked about where classes and people cannot be told apart, and are swapped on demand', () => {
    const paths = ['ann', 'bob', 'cy'].flatMap((who) =>
      ['yes', 'no'].flatMap((word) => times(3, (i) => `${who}/${word}/${i}.wav`)),
    );
    const raw = read(paths);
    expect(classes(raw)).toEqual(['no', 'yes']);
    expect(raw.meaning).toMatchObject({ classFrom: 'folder level 2', group: 'folder level 1' });
    const [question] = raw.meaning.questions;
    expect(question?.options.map(({ choices }) => choices)).toEqual([
      { label: 'folder level 2', group: 'folder level 1' },
      { label: 'folder level 1', group: 'folder level 2' },
    ]);
    const swapped = read(paths, { label: 'folder level 1', group: 'folder level 2' });
    expect([classes(swapped), swapped.meaning.questions]).toEqual([['ann', 'bob', 'cy'], []]);
  });

  it('are asked about where the names hold a word that each of them has', () => {
    const raw = read(
      ['ann', 'bob', 'cy'].flatMap((who) =>
        times(8, (i) => `${who}/${i % 2 ? 'no' : 'yes'}_${i}.wav`),
      ),
    );
    expect(classes(raw)).toEqual(['ann', 'bob', 'cy']);
    expect(raw.meaning.questions[0]?.options.map(({ choices }) => choices)).toEqual([
      { label: 'folder level 1', group: 'none' },
      { label: 'file name part 1', group: 'folder level 1' },
    ]);
  });

  it('are the modality where they name sides of the same thing, though files are only numbered', () => {
    const raw = read(
      ['oak', 'elm'].flatMap((name) =>
        ['left', 'right'].flatMap((side) => times(6, (i) => `${name}/${side}/${i}.png`)),
      ),
    );
    expect([classes(raw), ids(raw), raw.samples.length]).toEqual([
      ['elm', 'oak'],
      ['left', 'right'],
      12,
    ]);
    // where nothing else is the class, they are
    const alone = read(['left', 'right'].flatMap((side) => times(6, (i) => `${side}/${i}.png`)));
    expect(classes(alone)).toEqual(['left', 'right']);
  });

  it('are not asked about where a word in the names only says the modality', () => {
    const raw = read(
      ['oak', 'elm'].flatMap((name) => [
        ...times(6, (i) => `looks/${name}/look_${i}.png`),
        ...times(6, (i) => `noises/${name}/noise_${i}.wav`),
      ]),
    );
    expect([classes(raw), raw.meaning.questions]).toEqual([['elm', 'oak'], []]);
  });

  it('that only store files say nothing', () => {
    const raw = read([
      ...times(6, (i) => `pictures_part_1/oak_${i}.png`),
      ...times(6, (i) => `pictures_part_2/elm_${i}.png`),
    ]);
    expect([classes(raw), raw.meaning.classFrom]).toEqual([['elm', 'oak'], 'file name part 1']);
  });

  it('of one sample each hold its files', () => {
    const raw = read(
      ['oak', 'elm'].flatMap((name) =>
        times(5, (i) => `${name}/s${i}`).flatMap((folder) => [
          `${folder}/look.png`,
          `${folder}/hear.wav`,
        ]),
      ),
    );
    expect([classes(raw), raw.samples.length]).toEqual([['elm', 'oak'], 10]);
    expect(raw.meaning).toMatchObject({ classFrom: 'folder level 1', pairedBy: 'name' });
  });
});

describe('names of files', () => {
  it('hold the class where no folder does', () => {
    for (const name of [
      (word: string, i: number) => `${word}.${i}.png`,
      (word: string, i: number) => `${word}${i}.png`,
      (word: string, i: number) => `${word} (${i}).png`,
    ]) {
      const raw = read(['oak', 'elm', 'ash'].flatMap((word) => times(8, (i) => name(word, i))));
      expect(classes(raw)).toEqual(['ash', 'elm', 'oak']);
    }
  });

  it('that say nothing are refused', () => {
    expect(() => read(times(12, (i) => `IMG_${1000 + i}.png`))).toThrow(
      'The folders do not say which class a file is of',
    );
  });

  it('pair pictures and sounds whatever their padding, capitals, accents, and what all of a side share', () => {
    const sides: readonly (readonly [(i: number) => string, (i: number) => string])[] = [
      [(i) => `n_${i}`, (i) => `n_00${i}`],
      [(i) => `Mu\u0308cke${i}`, (i) => `MÜCKE${i}`],
      [(i) => `${i}_oak_look`, (i) => `${i}_oak_hear`],
      [(i) => `cam-${i}`, (i) => `mic-${i}`],
    ];
    for (const [picture, sound] of sides) {
      const raw = read(
        ['one', 'two'].flatMap((name) => [
          ...times(6, (i) => `picture/${name}/${picture(i)}.png`),
          ...times(6, (i) => `sound/${name.toUpperCase()}/${sound(i)}.wav`),
        ]),
      );
      expect([raw.samples.length, raw.meaning.pairedBy]).toEqual([12, 'name']);
      expect(raw.leftOut).toEqual([]);
    }
  });

  it('end in what tells two sounds of one thing apart, and most things may lack something', () => {
    const raw = read(
      ['oak', 'elm'].flatMap((name) => [
        ...times(12, (i) => `${name}/${name}${i}.png`),
        ...times(6, (i) => `${name}/${name}${2 * i}_spoken.wav`),
        ...times(3, (i) => `${name}/${name}${4 * i}.wav`),
      ]),
    );
    expect(ids(raw).sort()).toEqual(['picture', 'sound', 'sound-spoken']);
    expect([raw.samples.length, raw.meaning.pairedBy]).toEqual([24, 'name']);
    const whole = raw.samples.filter(({ sources }) => !sources.includes(null));
    expect(whole).toHaveLength(6);
    // every sound has its picture, so nothing is doubted
    expect(raw.meaning.questions).toEqual([]);
  });

  it('that end in the class, or in a word that few have, are not told apart by it', () => {
    const acted = read(
      times(40, (i) => `s${i % 5}/take${Math.floor(i / 10)}_${i % 2 ? 'sad' : 'happy'}_${i}.wav`),
    );
    expect(ids(acted)).toEqual(['sound']);
    const few = read(
      ['oak', 'elm'].flatMap((name) => [
        ...times(8, (i) => `${name}/${i}.png`),
        `${name}/3_copy.png`,
      ]),
    );
    expect([ids(few), few.samples.length]).toEqual([['picture'], 18]);
  });

  it('that join nothing but the class are paired within it, and that is asked', () => {
    const raw = read(
      ['oak', 'elm'].flatMap((name) => [
        ...times(6, (i) => `picture/${name}/IMG_${i * 37}.png`),
        ...times(5, (i) => `sound/${name}/rec${String.fromCharCode(97 + i)}.wav`),
      ]),
    );
    expect([raw.samples.length, raw.meaning.pairedBy]).toEqual([10, 'class']);
    const [question] = raw.meaning.questions;
    expect(question?.options[0]?.text).toContain('any sound of a class with any picture of it');
    // every file is accounted for
    expect(raw.leftOut).toMatchObject([{ count: 2, unit: 'file' }]);
  });
});

describe('lists of file names', () => {
  it('give the split: the listed files are of theirs, the others train', () => {
    const list = (name: string, split: 'test' | 'validation', i: readonly number[]): SplitList => ({
      file: name,
      split,
      paths: ['oak', 'elm'].flatMap((each) => i.map((n) => `${each}/${n}.wav`)),
    });
    const raw = read(
      ['oak', 'elm'].flatMap((name) => times(8, (i) => `${name}/${i}.wav`)),
      {},
      [list('testing_list.txt', 'test', [0, 1]), list('validation_list.txt', 'validation', [2])],
    );
    expect(raw.meaning.splitFrom).toBe('list testing_list.txt, validation_list.txt');
    const of = (split: string) => raw.samples.filter((each) => each.split === split).length;
    expect([of('train'), of('validation'), of('test')]).toEqual([10, 2, 4]);
  });
});
