/**
 * Texts as people have them, each layout in a small form of its own: in columns, in files beside pictures and sounds,
 * in files alone; and what looks like text and is none.
 */
import { describe, expect, it } from 'vitest';
import { fileOf, importOptionsFor, spokenDecoders } from '../../../testing/import-fixtures';
import { readSamples } from '../../read-samples';
import { summarise } from '../../summarise';
import { importData } from '../import-data';
import type { ImportOptions } from '../options';

const read = (
  files: Readonly<Record<string, string | readonly string[]>>,
  over: Partial<ImportOptions> = {},
) =>
  importData(
    Object.entries(files).map(([path, content]) =>
      fileOf(path, typeof content === 'string' ? content : content.join('\n')),
    ),
    importOptionsFor(over),
    spokenDecoders,
  );
const rows = <T>(count: number, row: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i));
const times = (
  count: number,
  entry: (i: number) => readonly [string, string],
): Record<string, string> => Object.fromEntries(rows(count, entry));
const pick = <T>(list: readonly T[], i: number) => list[i % list.length] as T;
const kinds = ({ dataSet }: Awaited<ReturnType<typeof read>>) =>
  dataSet.modalities.map(({ id, kind }) => [id, kind]);
const said = ({ dataSet }: Awaited<ReturnType<typeof read>>, id: string) =>
  dataSet.modalities.find((modality) => modality.id === id)?.texts;

const ANIMALS = ['cat', 'dog', 'old horse', 'grey goose', 'small owl', 'fish'];
const DOES = ['sleeps near', 'runs around', 'looks at', 'stands behind', 'walks past'];
const PLACES = [
  'the house',
  'a river',
  'the red barn',
  'a tall tree',
  'the village',
  'my window',
  'us',
];
/** Sentences of which few are alike. */
const sentence = (i: number) =>
  `The ${pick(ANIMALS, i)} ${pick(DOES, i)} ${pick(PLACES, i * 3 + 1)} ${i > 40 ? 'again' : 'today'}.`;
const grey = (i: number) => `grey ${((i * 13) % 90) / 100}`;
const tone = (i: number) => `tone ${200 + i * 17}`;

