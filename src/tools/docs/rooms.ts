/**
 * The rooms of `src` and who may import whom, read from the import rules of .dependency-cruiser.cjs: the very rules
 * that `npm test` enforces, so that picture and table cannot say anything else.
 */
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What one room may import of another: all of it, or some of its files. */
interface Door {
  readonly to: string;
  readonly whole: boolean;
}

export interface Room {
  readonly name: string;
  /** The rule's own words. */
  readonly why: string;
  readonly doors: readonly Door[];
}

/** What is read of a rule. */
interface Rule {
  readonly name?: string | undefined;
  readonly comment?: string | undefined;
  readonly from: { readonly path?: unknown };
  readonly to?: object;
}

/** The patterns of a rule that keeps a room to itself and some others; null for rules about something else. */
function roomOf(rule: Rule): { from: RegExp; may: readonly RegExp[] } | null {
  const from = rule.from.path;
  const { path, pathNot } = (rule.to ?? {}) as { path?: unknown; pathNot?: unknown };
  if (typeof from !== 'string' || path !== '^src/' || !Array.isArray(pathNot)) return null;
  if (pathNot[0] !== from) return null;
  const may = pathNot.slice(1).map((each) => new RegExp(String(each)));
  return { from: new RegExp(from), may };
}

/**
 * @param rules of dependency-cruiser. @param files of the source, as the rules name them.
 * @returns rooms in the rules' order, those that have files; a file belongs to the first rule that speaks of it.
 */
export function roomsOf(rules: readonly Rule[], files: readonly string[]): Room[] {
  const found = rules.flatMap((rule) => {
    const patterns = roomOf(rule);
    return patterns && files.some((file) => patterns.from.test(file))
      ? [{ rule, ...patterns }]
      : [];
  });
  const inside = new Map(found.map(({ rule }) => [rule.name, [] as string[]]));
  for (const file of files) {
    const owner = found.find(({ from }) => from.test(file));
    inside.get(owner?.rule.name)?.push(file);
  }
  return found.map(({ rule, may }) => ({
    name: rule.name ?? '',
    why: rule.comment ?? '',
    doors: found.flatMap(({ rule: other }) => {
      const theirs = inside.get(other.name) ?? [];
      const open = theirs.filter((file) => may.some((pattern) => pattern.test(file)));
      return other === rule || open.length === 0
        ? []
        : [{ to: other.name ?? '', whole: open.length === theirs.length }];
    }),
  }));
}

/** The rooms of this checkout. */
export function rooms(): Room[] {
  const { forbidden } = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as {
    forbidden: Rule[];
  };
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return walk(path);
      return /\.tsx?$/.test(path) && !/\.(test|bench)\.tsx?$/.test(path) ? [path] : [];
    });
  return roomsOf(forbidden, walk('src').sort());
}
