/** Sources as BibTeX: what a citation names becomes fields, and what it does not name is not made up. */
import { expect, test } from 'vitest';
import { catalogue } from '../../method/catalogue';
import { measureCatalogue } from '../../method/measures/measure-catalogue';
import { bibtexOf } from './bibtex';

const PROGRAM = 'Modality Lab, build 3f2a9c1';

test('authors, title, venue, year and number of a work are fields', () => {
  const text = bibtexOf(
    [
      {
        id: 'di-mml',
        label: 'DI-MML',
        citation:
          'Fan et al., Detached and Interactive Multimodal Learning, ACM MM 2024, arXiv 2407.19514.',
      },
      {
        id: 'two',
        label: 'Two',
        citation:
          'A remedy; as compared in Yao & Mihalcea, Rates, and 50 % more, ACL Findings 2022.',
      },
    ],
    PROGRAM,
  );
  expect(text).toContain(
    [
      '@misc{di-mml,',
      '  author = {Fan and others},',
      '  title = {{Detached and Interactive Multimodal Learning}},',
      '  howpublished = {ACM MM},',
      '  year = {2024},',
      '  eprint = {2407.19514},',
      '  archivePrefix = {arXiv}',
      '}',
    ].join('\n'),
  );
  expect(text).toContain('author = {Yao and Mihalcea}');
  expect(text).toContain('title = {{Rates, and 50 \\% more}}');
  expect(text).toContain(`note = {${PROGRAM}}`);
});

test('a citation of another form is a note, with its number', () => {
  const text = bibtexOf(
    [{ id: 'joint', label: 'Joint', citation: 'The common baseline; loss R1, arXiv 2407.19514.' }],
    PROGRAM,
  );
  expect(text).toContain('note = {The common baseline; loss R1, arXiv 2407.19514.}');
  expect(text).toContain('eprint = {2407.19514}');
  expect(text).not.toMatch(/author|year/);
});

test('every work that a method or a measure of this build cites is one entry that BibTeX can read', () => {
  const cited = measureCatalogue.flatMap(({ citation, ...rest }) =>
    citation ? [{ ...rest, citation }] : [],
  );
  const entries = bibtexOf([...catalogue, ...catalogue, ...cited], PROGRAM).split('\n\n');
  // methods and measures of one paper are one work
  const works = new Set([...catalogue, ...cited].map(({ citation }) => citation));
  expect(entries).toHaveLength(works.size + 1);
  for (const { id } of cited.filter(({ citation }) =>
    catalogue.every((method) => method.citation !== citation),
  )) {
    expect(
      entries.find((entry) => entry.startsWith(`@misc{${id},`)),
      id,
    ).toMatch(/author = .*year = /s);
  }
  for (const entry of entries) {
    expect(entry).toMatch(/^@misc\{[\w-]+,\n( {2}\w+ = \{.+\},?\n)+\}$/);
    const count = (sign: string) => entry.split(sign).length;
    expect(count('{'), entry).toBe(count('}'));
  }
});