describe('a column of sentences', () => {
  it('is a modality beside columns of numbers, and words with few values stay columns', async () => {
    const made = await read(
      {
        'reviews.csv': [
          'Clothing ID,Age,Title,Review Text,Rating,Department,Recommended',
          ...rows(
            60,
            (i) =>
              `${1000 + (i % 7)},${20 + (i % 40)},${i % 3 === 0 ? '' : `Nice ${pick(ANIMALS, i)} ${i}`},"${sentence(i)} It is worn, washed, and worn.",${1 + (i % 5)},${pick(['Dresses', 'Tops'], i)},${i % 2}`,
          ),
        ],
      },
      { label: 'Recommended' },
    );
    expect(kinds(made)).toEqual([
      ['columns', 'vector'],
      ['title', 'text'],
      ['review-text', 'text'],
    ]);
    expect(made.dataSet.modalities[0]?.featureNames).toContain('Department=Tops');
    expect(said(made, 'review-text')).toContain(`${sentence(0)} It is worn, washed, and worn.`);
    expect(made.report.choices.join()).toContain('20 of 60 samples lack "Title"');
  });

  it('alone with a class is cut in two, as exports with empty columns at their end have it', async () => {
    const made = await read({
      'spam.csv': [
        'v1,v2,,,',
        ...rows(60, (i) => `${pick(['ham', 'ham', 'spam'], i)},"${sentence(i)}, ok?",,,`),
      ],
    });
    expect(made.report.meaning.classFrom).toBe('column v1');
    expect(kinds(made)).toEqual([
      ['beginning', 'text'],
      ['end', 'text'],
    ]);
    const ends = said(made, 'end');
    expect(said(made, 'beginning')?.map((text, i) => `${text} ${ends?.[i]}`)).toContain(
      `${sentence(0)}, ok?`,
    );
  });

  it('is read from tab separated lines without names too', async () => {
    const made = await read({
      SMSCollection: rows(60, (i) => `${pick(['ham', 'spam'], i)}\t${sentence(i)} "quoted`),
    });
    expect(made.dataSet.classNames).toEqual(['ham', 'spam']);
    expect(kinds(made).map(([, kind]) => kind)).toEqual(['text', 'text']);
  });

  it('two of them are two modalities, and ids of pairs are neither', async () => {
    const made = await read(
      {
        'pairs.tsv': [
          'id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate',
          ...rows(
            50,
            (i) => `${i}\t${2 * i}\t${2 * i + 1}\t${sentence(i)}\t${sentence(i + 5)}\t${i % 2}`,
          ),
        ],
      },
      { label: 'is_duplicate' },
    );
    expect(kinds(made)).toEqual([
      ['question1', 'text'],
      ['question2', 'text'],
    ]);
  });

  it('is found in every script', async () => {
    for (const text of [
      (i: number) =>
        `${pick(['猫', '犬', '鳥'], i)}が${pick(['庭', '家', '川', '山'], i)}で寝ている${i}匹`,
      (i: number) =>
        `${pick(['القطة', 'الكلب'], i)} ${pick(['تنام', 'يركض', 'يأكل'], i)} في البيت رقم ${i}`,
      (i: number) =>
        `${pick(['Кошка', 'Собака'], i)} спит у ${pick(['дома', 'реки'], i)} номер ${i}`,
      (i: number) => `so happy 🎉🎉 today ${pick(['😀', '😡', '🦊'], i)} mood number ${i}`,
    ]) {
      const made = await read({
        't.jsonl': rows(40, (i) => JSON.stringify({ text: text(i), size: i / 7, label: i % 2 })),
      });
      expect(kinds(made)).toContainEqual(['text', 'text']);
      expect(said(made, 'text')).toContain(text(3));
    }
  });

  it('names, addresses and codes are none', async () => {
    const made = await read({
      'passengers.csv': [
        'Survived,Name,Age,Ticket,Cabin,Fare',
        ...rows(
          60,
          (i) =>
            `${i % 2},"Mr. ${pick(ANIMALS, i)} ${i}",${20 + i},${pick(['A/5 2117', 'PC 1759', 'STON/O2. 310'], i)}${i},C${i},${i / 3}`,
        ),
      ],
    });
    expect(kinds(made).some(([, kind]) => kind === 'text')).toBe(false);
    expect(made.report.leftOut.map(({ reason }) => reason).join()).toContain('names or codes');
  });

  it('may be named as a modality, alone', async () => {
    const files = {
      't.csv': [
        'note,a,b,label',
        ...rows(
          40,
          (i) => `"${pick(ANIMALS, i)} ${i * 7}",${i / 3},${(i * 7) % 11},${pick(['x', 'y'], i)}`,
        ),
      ],
    };
    const made = await read(files, { modalities: { note: ['note'], numbers: ['a', 'b'] } });
    expect(kinds(made)).toEqual([
      ['note', 'text'],
      ['numbers', 'vector'],
    ]);
    await expect(read(files, { modalities: { all: ['note', 'a'], b: ['b'] } })).rejects.toThrow(
      'holds texts of many kinds, so it cannot be part of the modality all beside other columns',
    );
  });
});

