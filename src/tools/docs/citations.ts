/**
 * Finds what leads nowhere: links and paths in the documentation, and what comments in the code cite. A reader who
 * follows a citation must arrive, or the citation is worth less than none.
 */

/** The repository as the check sees it: every file's path, and the text of those that are text. */
export interface Repository {
  readonly paths: ReadonlySet<string>;
  read(path: string): string;
}

/** Something that leads nowhere, as `file:line: what`. */
export type Complaint = string;

const CODE = /\.(ts|tsx|mjs|mts|cjs|css|html)$/;

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[`*]|\[|\]\([^)]*\)/g, '')
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
}

function anchorsOf(markdown: string): Set<string> {
  return new Set(
    [...markdown.matchAll(/^#{1,6} (.+)$/gm)].map(([, words = '']) => anchorOf(words)),
  );
}

/** `pages/a.md` and `../b/c.md` give `b/c.md`; null for what leaves the repository. */
function resolve(from: string, target: string): string | null {
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

/** Whether a path is a file or a folder of the repository. */
function stands(repository: Repository, path: string): boolean {
  if (repository.paths.has(path)) return true;
  const folder = path.endsWith('/') ? path : `${path}/`;
  return [...repository.paths].some((each) => each.startsWith(folder));
}

/** The reason why a path with an optional anchor leads nowhere; null where it arrives. */
function whyNowhere(
  repository: Repository,
  path: string,
  anchor: string | undefined,
): string | null {
  if (!stands(repository, path)) return `there is no ${path}`;
  if (anchor && !anchorsOf(repository.read(path)).has(anchor)) {
    return `${path} has no heading #${anchor}`;
  }
  return null;
}

type Find = (line: string, file: string) => readonly (string | null)[];

/** Every formula that docs/method.md defines, by number. */
function formulasOf(repository: Repository): ReadonlySet<string> {
  const text = repository.paths.has('docs/method.md') ? repository.read('docs/method.md') : '';
  return new Set([...text.matchAll(/^\| \*\*(R\d+)\*\* \|/gm)].map(([, name = '']) => name));
}

/** What comments, and sentences in the code, may cite. */
function inCode(repository: Repository): Find {
  const formulas = formulasOf(repository);
  const all = function* (line: string, pattern: RegExp) {
    yield* line.matchAll(pattern);
  };
  const decision = (number: string) =>
    [...repository.paths].some((path) => path.startsWith(`.github/decisions/${number}-`));
  return (line) => [
    ...[...all(line, /\b(R\d+)\b(?![-.\d])/g)].map(([, name = '']) =>
      formulas.has(name) ? null : `docs/method.md defines no ${name}`,
    ),
    ...[...all(line, /(?<![\w./-])([A-Z][A-Z0-9-]+\.md)\b/g)].map(([, name = '']) =>
      repository.paths.has(name) ? null : `there is no ${name}; cite a page of docs`,
    ),
    ...[...all(line, /\b(docs\/[\w/-]+\.md)(?:#([\w-]+))?/g)].map(([, path = '', anchor]) =>
      whyNowhere(repository, path, anchor),
    ),
    ...[...all(line, /\b(docs\/[\w-]+\.md), curve (\d+)/g)].map(([, path = '', number = '']) =>
      repository.paths.has(path) && !new RegExp(`^${number}\\. `, 'm').test(repository.read(path))
        ? `${path} has no curve ${number}`
        : null,
    ),
    ...[...all(line, /\bdecision (\d{4})\b/g)].map(([, number = '']) =>
      decision(number) ? null : `there is no decision ${number}`,
    ),
  ];
}

/** What stands for a name in the path of a file that is still to be written: `method/methods/NAME.ts`. */
const PLACEHOLDER = /\/[^/]*[A-Z]{4,}[^/]*(\/.*)?$/;

/** Links, pictures and paths of source files in Markdown. */
function inMarkdown(repository: Repository): Find {
  return (line, file) => [
    ...[...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) {
        return target.startsWith('https://') ? null : `${target} is no https address`;
      }
      const [path = '', anchor] = target.split('#');
      const resolved = path === '' ? file : resolve(file, path);
      return resolved === null
        ? `${target} leads out of the repository`
        : whyNowhere(repository, resolved, anchor);
    }),
    ...[...line.matchAll(/`((?:[\w@.-]+\/)+[\w.-]+\.(?:ts|tsx|mjs|css|json|md|yml))`/g)].map(
      ([, path = '']) =>
        ['', 'src/'].some((root) => stands(repository, root + path.replace(PLACEHOLDER, '')))
          ? null
          : `there is no ${path}`,
    ),
  ];
}

/** Every citation and link that leads nowhere. Files whose path `skip` matches are not looked at. */
export function complaints(repository: Repository, skip: RegExp = /^$/): Complaint[] {
  const [code, markdown] = [inCode(repository), inMarkdown(repository)];
  const found: Complaint[] = [];
  for (const file of [...repository.paths].sort()) {
    const find = CODE.test(file) ? code : file.endsWith('.md') ? markdown : null;
    if (!find || skip.test(file)) continue;
    repository
      .read(file)
      .split('\n')
      .forEach((line, k) => {
        for (const what of find(line, file)) {
          if (what !== null) found.push(`${file}:${k + 1}: ${what}`);
        }
      });
  }
  return found;
}
