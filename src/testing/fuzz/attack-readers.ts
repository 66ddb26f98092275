/**
 * Mutated files of runs and links, given to what reads them on the page: whatever was changed, something named is said,
 * in words that are short and our own, and soon. Testing only.
 */
import { defaultSettings } from '../../data/starting-settings';
import { LabError } from '../../protocol/failure';
import { readFragment, writeFragment } from '../../state/address-codec';
import { fragmentPart } from '../../state/fragment-part';
import { readLink, writeLink } from '../../state/links/end-numbers-link';
import { readRunFile, writeRunFile } from '../../state/runs/run-file';
import { runTables } from '../../state/runs/run-tables';
import { wholeRun } from '../stored-runs';
import { mutated } from './mutate';

/** What came of one mutation. */
export interface Attacked {
  readonly outcome: 'whole' | 'repaired' | 'refused';
  /** What is wrong with the answer, and the text it was given; null where nothing is. */
  readonly fault: { readonly told: string; readonly number: number; readonly text: string } | null;
}

/** Far longer than any of these takes. */
const HANGS_MS = 5000;
const LONGEST_SENTENCE = 600;
/** Of the validator, or of a value that nobody thought of. */
const NO_WORDS = /Invalid|Expected|undefined|\[object|call stack/;

/** @param make what the answer says: sentences for what was refused or lost. */
function answered(
  text: string,
  number: number,
  make: () => { readonly isRefused?: boolean; readonly told: readonly string[] },
): Attacked {
  const from = performance.now();
  const fault = (told: string, outcome: Attacked['outcome'] = 'refused'): Attacked => ({
    outcome,
    fault: { told, number, text: text.slice(0, 20_000) },
  });
  let outcome: Attacked['outcome'] = 'refused';
  let told: readonly string[] = [];
  try {
    const answer = make();
    told = answer.told;
    outcome = answer.isRefused ? 'refused' : told.length > 0 ? 'repaired' : 'whole';
  } catch (error) {
    if (!(error instanceof LabError)) return fault(`unnamed: ${String(error)}`);
    told = [error.message];
  }
  if (performance.now() - from > HANGS_MS) return fault('it took too long', outcome);
  const bad = told.find((each) => each.length > LONGEST_SENTENCE || NO_WORDS.test(each));
  return bad === undefined ? { outcome, fault: null } : fault(bad.slice(0, 500), outcome);
}

export function* attackRunFiles(count: number, seed: number): Generator<Attacked, void, void> {
  const document = JSON.parse(writeRunFile([wholeRun('joint'), wholeRun('di-mml', { seed: 2 })]));
  for (let number = 0; number < count; number += 1) {
    const text = mutated(document, seed, number);
    yield answered(text, number, () => {
      const { runs, repairs } = readRunFile('runs.json', text);
      // what was read is used: drawn as tables, and written again
      runTables(runs, { catalogue: [], measures: [] });
      readRunFile('again.json', writeRunFile(runs));
      return { told: repairs };
    });
  }
}

export function* attackLinks(count: number, seed: number): Generator<Attacked, void, void> {
  const settings = defaultSettings();
  const ended = [{ name: 'joint', backend: 'wasm', fusion: 0.8, unimodal: { picture: 0.7 } }];
  const numbers = JSON.parse(fragmentPart(writeLink(settings, ended), 'n') ?? '{}');
  for (let number = 0; number < count; number += 1) {
    const text = `#s=${encodeURIComponent(mutated(settings, seed, number))}&n=${encodeURIComponent(mutated(numbers, seed, number))}`;
    yield answered(text, number, () => {
      const { value, failed } = readFragment(text);
      const claimed = readLink(text).failed;
      writeFragment(value);
      const told = [failed, claimed].flatMap((each) => (each ? [each.message] : []));
      return { told, isRefused: failed !== null };
    });
  }
}