describe('a column of sentences beside a column of files', () => {
  it('is a modality, as JSON lines of memes have it, with parts to train and to test', async () => {
    const line = (i: number) =>
      JSON.stringify({ id: 4000 + i, img: `img/${4000 + i}.png`, label: i % 2, text: sentence(i) });
    const made = await read({
      'train.jsonl': rows(30, line),
      'dev.jsonl': rows(10, (i) => line(i + 30)),
      'test.jsonl': rows(5, (i) =>
        JSON.stringify({ id: 4040 + i, img: `img/${4040 + i}.png`, text: 'x' }),
      ),
      ...times(45, (i) => [`img/${4000 + i}.png`, grey(i)]),
    });
    expect(kinds(made)).toEqual([
      ['img', 'image'],
      ['text', 'text'],
    ]);
    expect(made.report.counts).toMatchObject({ train: 30 });
    expect(made.report.samples).toBe(40);
    expect(said(made, 'text')).toContain(sentence(7));
  });

  it('is a modality beside numbers and files', async () => {
    const made = await read({
      'products.csv': [
        'picture,title_text,price,weight,category',
        ...rows(
          40,
          (i) => `${i}.png,"${sentence(i)}",${i * 3},${(i * 7) % 13},${pick(['toy', 'book'], i)}`,
        ),
      ],
      ...times(40, (i) => [`pictures/${i}.png`, grey(i)]),
    });
    expect(kinds(made)).toEqual([
      ['picture', 'image'],
      ['columns', 'vector'],
      ['title-text', 'text'],
    ]);
  });
});

describe('texts in files of their own', () => {
  it('belong to the pictures of the same names', async () => {
    const made = await read({
      ...times(24, (i) => [`${pick(['cat', 'dog'], i)}/${i}.png`, grey(i)]),
      ...times(24, (i) => [`${pick(['cat', 'dog'], i)}/${i}.txt`, `${sentence(i)}\n`]),
    });
    expect(kinds(made)).toEqual([
      ['picture', 'image'],
      ['text', 'text'],
    ]);
    expect(made.report.samples).toBe(24);
    expect(made.report.meaning.pairedBy).toBe('name');
    expect(said(made, 'text')).toContain(sentence(3));
  });

  it('may lie in a folder of texts, with names of their own ending', async () => {
    const made = await read({
      ...times(20, (i) => [`photos/${pick(['elm', 'oak'], i)}/tree_${i}_img.png`, grey(i)]),
      ...times(20, (i) => [
        `captions/${pick(['elm', 'oak'], i)}/tree_${i}_caption.txt`,
        sentence(i),
      ]),
    });
    expect(kinds(made).sort()).toEqual([
      ['captions', 'text'],
      ['photos', 'image'],
    ]);
    expect(made.report.samples).toBe(20);
  });

  it('may be one file in the folder of each sample', async () => {
    const made = await read({
      ...times(20, (i) => [`${pick(['elm', 'oak'], i)}/s${i}/photo.png`, grey(i)]),
      ...times(20, (i) => [`${pick(['elm', 'oak'], i)}/s${i}/caption.txt`, sentence(i)]),
      ...times(20, (i) => [`${pick(['elm', 'oak'], i)}/s${i}/voice.wav`, tone(i)]),
    });
    expect(
      kinds(made)
        .map(([, kind]) => kind)
        .sort(),
    ).toEqual(['audio', 'image', 'text']);
    expect(made.report.samples).toBe(20);
  });

  it('say the first line only where the others are translations of it', async () => {
    const made = await read({
      ...times(16, (i) => [`${pick(['plants', 'animals'], i)}/thing${i}.png`, grey(i)]),
      ...times(16, (i) => [
        `${pick(['plants', 'animals'], i)}/thing${i}.txt`,
        `${sentence(i)}\nde.utf8=Ein Ding ${i}.\nfr.utf8=Une chose ${i}.\npt_BR.utf8=Uma coisa.`,
      ]),
    });
    expect(said(made, 'text')).toContain(sentence(2));
    expect(said(made, 'text')?.join()).not.toContain('Ding');
  });

  it('are a data set by themselves, in class folders and their own split', async () => {
    const made = await read({
      ...times(20, (i) => [
        `train/${pick(['pos', 'neg'], i)}/${i}_${1 + (i % 9)}.txt`,
        sentence(i),
      ]),
      ...times(12, (i) => [
        `test/${pick(['pos', 'neg'], i)}/${i}_${1 + (i % 9)}.txt`,
        sentence(i + 20),
      ]),
      'imdb.vocab': rows(50, (i) => `word${i}`),
    });
    expect(made.dataSet.classNames).toEqual(['neg', 'pos']);
    expect(made.report.counts).toMatchObject({ train: 20, test: 12 });
    expect(kinds(made)).toEqual([
      ['beginning', 'text'],
      ['end', 'text'],
    ]);
  });

  it('may have no ending, as posts of news groups', async () => {
    const made = await read(
      times(30, (i) => [
        `news/${pick(['sci.space', 'rec.autos', 'talk.misc'], i)}/${53000 + i}`,
        `From: someone\nSubject: ${sentence(i)}\n\n${sentence(i + 3)}\nBye,\nme`,
      ]),
    );
    expect(made.dataSet.classNames).toEqual(['rec.autos', 'sci.space', 'talk.misc']);
    expect(made.report.samples).toBe(30);
  });

  it('may be named by a table', async () => {
    const made = await read({
      'list.csv': [
        'audio,transcript,label',
        ...rows(24, (i) => `a/${i}.wav,t/${i}.txt,${pick(['calm', 'angry'], i)}`),
      ],
      ...times(24, (i) => [`a/${i}.wav`, tone(i)]),
      ...times(24, (i) => [`t/${i}.txt`, sentence(i)]),
    });
    expect(kinds(made)).toEqual([
      ['audio', 'audio'],
      ['transcript', 'text'],
    ]);
  });
});

