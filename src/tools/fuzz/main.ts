/**
 * `npm run fuzz`: random races of every method, and mutated links and files of runs, many more than the tests have time
 * for. Says a line a minute and at the end a count of every outcome; ends with 1 where anything has no named cause, and
 * writes each such case down to be looked at again.
 * Options: --races N (default 10000), --mutations N (default 4000), --seed N (default: of the day), --out FILE.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { attackLinks, attackRunFiles } from '../../testing/fuzz/attack-readers';
import { raceRandom } from '../../testing/fuzz/race-random';

const { values: options } = parseArgs({
  options: {
    races: { type: 'string', default: '10000' },
    mutations: { type: 'string', default: '4000' },
    seed: { type: 'string' },
    out: { type: 'string', default: '.cache/fuzz.jsonl' },
  },
});

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** One that takes longer hangs, or nearly. */
const SLOW_MS = 20_000;
/** Data sets and nets of a part are drawn together; the memory of all at once would be large. */
const RACES_AT_ONCE = 500;

const seed = Number(options.seed ?? Math.floor(Date.now() / DAY_MS));
const counts = new Map<string, number>();
let faults = 0;
let spoken = performance.now();

function counted(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function fault(what: object): void {
  faults += 1;
  const line = JSON.stringify(what);
  mkdirSync(dirname(options.out), { recursive: true });
  appendFileSync(options.out, `${line}\n`);
  console.error(line.slice(0, 1000));
}

function tell(isEnd = false): void {
  if (!isEnd && performance.now() - spoken < MINUTE_MS) return;
  spoken = performance.now();
  const all = [...counts].map(([what, count]) => `${what} ${count}`).join(', ');
  console.log(`${new Date().toISOString()} seed ${seed}: ${all}; without a named cause: ${faults}`);
}

const races = Number(options.races);
for (let from = 0; from < races; from += RACES_AT_ONCE) {
  const some = Math.min(RACES_AT_ONCE, races - from);
  for await (const race of raceRandom(some, seed * 1000 + from)) {
    counted(`${race.outcome}${race.code && ` (${race.code})`}`);
    if (race.ms > SLOW_MS) race.faults.length === 0 && counted('slow');
    if (race.faults.length > 0 || race.ms > SLOW_MS) fault(race);
    tell();
  }
}
const mutations = Number(options.mutations);
for (const [what, attack] of [
  ['run file', attackRunFiles],
  ['link', attackLinks],
] as const) {
  for (const { outcome, fault: found } of attack(mutations, seed)) {
    counted(`${what}: ${outcome}`);
    if (found !== null) fault({ what, ...found });
    tell();
  }
}
tell(true);
if (faults > 0) console.log(`The cases are in ${options.out}.`);
process.exit(faults > 0 ? 1 : 0);
