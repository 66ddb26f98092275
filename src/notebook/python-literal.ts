/** Plain values as Python writes them. */

const LINE = 88;

/** A number, text, list or record as a Python literal; what fits on no line is broken over several. */
export function pythonLiteral(value: unknown, indent = 0): string {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return numberLiteral(value);
  if (typeof value === 'string') return JSON.stringify(value);
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((each) => (inner: number) => pythonLiteral(each, inner))
    : Object.entries(value).map(
        ([key, each]) =>
          (inner: number) =>
            `${JSON.stringify(key)}: ${pythonLiteral(each, inner)}`,
      );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const line = `${open}${parts.map((part) => part(0)).join(', ')}${close}`;
  if (!line.includes('\n') && line.length + indent <= LINE) return line;
  const pad = ' '.repeat(indent + 4);
  const lines = parts.map((part) => `${pad}${part(indent + 4)},\n`);
  return `${open}\n${lines.join('')}${' '.repeat(indent)}${close}`;
}

/** As JavaScript writes it, which Python reads; what is no finite number has a word of its own there. */
function numberLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'float("nan")' : `float("${value > 0 ? '' : '-'}inf")`;
}