describe('what is no text', () => {
  const pictures = times(20, (i) => [`set/${pick(['cat', 'dog'], i)}/${i}.png`, grey(i)]);

  it('places of things in pictures, as numbers', async () => {
    const made = await read({
      ...pictures,
      ...times(20, (i) => [
        `set/${pick(['cat', 'dog'], i)}/${i}.txt`,
        `0 0.5 0.5 0.2 0.${i}\n1 0.4 0.3 0.1 0.2`,
      ]),
    });
    expect(kinds(made).map(([, kind]) => kind)).toEqual(['image', 'image']);
  });

  it('the name of the class in a file beside each picture', async () => {
    const made = await read({
      ...pictures,
      ...times(20, (i) => [`set/${pick(['cat', 'dog'], i)}/${i}.txt`, pick(['cat', 'dog'], i)]),
    });
    expect(kinds(made).map(([, kind]) => kind)).toEqual(['image', 'image']);
  });

  it('lists of files, and texts for people', async () => {
    const made = await read({
      ...pictures,
      'training_list.txt': rows(14, (i) => `${pick(['cat', 'dog'], i)}/${i}.png`),
      'testing_list.txt': rows(6, (i) => `${pick(['cat', 'dog'], i + 14)}/${i + 14}.png`),
      'README.txt': 'Pictures of cats and dogs. Please cite us.',
    });
    expect(kinds(made).map(([, kind]) => kind)).toEqual(['image', 'image']);
    expect(made.report.meaning.splitFrom).toContain('list');
  });
});

it('what was said travels with previews and samples that are read, and not with the summary', async () => {
  const { dataSet } = await read({
    't.jsonl': rows(40, (i) => JSON.stringify({ text: sentence(i), size: i, label: i % 2 })),
  });
  const { modalities, previews } = summarise(dataSet);
  expect(modalities.some((modality) => 'texts' in modality)).toBe(false);
  const [preview] = previews;
  const texts = dataSet.modalities.map((each) => each.texts?.[preview?.row ?? -1] ?? null);
  expect(preview?.texts).toEqual(texts);
  expect(readSamples(dataSet, [preview?.row ?? -1]).texts).toEqual([texts]);
});

it('what the page shows is shortened, on one line, and turns nothing around', async () => {
  const made = await read({
    't.jsonl': rows(40, (i) =>
      JSON.stringify({
        text: i === 0 ? `<b>bold</b>\n\u202eevil \u0000 ${'word '.repeat(400)}` : sentence(i),
        size: i,
        label: i % 2,
      }),
    ),
  });
  const shown = said(made, 'text')?.find((text) => text?.startsWith('<b>'));
  expect(shown).toMatch(/^<b>bold<\/b> evil word .*…$/);
  expect(shown?.length).toBeLessThanOrEqual(601);
});
