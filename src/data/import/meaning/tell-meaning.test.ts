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
    modalities: [{ name: 'Bill', shape: [2] }],
    groups: [],
    groupHeldApart: false,
    ...over,
  });

it('says each part in one sentence, and nothing of what is not there', () => {
  expect(tell({})).toEqual([
    'The class is column "kind": 2 classes (owl 50, tit 30).',
    'The split is drawn: 60 train, 20 test.',
    'One modality: Bill (2).',
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
  expect(said).toContain('Column "who" says whose the samples are (3); nobody is in two splits.');
  expect(said.at(-1)).toBe('What belongs together has the same value in "key".');
  expect(tell({ classFrom: 'file name part 3' })[0]).toContain('The class is file name part 3:');
  expect(tell({ pairedBy: 'class' }).at(-1)).toContain('Only the class joins the modalities');
});
