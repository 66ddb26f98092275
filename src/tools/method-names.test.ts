/**
 * The page and what it is told know no single method: what differs between methods stands in their descriptions. Looks
 * for every method's id as a text of its own in state, ui and protocol.
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
};

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

/** Ids that stand in the text as literals, as `'joint'`, `"joint"`, `` `joint` `` or with a tag, `'joint@wide'`. */
function namedIn(text: string): string[] {
  // comments may take a method for an example
  const code = text.replaceAll(/\/\*.*?\*\/|^\s*\/\/.*?$/gms, '');
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

it('what that file names are methods of this build', () => {
  expect(namedIn(readFileSync(DEFAULT_RACE, 'utf8')).length).toBeGreaterThan(0);
});
