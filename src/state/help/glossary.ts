/**
 * The glossary: the page's words, the terms of its charts, and every method, loss and measure as it
 * describes itself; the inline explanations read the same sentences. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import type { MeasureCatalogue } from '../../protocol/measure';
import { TERMS, type TermWords } from '../charts/terms';
import { ERROR_TERMS } from '../samples/error-terms';
import { WORDS } from './words';

/** "withinClass" gives "within class". */
const partWords = (part: string): string =>
  part.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** All entries by the alphabet. A measure that joins another's chart stands beside it in the list too. */
export function glossary(measures: MeasureCatalogue, methods: Catalogue): readonly TermWords[] {
  const all: readonly TermWords[] = [
    ...WORDS,
    ...Object.values(TERMS),
    ...Object.values(ERROR_TERMS),
    ...methods.map(({ label, explanation, citation }) => ({
      ...{ term: label, says: explanation, source: citation },
    })),
    ...methods.flatMap(({ losses }) =>
      losses.flatMap(({ word, label, explanation }) =>
        explanation === undefined ? [] : [{ term: word ?? label, says: explanation }],
      ),
    ),
    ...measures.map(({ label, explanation, citation }) => ({
      ...{ term: label, says: explanation, ...(citation && { source: citation }) },
    })),
    // what is part of a picture is told with the picture's name, without which it would mean nothing
    ...measures.flatMap((measure) =>
      measure.per === 'structure'
        ? Object.entries(measure.terms)
            // a sentence with a place for a run's name is said of that run
            .filter(([, says]) => !says.includes('{'))
            .map(([part, says]) => ({ term: `${measure.label}: ${partWords(part)}`, says }))
        : [],
    ),
  ];
  const byTerm = new Map(all.map((entry) => [entry.term.toLowerCase(), entry]));
  return [...byTerm.values()].sort((a, b) => a.term.localeCompare(b.term, 'en'));
}

/** Entries that hold every word looked for; those that are called so before those that only speak of it. */
export function lookUp(entries: readonly TermWords[], looked: string): readonly TermWords[] {
  const words = looked.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  const named = entries.filter(({ term }) => holds(term));
  const spoken = entries.filter(
    (entry) => !named.includes(entry) && holds(`${entry.term} ${entry.says}`),
  );
  return [...named, ...spoken];
}
