/**
 * The page and what it is told know no single method: what differs between methods stands in their descriptions. Looks
 * in state, ui and protocol for every method's id as a text of its own, and for the words of their losses anywhere.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { catalogue } from '../method/catalogue';

const ROOMS = ['state', 'ui', 'protocol'].map((room) => `src/${room}`);
/** What an untouched page trains and what it compares with has to be named somewhere: here. */
const DEFAULT_RACE = 'src/protocol/default-race.ts';
/** "Unimodal accuracy" is a number of every method; its chart shares a method's name. */
const OTHER_MEANINGS: Readonly<Record<string, readonly string[]>> = {
  'src/state/charts/race-charts.ts': ['unimodal'],
  // the accuracy of that name in a condition, as in `accuracy.unimodal`
  'src/protocol/assignment-measure.ts': ['unimodal'],
  'src/state/assignments/assignment-words.ts': ['unimodal'],
};

/** Keys of losses, today's and those of the first run files: there a loss's word is a key that nobody reads on the page. */
const KEYS: ReadonlySet<string> = new Set([
  'src/protocol/names.ts',
  'src/state/runs/names-of-format-1.ts',
]);
const LOSS_WORDS = catalogue.flatMap(({ losses }) =>
  losses.flatMap(({ word }) => (word === undefined ? [] : [word])),
);

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** The text without its comments, which may take a method for an example. */
const codeOf = (text: string): string => text.replaceAll(/\/\*.*?\*\/|^\s*\/\/.*?$/gms, '');

/** Words of losses in a text, whatever their case, in a literal, a pattern or between tags. */
function lossesIn(text: string): string[] {
  // a pattern's own word boundary is no letter of the word beside it
  const code = codeOf(text).replaceAll('\\b', ' ');
  return LOSS_WORDS.filter((word) => new RegExp(`\\b${word}\\b`, 'i').test(code));
}

/** Ids that stand in the text as literals, as `'joint'`, `"joint"`, `` `joint` `` or with a tag, `'joint@wide'`. */
function namedIn(text: string): string[] {
  const code = codeOf(text);
  return catalogue
    .map(({ id }) => id)
    .filter((id) => new RegExp(`(['"\`])${id}(@[\\w-]*)?\\1`).test(code));
}

it('finds a method named in a text, with or without a tag, and nothing in longer words', () => {
  expect(namedIn(`if (run.name === 'joint') return "ogm@slow";`)).toEqual(['joint', 'ogm']);
  expect(namedIn(`under 'joint training', disjoint, 'ogm-gently'`)).toEqual([]);
  expect(namedIn("/** such as `pmr` */ const a = 'agm';\n  // not 'dgl'\n")).toEqual(['agm']);
});

it('state, ui and protocol name no method, but for the race that everything begins with', () => {
  const found = ROOMS.flatMap(sources)
    .filter((path) => path !== DEFAULT_RACE)
    .flatMap((path) =>
      namedIn(readFileSync(path, 'utf8'))
        .filter((id) => !OTHER_MEANINGS[path]?.includes(id))
        .map((id) => `${path} names ${id}`),
    );
  expect(found).toEqual([]);
});

it('finds the word of a loss in a literal, a pattern and between tags, and not in comments', () => {
  for (const text of ["'DUC waits'", '`the DUC`', '/\\bduc\\b/', '<text>DUC</text>']) {
    expect(lossesIn(text), text).toEqual(['DUC']);
  }
  expect(lossesIn('/** DUC */ const product = deduced;\n  // as in DUC\n')).toEqual([]);
});

it('state, ui and protocol know no loss by its word', () => {
  const found = ROOMS.flatMap(sources)
    .filter((path) => !KEYS.has(path))
    .flatMap((path) =>
      lossesIn(readFileSync(path, 'utf8')).map((word) => `${path} speaks of ${word}`),
    );
  expect(found).toEqual([]);
});

it('a loss between two modalities has a word that fits beside its arrow', () => {
  const pairs = catalogue.flatMap(({ losses }) =>
    losses.filter(({ on }) => on === 'paired-features'),
  );
  expect(pairs.length).toBeGreaterThan(0);
  for (const { word = '' } of pairs) expect(word).toMatch(/^\S{1,8}$/);
});

it('what that file names are methods of this build', () => {
  expect(namedIn(readFileSync(DEFAULT_RACE, 'utf8')).length).toBeGreaterThan(0);
});
