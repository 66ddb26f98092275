/**
 * `npm run verdicts`: how often the page would say that a method is better or worse than itself. Trains one method on
 * the default preset with several first weights on each of many data (`weightSeed` alone differs), draws 200 groups of
 * 8 pairs and 200 single races from those runs, and counts what the page's own functions say. Ends with 1 when the
 * exact 95 % interval of the false verdicts lies above 5 %. Resumable: what is trained is kept in .cache.
 * Options: --method ID (default joint), --data N (default 40), --weights N (default 4), --groups N, --races N.
 */
import { parseArgs } from 'node:util';
import { createInThreadLab } from '../../client/in-thread-lab';
import { presetSettings } from '../../data/presets';
import { randomStream } from '../../math/rng';
import type { RunEnded } from '../../protocol/events';
import { LEVEL } from '../../verdict/words';
import { keepLine, keptLines } from '../kept-lines';
import {
  drawGroups,
  drawRaces,
  falseVerdicts,
  netsToldApart,
  type Rate,
  type SelfRun,
} from './false-verdicts';

const { values: options } = parseArgs({
  options: {
    method: { type: 'string', default: 'joint' },
    preset: { type: 'string', default: 'sound-starves' },
    data: { type: 'string', default: '40' },
    weights: { type: 'string', default: '4' },
    groups: { type: 'string', default: '200' },
    races: { type: 'string', default: '200' },
    out: { type: 'string', default: '.cache/verdicts.jsonl' },
  },
});

/** As METHODS says: groups of 8 paired differences. */
const PAIRS = 8;

interface Kept {
  /** What was trained, so that nothing of another method or preset is counted. */
  readonly of: string;
  readonly run: SelfRun;
}

const OF = `${options.method} on ${options.preset}`;

const kept = (): readonly SelfRun[] =>
  keptLines<Kept>(options.out)
    .filter(({ of }) => of === OF)
    .map(({ run }) => run);

function selfRun(seed: number, { run, accuracy, right }: RunEnded): SelfRun {
  if (!right || accuracy.fusion === null)
    throw new Error(`${run} says not which samples are right.`);
  const unimodal = Object.entries(accuracy.unimodal).map(([id, share]) => [
    `unimodal.${id}`,
    share,
  ]);
  const values = { fusion: accuracy.fusion, ...Object.fromEntries(unimodal) };
  return { seed, weightSeed: Number(run.split('@w')[1]), values, right };
}

/** One race on the data of a seed: the method once with each of these first weights. */
async function train(seed: number, weights: readonly number[]): Promise<readonly SelfRun[]> {
  const lab = createInThreadLab({
    readAsset: () => Promise.reject(new Error('The generator reads no files.')),
  });
  const ended: RunEnded[] = [];
  const problems: string[] = [];
  lab.subscribe((event) => {
    if (event.kind === 'run-ended') ended.push(event);
    if (event.kind === 'run-failed') problems.push(`${event.run}: ${event.failed.message}`);
    if (event.kind === 'request-failed') problems.push(event.failed.message);
  });
  const methods = Object.fromEntries(
    weights.map((weightSeed) => [`${options.method}@w${weightSeed}`, { weightSeed }]),
  );
  lab.send({ kind: 'open-lab', backend: 'wasm' });
  lab.send({
    kind: 'start-race',
    settings: { ...presetSettings(options.preset), seed, methods, measures: { heavy: false } },
    withReference: false,
    paused: false,
  });
  await lab.settled();
  await lab.closed();
  if (problems.length > 0) throw new Error(`Seed ${seed}: ${problems.join(' ')}`);
  return ended.map((end) => selfRun(seed, end));
}

async function trainWhatIsMissing(): Promise<readonly SelfRun[]> {
  const done = new Set(kept().map(({ seed, weightSeed }) => `${seed} ${weightSeed}`));
  const count = Number(options.data);
  for (let seed = 1; seed <= count; seed++) {
    const all = Array.from({ length: Number(options.weights) }, (_, i) => i + 1);
    const missing = all.filter((weightSeed) => !done.has(`${seed} ${weightSeed}`));
    if (missing.length === 0) continue;
    const began = performance.now();
    for (const run of await train(seed, missing)) {
      keepLine(options.out, { of: OF, run } satisfies Kept);
    }
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stderr.write(`Data ${seed} of ${count}: ${missing.length} runs, ${seconds} s\n`);
  }
  return kept().filter(
    ({ seed, weightSeed }) => seed <= count && weightSeed <= Number(options.weights),
  );
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const row = (what: string, { said, of, interval: [low, high] }: Rate): string =>
  `| ${what} | ${said} of ${of} | ${percent(said / of)} | ${percent(low)} to ${percent(high)} |`;

const runs = await trainWhatIsMissing();
const groups = drawGroups(runs, Number(options.groups), PAIRS, randomStream(1, 'groups'));
const races = drawRaces(runs, Number(options.races), randomStream(1, 'races'));
const measures = Object.keys(runs[0]?.values ?? {});
const rates = measures.map((measure) => ({ measure, rate: falseVerdicts(groups, measure) }));

process.stdout.write(
  [
    `${OF}, ${runs.length} runs on ${new Set(runs.map(({ seed }) => seed)).size} data; weightSeed alone differs.`,
    '',
    '| the method against itself | said better or worse | rate | exact 95 % interval |',
    '|---|---|---|---|',
    ...rates.map(({ measure, rate }) => row(`${PAIRS} seeds, ${measure}`, rate)),
    row('one race, the fused answers of two nets', netsToldApart(races)),
    '',
  ].join('\n'),
);
const tooOften = rates.filter(({ rate }) => rate.interval[0] > LEVEL);
for (const { measure } of tooOften) {
  process.stderr.write(`Verdicts on ${measure} are false more often than ${percent(LEVEL)}.\n`);
}
process.exitCode = tooOften.length > 0 ? 1 : 0;
