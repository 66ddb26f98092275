/**
 * `npm run check:lessons`: trains the scenes' races on fresh seeds and holds what came against what the scenes claim.
 * Prints a table and ends with 1 where a claim holds on fewer seeds than it promises. What was trained is kept in .cache
 * by its settings, so that a changed text trains nothing; races of several scenes on the same data are trained once.
 * Options: --seeds 501-510 (default), --scenes A,B (default all), --jobs N processes at once (default: the processors),
 * --write (all scenes: what to expect, into src/lessons/expected.json), --fresh (train again what is kept),
 * --codes FILE (of one scene: the result code that each seed's browser would give), --train (only train, in this process).
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { SCENES } from '../../lessons/scenes';
import { writeResultCode } from '../../state/lessons/result-code';
import type { Scene } from '../../state/lessons/scene';
import type { RaceSaid } from '../../state/race-store';
import { seedsNamed } from '../presets/seeds';
import { isKept as hasRace, keep, kept } from './kept';
import { checkScene, expectedOf, isKept, measureScene, type RaceOf } from './measure';
import { claimsTable } from './table';
import { train } from './train';
import { raceName, type Training, trainingsOf } from './trainings';

const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '501-510' },
    scenes: { type: 'string', default: SCENES.map(({ id }) => id).join(',') },
    jobs: { type: 'string', default: String(availableParallelism()) },
    write: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    codes: { type: 'string' },
    train: { type: 'boolean', default: false },
  },
});

const EXPECTED = 'src/lessons/expected.json';

/** The scenes of these ids. @throws RangeError for an id that is none. */
function scenesNamed(text: string): readonly Scene[] {
  return text.split(',').map((id) => {
    const found = SCENES.find((scene) => scene.id === id.trim());
    if (found) return found;
    throw new RangeError(
      `There is no scene ${id.trim()}; there are ${SCENES.map((each) => each.id).join(', ')}.`,
    );
  });
}

const seeds = seedsNamed(options.seeds);
const scenes = options.write ? SCENES : scenesNamed(options.scenes);

/** All trainings of a seed that these scenes need; those of other scenes that share a race are the same trainings. */
function neededOn(seed: number): readonly Training[] {
  const wanted = new Set(
    scenes.flatMap((scene) => scene.races.map(({ id }) => raceName(scene, id))),
  );
  return trainingsOf(SCENES, seed).filter(({ races }) => races.some((race) => wanted.has(race)));
}

const isMissing = (training: Training): boolean => options.fresh || !hasRace(training);

async function trainHere(): Promise<void> {
  for (const seed of seeds) {
    for (const training of neededOn(seed).filter(isMissing)) {
      const began = performance.now();
      keep(training, await train(training.settings));
      const seconds = ((performance.now() - began) / 1000).toFixed(0);
      process.stderr.write(`Seed ${seed}, ${training.races.join(', ')}: ${seconds} s\n`);
    }
  }
}

/** Trains one seed in a process of its own. */
function trainApart(seed: number): Promise<void> {
  const asked = ['--train', '--seeds', String(seed), '--scenes', options.scenes];
  const [script = ''] = process.argv.slice(1);
  const child = spawn(
    process.execPath,
    [...process.execArgv, script, ...asked, ...(options.fresh ? ['--fresh'] : [])],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Seed ${seed} ended with ${code}.`)),
    );
  });
}

async function trainWhatIsMissing(): Promise<void> {
  const waiting = seeds.filter((seed) => neededOn(seed).some(isMissing));
  const lane = async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      await trainApart(seed);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Number(options.jobs)) }, lane));
}

/** Reads kept races, each once. */
function keptRaces(): RaceOf {
  const read = new Map<string, RaceSaid>();
  const named = new Map<string, Training>();
  for (const seed of seeds) {
    for (const training of neededOn(seed)) {
      for (const race of training.races) named.set(`${race} ${seed}`, training);
    }
  }
  return (scene, race, seed) => {
    const training = named.get(`${raceName(scene, race)} ${seed}`);
    if (!training) throw new Error(`Scene ${scene.id} has no race ${race}.`);
    const said = read.get(training.key) ?? kept(training);
    read.set(training.key, said);
    return said;
  };
}

/** One result code a seed, a line each; nobody has guessed. @throws RangeError where several scenes are asked for. */
function writeCodes(path: string, raceOf: RaceOf): void {
  const [scene, ...more] = scenes;
  if (!scene || more.length > 0) {
    throw new RangeError('Codes are written of one scene: name it, as in --scenes it-starves.');
  }
  const measured = measureScene(scene, seeds, raceOf);
  const codes = seeds.map((seed, i) => {
    const values = Object.entries(measured).map(([id, ofSeeds]) => [id, ofSeeds[i] ?? null]);
    return writeResultCode(scene, seed, {}, Object.fromEntries(values));
  });
  writeFileSync(path, `${codes.join('\n')}\n`);
}

function report(): void {
  const raceOf = keptRaces();
  if (options.codes !== undefined) writeCodes(options.codes, raceOf);
  const checked = scenes.flatMap((scene) =>
    checkScene(scene, seeds, measureScene(scene, seeds, raceOf)),
  );
  process.stdout.write(`${claimsTable(checked)}\n`);
  if (options.write) {
    const expected = expectedOf(SCENES, seeds, raceOf);
    // lists of numbers on one line, as the formatter has them
    const text = JSON.stringify(expected, null, 2).replaceAll(/\[[\s\d,]*\]/g, (list) =>
      list.replaceAll(/\s+/g, ' ').replaceAll(/\[ | \]/g, (edge) => edge.trim()),
    );
    writeFileSync(EXPECTED, `${text}\n`);
    process.stderr.write(`What to expect is in ${EXPECTED}; npm run docs writes its table.\n`);
  }
  const broken = checked.filter((row) => !isKept(row));
  for (const { scene, claim, holds, of, must } of broken) {
    process.stderr.write(
      `${scene}: "${claim.text}" holds on ${holds} of ${of} seeds; it promises ${must}.\n`,
    );
  }
  process.exitCode = broken.length > 0 ? 1 : 0;
}

if (options.train) {
  await trainHere();
} else {
  await trainWhatIsMissing();
  report();
}
