import { expect, it } from 'vitest';
import type { Meaning } from './meaning';
import { tellMeaning } from './tell-meaning';

const tell = (meaning: Partial<Meaning>, over: Partial<Parameters<typeof tellMeaning>[0]> = {}) =>
  tellMeaning({
    meaning: {
      classFrom: 'column kind',
      splitFrom: null,
      group: null,
      pairedBy: null,
      questions: [],
      ...meaning,
    },
    counts: { train: 60, validation: 0, test: 20 },
    classCounts: [
      { name: 'owl', count: 50 },
      { name: 'tit', count: 30 },
    ],
    samples: 80,
    modalities: [{ name: 'Bill', kind: 'vector', shape: [2], samples: 80 }],
    isHalved: false,
    groups: [],
    groupHeldApart: false,
    ...over,
  });

it('says each part in one sentence, and nothing of what is not there', () => {
  expect(tell({})).toEqual([
    'The class is column "kind": 2 classes (owl 50, tit 30).',
    'The split is drawn: 60 train, 20 test.',
    'One modality: "Bill" (2 numbers).',
  ]);
});

it('says where split, group and pairing stand', () => {
  const groups = ['ann', 'bob', 'cy'].map((name) => ({ name, count: 20 }));
  const said = tell(
    {
      classFrom: 'folder level 2',
      splitFrom: 'list test.txt',
      group: 'column who',
      pairedBy: 'id column key',
    },
    { groups, groupHeldApart: true },
  );
  expect(said).toContain('The class is folder level 2: 2 classes (owl 50, tit 30).');
  expect(said).toContain('The split is list "test.txt": 60 train, 20 test.');
  expect(said).toContain(
    'Column "who" says whose the samples are (3 groups), and no group is in two splits.',
  );
  expect(said.at(-1)).toBe('What belongs together has the same value in "key".');
  expect(tell({ classFrom: 'file name part 3' })[0]).toContain('The class is file name part 3:');
  expect(tell({ classFrom: 'columns ash, oak' })[0]).toContain(
    'The class is written out in the columns ash, oak: 2',
  );
  expect(tell({ splitFrom: 'list test.txt, val.txt' })[1]).toContain(
    'The split is that of the lists test.txt, val.txt: ',
  );
  for (const [group, said] of [
    ['subject', '"subject" says'],
    ['recording', 'The recording says'],
    ['folder level 1', 'Folder level 1 says'],
  ] as const) {
    expect(tell({ group }, { groups: ['a'] })[2]).toBe(
      `${said} whose the samples are (1 group), and some groups are in two splits.`,
    );
  }
  expect(tell({ pairedBy: 'class' }).at(-1)).toContain('Only the class joins the modalities');
});

it('says what a sample of each modality is, how many lack it, and that one was cut in two', () => {
  const of = (kind: 'image' | 'audio' | 'series' | 'text', ...shape: number[]) => ({
    ...{ name: kind, kind, shape, samples: 80 },
  });
  const modalities = [
    of('image', 28, 28, 1),
    { ...of('audio', 32, 32, 1), samples: 68 },
    of('series', 64, 3),
    of('text', 512),
  ];
  expect(tell({}, { modalities })[2]).toBe(
    '4 modalities: "image" (picture of 28 × 28 × 1), "audio" (sound as 32 × 32 × 1; 12 of 80 samples lack it), "series" (64 moments of 3 channels), "text" (text as 512 numbers).',
  );
  expect(tell({}, { modalities: modalities.slice(2), isHalved: true })[2]).toBe(
    'There is one modality only, so it is cut in two: "series" (64 moments of 3 channels), "text" (text as 512 numbers).',
  );
});
