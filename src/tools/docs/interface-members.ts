/** The members of an interface with their comments, read from the source: TypeScript 7 has no API to ask. */
import { readFileSync } from 'node:fs';

interface Member {
  readonly signature: string;
  /** Its comment in one line; empty where it has none. */
  readonly words: string;
}

/** Comment stars and tags taken off. */
const wordsOf = (comment: string) =>
  comment
    .replaceAll(/^\s*\/?\*+\/?/gm, '')
    .replaceAll(/\*\/\s*$/g, '')
    .replaceAll(/@param (\w+)/g, '`$1`:')
    .replaceAll(/\s+/g, ' ')
    .trim();

/**
 * @param file of the source, from the project's folder. @param name of the interface.
 * @throws Error where the file has no such interface.
 */
export function membersOf(file: string, name: string): Member[] {
  const source = readFileSync(file, 'utf8');
  const body = new RegExp(`^export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)^\\}`, 'm').exec(
    source,
  )?.[1];
  if (body === undefined) throw new Error(`${file} has no interface ${name} any more.`);
  return [...body.matchAll(/^ {2}(\/\*\*[\s\S]*?\*\/\n {2})?(?:readonly )?(\w[^;]*);$/gm)].map(
    ([, comment = '', signature = '']) => ({
      signature: signature.replaceAll(/\s+/g, ' '),
      words: wordsOf(comment),
    }),
  );
}
