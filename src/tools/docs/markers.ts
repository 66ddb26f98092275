/** Generated parts of a Markdown file stand between two comments; what is outside is written by people. */

const begin = (name: string) => `<!-- generated: ${name} (npm run docs) -->`;
const END = '<!-- end -->';

/**
 * The file's text with the part `name` replaced.
 * @throws Error when the markers are not there exactly once, which is a mistake in the file.
 */
export function withSection(file: string, text: string, name: string, part: string): string {
  const pieces = text.split(begin(name));
  const [before = '', after = ''] = pieces;
  const end = after.indexOf(END);
  if (pieces.length !== 2 || end < 0) {
    throw new Error(
      `${file} must hold "${begin(name)}" exactly once, and "${END}" after it; then run npm run docs again.`,
    );
  }
  return `${before}${begin(name)}\n\n${part}\n\n${after.slice(end)}`;
}
