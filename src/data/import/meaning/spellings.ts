/**
 * Classes that differ only in capitals, in blanks around them or in the form of their accents are one class: the
 * spelling that most samples have. Imports this room only.
 */
import { groupBy } from '../group-by';
import { listNames, plainName } from '../import-error';

/** Labels under one spelling each, and a sentence where there were several. */
export interface SpeltLabels {
  readonly labels: readonly string[];
  readonly choices: readonly string[];
}

/** What two spellings of one word share. Single letters keep their case: handwriting is sorted by it. */
export function spellingKey(label: string): string {
  const plain = label.normalize('NFC').trim().replace(/\s+/g, ' ');
  return [...plain].length > 1 ? plain.toLowerCase() : plain;
}

/** A name as it is compared: composed, without capitals, numbers without leading zeros. */
export const looseKey = (stem: string): string =>
  stem
    .normalize('NFC')
    .toLowerCase()
    .replace(/0+(?=\d)/g, (zeros, at: number, all: string) =>
      /\d/.test(all[at - 1] ?? '') ? zeros : '',
    );

export function underOneSpelling(labels: readonly string[]): SpeltLabels {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const spellings = groupBy(counts.keys(), spellingKey);
  const kept = new Map<string, string>();
  const choices: string[] = [];
  for (const same of spellings.values()) {
    const most = same.reduce((best, each) =>
      (counts.get(each) ?? 0) > (counts.get(best) ?? 0) ? each : best,
    );
    for (const each of same) kept.set(each, most.normalize('NFC').trim());
    if (new Set(same.map((each) => each.normalize('NFC').trim())).size > 1) {
      choices.push(
        `${listNames(same.map((each) => `"${plainName(each)}"`))} are written differently and were taken together as one class, "${plainName(most)}".`,
      );
    }
  }
  return { labels: labels.map((label) => kept.get(label) ?? label), choices };
}
