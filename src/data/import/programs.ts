/**
 * Programs, documents and settings that lie beside data, or are opened in its place: what each is called, by its ending.
 * Imports this folder only.
 */
import { groupBy } from './group-by';
import { extensionOf } from './source-file';

interface Beside {
  readonly endings: readonly string[];
  /** With its article: "a Python program". */
  readonly one: string;
  readonly many: string;
}

const named = (endings: string, one: string, many: string): Beside => ({
  endings: endings.split(' '),
  one,
  many,
});
const program = (endings: string, language: string): Beside =>
  named(
    endings,
    `${/^[aeiou]|^R$/i.test(language) ? 'an' : 'a'} ${language} program`,
    `${language} programs`,
  );

const BESIDE: readonly Beside[] = [
  program('py pyw', 'Python'),
  named('ipynb', 'a Jupyter notebook', 'Jupyter notebooks'),
  program('r rmd', 'R'),
  program('m', 'MATLAB'),
  program('js mjs cjs jsx', 'JavaScript'),
  program('ts tsx', 'TypeScript'),
  program('java class', 'Java'),
  program('kt', 'Kotlin'),
  program('swift', 'Swift'),
  program('c h', 'C'),
  program('cpp cc cxx hpp', 'C++'),
  program('cs', 'C#'),
  program('go', 'Go'),
  program('rs', 'Rust'),
  program('rb', 'Ruby'),
  program('php', 'PHP'),
  program('sql', 'SQL'),
  named('ino', 'an Arduino sketch', 'Arduino sketches'),
  named('sb2 sb3', 'a Scratch project', 'Scratch projects'),
  named('sh bash bat cmd ps1', 'a script', 'scripts'),
  named('html htm css', 'a part of a web page', 'parts of web pages'),
  named('md rst tex', 'a text for people', 'texts for people'),
  named('pdf', 'a PDF document', 'PDF documents'),
  named('log', 'a log', 'logs'),
  named('ini cfg conf yaml yml toml lock', 'a file of settings', 'files of settings'),
];

/** What a file is where it is a program, a document or settings; null for others. */
export const besideData = (path: string): Pick<Beside, 'one' | 'many'> | null =>
  BESIDE.find(({ endings }) => endings.includes(extensionOf(path))) ?? null;

/** Names of files of a kind that a sentence lists. */
const MOST_NAMED = 3;

/** `3 Python programs (a.py, b.py, c.py)` for each kind among these, the most frequent first. */
export function besideInWords(paths: readonly string[]): string[] {
  return [...groupBy(paths, besideData)]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([kind, some]) => {
      if (!kind) return [];
      const { one, many } = kind;
      const shown = some.slice(0, MOST_NAMED).join(', ');
      return some.length === 1
        ? `${one} (${shown})`
        : `${some.length} ${many} (${shown}${some.length > MOST_NAMED ? ' ...' : ''})`;
    });
}
