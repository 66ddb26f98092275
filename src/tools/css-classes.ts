/**
 * Finds styles that nobody wears and classes that have no style. A class stands in `X.module.css` beside what it styles and
 * is worn as `css.name`; the few that every area shares stand in one global sheet and are worn by their plain names.
 * Works on text, not on a parsed tree, and therefore insists on these two ways of writing.
 */
import { basename, dirname, join } from 'node:path/posix';

/** A file's path from the root of the sources, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const MODULE = '.module.css';
/** Set by a library or by the browser, not by a sheet. */
const FOREIGN_PROPERTY = /^--radix-/;

const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '');

/** The selectors of a sheet: what stands before a brace and is no at-rule. */
const selectorsOf = (css: string): string[] =>
  [...withoutComments(css).matchAll(/([^{};]+)\{/g)]
    .map(([, before = '']) => before.trim())
    .filter((before) => !before.startsWith('@'));

/** Classes that a sheet has rules for. */
export function definedClasses(css: string): Set<string> {
  const selectors = selectorsOf(css).map((each) => each.replace(/"[^"]*"/g, '""'));
  return new Set(selectors.flatMap((each) => each.match(/(?<=\.)[a-zA-Z_][\w-]*/g) ?? []));
}

/** Plain words in `className`, also those inside an expression. */
export function plainClasses(source: string): string[] {
  const attributes = source.matchAll(
    /\bclassName=(?:"([^"]*)"|\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\})/g,
  );
  return [...attributes].flatMap(([, literal, expression = '']) => {
    if (literal !== undefined) return literal.split(/\s+/).filter(Boolean);
    // what something is compared with is no class
    const worn = expression.replace(/[=!]== '[^']*'/g, '');
    const strings = [...worn.matchAll(/'([^']*)'|"([^"]*)"|`([^`]*)`/g)];
    return strings
      .map(([, single, double, template]) => single ?? double ?? template ?? '')
      .flatMap((text) => text.replace(/\$\{[^}]*\}/g, ' ').split(/\s+/))
      .filter(Boolean);
  });
}

/** How a source wears the modules it imports; `loose` is a use from which no class can be read. */
function wornModules(source: SourceFile) {
  const imports = source.text.matchAll(/^import (\w+) from '([^']+\.module\.css)';$/gm);
  return [...imports].map(([line, name = '', from = '']) => {
    const rest = source.text.replace(line, '');
    const uses = [...rest.matchAll(new RegExp(`(?<![\\w.'"/-])${name}\\b(?:\\.(\\w+))?`, 'g'))];
    return {
      module: join(dirname(source.path), from),
      classes: new Set(uses.flatMap(([, local]) => local ?? [])),
      loose: uses.some(([, local]) => local === undefined),
    };
  });
}

/**
 * One sentence for everything that does not fit.
 * @param sheets every style sheet.
 * @param sources every source that may wear a class.
 * @param shared path of the global sheet whose classes are worn by their plain names.
 */
export function cssComplaints(
  sheets: readonly SourceFile[],
  sources: readonly SourceFile[],
  shared: string,
): string[] {
  const complaints: string[] = [];
  const modules = sheets.filter(({ path }) => path.endsWith(MODULE));
  const worn = new Map(modules.map(({ path }) => [path, new Set<string>()]));
  for (const source of sources) {
    for (const { module, classes, loose } of wornModules(source)) {
      if (loose)
        complaints.push(`${source.path} uses ${basename(module)} as a whole; write css.name.`);
      const known = worn.get(module);
      if (known) for (const each of classes) known.add(each);
      else complaints.push(`${source.path} imports ${module}, which is not there.`);
    }
  }
  const names = new Map<string, string>();
  for (const { path, text } of modules) {
    const defined = definedClasses(text);
    const used = worn.get(path) ?? new Set();
    for (const each of defined) {
      if (!used.has(each)) complaints.push(`${path} has a rule for .${each}, which nobody wears.`);
    }
    for (const each of used) {
      if (!defined.has(each)) complaints.push(`${path} has no rule for .${each}, which is worn.`);
    }
    if (text.includes(':global'))
      complaints.push(`${path} reaches out with :global; style an own class.`);
    // the page names a class by its file's name
    const twin = names.get(basename(path));
    if (twin) complaints.push(`${path} and ${twin} have the same name.`);
    names.set(basename(path), path);
  }
  return [...complaints, ...sharedComplaints(sheets, sources, shared), ...properties(sheets)];
}

/** The global classes: each is worn, and no plain name is worn that is not among them. */
function sharedComplaints(
  sheets: readonly SourceFile[],
  sources: readonly SourceFile[],
  shared: string,
): string[] {
  const defined = definedClasses(sheets.find(({ path }) => path === shared)?.text ?? '');
  const worn = new Map(
    sources.flatMap(({ path, text }) => plainClasses(text).map((each) => [each, path] as const)),
  );
  const others = sheets.filter(({ path }) => !path.endsWith(MODULE) && path !== shared);
  return [
    ...[...defined]
      .filter((each) => !worn.has(each))
      .map((each) => `${shared} has a rule for .${each}, which nobody wears.`),
    ...[...worn]
      .filter(([each]) => !defined.has(each))
      .map(([each, path]) => `${path} wears .${each}, for which ${shared} has no rule.`),
    ...others.flatMap(({ path, text }) =>
      [...definedClasses(text)].map((each) => `${path} has a rule for .${each}, a global class.`),
    ),
  ];
}

/** Custom properties that are read and set nowhere: a misspelled one falls back in silence. */
function properties(sheets: readonly SourceFile[]): string[] {
  const all = sheets.map(({ path, text }) => ({ path, css: withoutComments(text) }));
  const set = new Set(all.flatMap(({ css }) => css.match(/--[\w-]+(?=\s*:)/g) ?? []));
  return all.flatMap(({ path, css }) =>
    [...new Set(css.match(/(?<=var\()--[\w-]+/g))]
      .filter((each) => !set.has(each) && !FOREIGN_PROPERTY.test(each))
      .map((each) => `${path} reads ${each}, which no sheet sets.`),
  );
}
