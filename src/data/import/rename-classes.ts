/**
 * Classes under the names that a person gave them: two under one name are one class, one without a name is left out.
 * Imports the protocol and this room only.
 */
import { SettingsError } from '../../protocol/settings';
import { compareLabels } from './compare-labels';
import { listNames, plainName } from './import-error';
import type { LeftOut } from './source-file';

/** Stands for the class of samples that are left out; no class of a file is called so. */
export const LEFT_OUT = '\u0000';

/** What a class of the files is called where nobody said otherwise. */
export const classNameOf = (
  label: string,
  names: ReadonlyMap<string, string> | undefined,
): string => plainName(names?.get(label) ?? label) || '(no name)';

/** Labels and what is shown of them. */
interface Named {
  readonly labels: readonly string[];
  readonly classNames?: ReadonlyMap<string, string> | undefined;
}

/** @returns the names of the classes as the files have them, in their order. */
export function classesFound({ labels, classNames }: Named): readonly string[] {
  const found = [...new Set(labels)].sort(compareLabels);
  return [...new Set(found.map((label) => classNameOf(label, classNames)))];
}

/**
 * @param given new names by the files' own; empty for a class that is left out.
 * @param leftOut takes in what is left out.
 * @throws SettingsError when a class is named that is not there.
 */
export function renameClasses(
  { labels, classNames }: Named,
  given: Readonly<Record<string, string>> | undefined,
  leftOut: LeftOut[],
  source: string,
): Named & { readonly choices: readonly string[] } {
  const changes = new Map(Object.entries(given ?? {}));
  if (changes.size === 0) return { labels, classNames, choices: [] };
  const found = classesFound({ labels, classNames });
  // what was renamed by the whole name of its folder stays so where an ending is left away today
  const unknown = [...changes.keys()].find(
    (name) => !found.includes(name) && !labels.some((label) => plainName(label) === name),
  );
  if (unknown !== undefined) {
    throw new SettingsError(
      'data.classes',
      `data.classes names "${plainName(unknown)}"; the classes are ${listNames(found, 20)}.`,
    );
  }
  const renamed = labels.map((label) => {
    const name = classNameOf(label, classNames);
    const to = (changes.get(name) ?? changes.get(plainName(label)))?.trim();
    return to === undefined ? name : to === '' ? LEFT_OUT : to;
  });
  const omitted = found.filter((name) => changes.get(name)?.trim() === '');
  if (omitted.length > 0) {
    leftOut.push({
      file: source,
      reason: `${omitted.length === 1 ? 'The class' : 'The classes'} ${listNames(omitted)} ${omitted.length === 1 ? 'is' : 'are'} not used, as was asked for.`,
      fix: 'Give it a name to use it.',
      count: renamed.filter((label) => label === LEFT_OUT).length,
      unit: 'sample',
    });
  }
  const others = [...changes].filter(([from, to]) => to.trim() !== '' && to.trim() !== from);
  return {
    labels: renamed,
    classNames: undefined,
    choices: others.map(
      ([from, to]) => `The class "${plainName(from)}" is called "${plainName(to.trim())}".`,
    ),
  };
}
