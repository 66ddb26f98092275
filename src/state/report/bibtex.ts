/**
 * The works that a race rests on, as BibTeX, made of what each method's description cites. A citation that names authors,
 * title, venue and year becomes those fields; any other stands in a note as it is, for nothing is made up. Pure.
 */
import type { MethodDescription } from '../../protocol/catalogue';
import { latexText } from '../tables/table-text';

type Cited = Pick<MethodDescription, 'id' | 'label' | 'citation'>;

/** "Fan et al., TITLE, ACM MM 2024", with the arXiv number after it or not, and words before it or not. */
const WORK =
  /(?:^|\bin )(?<first>\p{Lu}[\p{L}-]+)(?: & (?<second>\p{Lu}[\p{L}-]+)|(?<others> et al\.))?, (?<title>.+), (?<venue>[^,]+?) (?<year>\d{4})(?:, arXiv [\d.]+\d)?\.?$/u;
const ARXIV = /arXiv (\d{4}\.\d{4,5})/;

type Field = readonly [name: string, value: string];

function fieldsOf({ label, citation }: Cited): readonly Field[] {
  const work = WORK.exec(citation)?.groups;
  const number = ARXIV.exec(citation)?.[1];
  const arxiv: readonly Field[] = number
    ? [
        ['eprint', number],
        ['archivePrefix', 'arXiv'],
      ]
    : [];
  if (!work) {
    return [['title', latexText(label)], ['note', latexText(citation)], ...arxiv];
  }
  const { first = '', second, others, title = '', venue = '', year = '' } = work;
  const authors = [first, ...(second ? [second] : []), ...(others ? ['others'] : [])];
  return [
    ['author', latexText(authors.join(' and '))],
    // in braces of its own, so that no style writes it in small letters
    ['title', `{${latexText(title)}}`],
    ['howpublished', latexText(venue)],
    ['year', year],
    ...arxiv,
  ];
}

const entry = (key: string, fields: readonly Field[]): string =>
  `@misc{${key},\n${fields.map(([name, value]) => `  ${name} = {${value}}`).join(',\n')}\n}`;

/**
 * @param methods those that raced; two of one id are one work.
 * @param program as files name what wrote them.
 */
export function bibtexOf(methods: readonly Cited[], program: string): string {
  const byId = new Map(methods.map((method) => [method.id, method]));
  return [
    ...[...byId.values()].map((method) => entry(method.id, fieldsOf(method))),
    entry('modality-lab', [
      ['title', '{Modality Lab}'],
      ['note', latexText(program)],
    ]),
  ].join('\n\n');
}
