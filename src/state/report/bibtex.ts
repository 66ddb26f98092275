/**
 * The works that a race rests on, as BibTeX, made of what each method's and measure's description cites. A citation that names authors,
 * title, venue and year becomes those fields; any other stands in a note as it is, for nothing is made up. Pure.
 */
import { latexText } from '../tables/table-text';

/** A method or a measure that says after whom it is. */
interface Cited {
  readonly id: string;
  readonly label: string;
  readonly citation: string;
}

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
 * @param cited methods that raced, then measures; two of one id or one citation are one work, of the first.
 * @param program as files name what wrote them.
 */
export function bibtexOf(cited: readonly Cited[], program: string): string {
  const works = cited.filter(
    ({ id, citation }, place) =>
      cited.findIndex((each) => each.id === id || each.citation === citation) === place,
  );
  return [
    ...works.map((work) => entry(work.id, fieldsOf(work))),
    entry('modality-lab', [
      ['title', '{Modality Lab}'],
      ['note', latexText(program)],
    ]),
  ].join('\n\n');
}
