/**
 * A drawing as text that can be compared line by line: one element a line, attributes by name, numbers in attributes to a
 * tenth, and ids by their order, for React and Recharts count them on from figure to figure.
 */

const ELEMENT = 1;

/** Classes of a library say nothing of the drawing. */
const FOREIGN_CLASS = /^recharts/;
/** What a library leaves for its own use. */
const FOREIGN_ATTRIBUTE = /^data-(radix|recharts|slot|orientation|zindex)/;

const rounded = (value: string): string =>
  value.replace(/-?(?:\d+\.\d+|\.\d+)(?:e[-+]?\d+)?/gi, (number) =>
    // `+ 0` makes 0 of -0
    String(Math.round(Number(number) * 10) / 10 + 0),
  );

const classesOf = (value: string): string =>
  value
    .split(/\s+/)
    .filter((each) => each !== '' && !FOREIGN_CLASS.test(each))
    .sort()
    .join(' ');

/** Ids in the order in which they stand, `#1`, `#2` ... */
function idsIn(root: Element): ReadonlyMap<string, string> {
  const owners = [root, ...root.querySelectorAll('[id]')].filter(({ id }) => id !== '');
  return new Map([...new Set(owners.map(({ id }) => id))].map((id, i) => [id, `#${i + 1}`]));
}

function withIds(value: string, ids: ReadonlyMap<string, string>): string {
  const whole = value.split(' ').map((word) => ids.get(word) ?? word);
  return whole
    .join(' ')
    .replace(/url\(["']?#([^"')]+)["']?\)/g, (_, id: string) => `url(${ids.get(id) ?? `#${id}`})`);
}

function attributesOf(element: Element, ids: ReadonlyMap<string, string>): string {
  const written = [...element.attributes].flatMap(({ name, value }) => {
    if (FOREIGN_ATTRIBUTE.test(name)) return [];
    const text =
      name === 'class'
        ? classesOf(value)
        : rounded(withIds(value, ids)).replace(/\s+/g, ' ').trim();
    return name === 'class' && text === '' ? [] : [`${name}="${text}"`];
  });
  return written
    .sort()
    .map((each) => ` ${each}`)
    .join('');
}

/** What libraries leave in a drawing beside it: a hidden measure of text, and titles that say nothing. */
const isForeign = (element: Element): boolean =>
  (element as Partial<HTMLElement>).style?.visibility === 'hidden' ||
  (['title', 'desc', 'defs'].includes(element.nodeName) && element.textContent === '');

/** A group without a look of its own only holds others together. */
const isPlainGroup = (element: Element, attributes: string): boolean =>
  element.nodeName === 'g' && attributes.replace(' tabindex="-1"', '') === '';

function linesOf(element: Element, ids: ReadonlyMap<string, string>, depth: number): string[] {
  if (isForeign(element)) return [];
  const attributes = attributesOf(element, ids);
  const children = [...element.childNodes].filter(
    (node) => node.nodeType === ELEMENT || node.textContent?.trim(),
  );
  const within = (inner: number): string[] =>
    children.flatMap((node) =>
      node.nodeType === ELEMENT
        ? linesOf(node as Element, ids, inner)
        : [`${'  '.repeat(inner)}${node.textContent?.trim()}`],
    );
  if (isPlainGroup(element, attributes)) return within(depth);
  const open = `${'  '.repeat(depth)}<${element.nodeName.toLowerCase()}${attributes}>`;
  if (children.every((node) => node.nodeType !== ELEMENT)) {
    return [`${open}${children.map(({ textContent }) => textContent).join('')}`];
  }
  return [open, ...within(depth + 1)];
}

/** The text of what is drawn in `root`, without `root` itself. */
export function drawingText(root: Element): string {
  const ids = idsIn(root);
  return `${[...root.children].flatMap((child) => linesOf(child, ids, 0)).join('\n')}\n`;
}

/** What has to go from one text and come into it to make the other, by a longest common subsequence of lines. */
export function lineChanges(from: string, to: string): { gone: string[]; come: string[] } {
  const [a, b] = [from.split('\n'), to.split('\n')];
  /** Longest common part of what is left from line i of one and line j of the other. */
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = common[i] as Uint16Array;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const [gone, come]: [string[], string[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1];
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      gone.push(a[i] as string);
      i += 1;
    } else {
      come.push(b[j] as string);
      j += 1;
    }
  }
  return { gone, come };
}
