/** `headless --seeds` and `--folds`: one race each on several threads, and what they come to together. */
import type { Failure } from '../../protocol/failure';
import { runNames, type Settings } from '../../protocol/settings';
import type { Arguments, SeveralAsked } from '../arguments';
import { EXIT } from '../exit-codes';
import { tellReport } from '../lab/open-lab';
import { hasFailed, type RunResult } from '../lab/run-race';
import { print, printText } from '../output';
import { withProposedEpochs } from '../propose-epochs';
import { readData } from '../read-data';
import { type Differing, numberOf, withNumber } from '../seeds/differing';
import { asFolds } from '../seeds/folds-table';
import { type SeedOutcome, SeedPool } from '../seeds/seed-pool';
import { type SeedEnded, type SeedsTable, seedsTable } from '../seeds/seeds-table';

/** Every run of a seed of which nothing was trained. */
const allFailed = (settings: Settings, failed: Failure): RunResult[] =>
  runNames(settings).map((method) => ({ method, label: method, failed }));

/** The runs that failed, each with its seeds, and what that means for the comparisons. */
function tellFailed({ baseline, runs, seeds }: SeedsTable, by: Differing): readonly string[] {
  return runs.flatMap(({ method, failed = [] }) => {
    if (failed.length === 0) return [];
    const isEvery = failed.length === seeds.length;
    const of = failed.map(({ seed, code }) => `${seed} (${code})`).join(', ');
    const where = isEvery && seeds.length > 1 ? `every ${by}: ${of}` : `${by} ${of}`;
    const nothing =
      isEvery && method === baseline && runs.length > 1
        ? ' It is the baseline, so nothing is compared with it; --baseline names another.'
        : '';
    return `${method} failed on ${where}.${nothing}`;
  });
}

export async function seedsCommand(
  { settings: asked, device, paths, proposesEpochs, leavesValidation }: Arguments,
  { by, numbers, jobs, baseline }: SeveralAsked,
): Promise<number> {
  // once for all of them, whose training parts may differ by a sample
  const settings = proposesEpochs
    ? withProposedEpochs(asked, await readData(paths, asked, false))
    : asked;
  const races = numbers.map((number) => withNumber(settings, by, number));
  const ended: SeedEnded[] = [];
  let code: number = EXIT.ok;
  let refusals = 0;
  const word = by === 'seed' ? 'Seed' : 'Fold';

  const tellSeed = (outcome: SeedOutcome) => {
    const of = outcome.settings;
    const number = numberOf(of, by);
    if ('refused' in outcome) {
      const { code: cause, message, hint } = outcome.refused;
      console.error(`${word} ${number}: ${message} ${hint}`);
      refusals += 1;
      // what is wrong with the settings is wrong for all of them
      if (cause === 'settings-invalid') {
        code = EXIT.settings;
        pool.stop();
        return;
      }
    }
    const runs = 'refused' in outcome ? allFailed(of, outcome.refused) : outcome.runs;
    if (hasFailed(runs)) code = EXIT.runFailed;
    ended.push({ seed: number, runs });
    void print({ kind: 'race-ended', [by]: number, settings: of, runs });
    console.error(`${word} ${number} is done, ${ended.length} of ${numbers.length}.`);
  };
  const pool = new SeedPool({
    ...{ by, device, paths, leavesValidation, races, jobs },
    onOpened: tellReport,
    onLine: (line) => void printText(line),
    onSeed: tellSeed,
  });
  const stop = () => {
    pool.stop();
    code = EXIT.stopped;
    console.error(`Stopped: ${ended.length} of ${numbers.length} ${by}s are done.`);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await pool.run();
  if (code === EXIT.settings || code === EXIT.stopped) return code;
  const table = seedsTable(runNames(settings), baseline, ended);
  for (const sentence of tellFailed(table, by)) console.error(sentence);
  await print(
    by === 'seed' ? { kind: 'seeds-ended', ...table } : { kind: 'folds-ended', ...asFolds(table) },
  );
  return refusals === numbers.length ? EXIT.settings : code;
}
