/**
 * Sentences about answers from all modalities together: which trained net answers best and which of the others the test
 * tells it from, and whether one modality alone answers better than they do. Of these nets, never of methods. Pure.
 */
import type { Catalogue } from '../../protocol/catalogue';
import type { Accuracy } from '../../protocol/units';
import { highestFirst, isFirstShared } from '../../verdict/difference';
import { aloneVerdicts, fusedVerdicts } from '../../verdict/race-verdicts';
import type { AloneSaid } from '../alone';
import { modalityWord } from '../charts/modality-word';
import { finePercent, listed } from '../format';
import type { GapSource, Gaps } from '../gaps';
import type { RunRecord } from '../race-record';
import { capital, MOST_NAMED, netOf, theseSamples } from './words';

interface Ranked {
  readonly run: RunRecord;
  readonly accuracy: Accuracy;
}

const withNumber = ({ run, accuracy }: Ranked): string =>
  `${netOf(run)} (${finePercent(accuracy)})`;

/** Nets of a ranking with their numbers; of many the first two and the last. */
function netsText(ranked: readonly Ranked[]): string {
  const [first, second] = ranked;
  const last = ranked.at(-1);
  if (ranked.length <= MOST_NAMED + 1 || !first || !second || !last) {
    return listed(ranked.map(withNumber));
  }
  return `${withNumber(first)}, ${withNumber(second)} and ${ranked.length - 2} more down to ${withNumber(last)}`;
}

/** What a run's prediction from all modalities comes to: at its end, or after its latest epoch. */
export const fusedAtEnd = ({ end }: RunRecord) => end?.accuracy.fusion;
export const fusedNow = ({ epochs }: RunRecord) => epochs.at(-1)?.accuracy.fusion;

/**
 * Which net answers best, and which others these samples tell it from.
 * @param gaps of the same moment as `fusedOf`.
 */
export function tellBest(
  runs: readonly RunRecord[],
  { answers, samples, split, isIncomplete }: Gaps,
  catalogue: Catalogue,
  fusedOf: typeof fusedAtEnd = fusedAtEnd,
): string {
  const ranked = highestFirst(
    runs.map((run) => ({ run })),
    ({ run }) => fusedOf(run),
  );
  const [best, ...others] = ranked;
  if (!best) return '';
  const these = theseSamples(samples, split);
  const withAll = isIncomplete ? 'With what each sample has' : 'With all modalities';
  if (others.length === 0) {
    return `${withAll} ${netOf(best.run)} is right for ${finePercent(best.accuracy)} of ${these}.`;
  }
  const tests = fusedVerdicts(answers);
  const verdict = ({ run }: Ranked) => {
    const names = new Set([run.name, best.run.name]);
    return tests.find(({ first, second }) => names.has(first) && names.has(second))?.verdict;
  };
  if (others.some((other) => verdict(other) === undefined)) {
    return `${withAll}: ${listed(ranked.map(withNumber))}.`;
  }
  const open = others.filter((other) => verdict(other) === 'cannot-tell');
  const beaten = others.filter((other) => verdict(other) !== 'cannot-tell');
  if (open.length === 0) {
    const isOver = fusedOf === fusedAtEnd;
    const twist = isOver ? catalogue.find(({ id }) => id === best.run.name)?.whenBest : undefined;
    const told = `${withAll} ${withNumber(best)} answers ${these} better than ${netsText(beaten)}.`;
    return twist === undefined ? told : `${told} ${twist}`;
  }
  const first = `${withAll} ${these} cannot tell ${isFirstShared(ranked) ? withNumber(best) : `the best, ${withNumber(best)},`} from ${netsText(open)}.`;
  if (beaten.length === 0) return first;
  return `${first} ${capital(netOf(best.run))} answers them better than ${netsText(beaten)}.`;
}

/** One modality alone that answers better than fused nets do; nothing where none does. */
export function tellAloneAhead(
  ended: readonly RunRecord[],
  { answers, heard }: Gaps,
  alone: AloneSaid | null,
  { summary }: GapSource,
): string {
  const modalities = summary?.modalities ?? [];
  const fused = ended.flatMap((run): Ranked[] => {
    const accuracy = run.end?.accuracy.fusion ?? null;
    return accuracy === null ? [] : [{ run, accuracy }];
  });
  const tests = aloneVerdicts(
    answers,
    modalities.map(({ id }) => id),
  );
  return modalities
    .filter(({ id }) => heard.includes(id))
    .flatMap(({ id, name }) => {
      const ahead = new Set(
        tests
          .filter((one) => one.modality === id && one.verdict === 'better')
          .map(({ run }) => run),
      );
      const share = alone?.accuracy[id];
      if (ahead.size === 0 || share === undefined) return [];
      const nets = fused.filter(({ run }) => ahead.has(run.name)).map(withNumber);
      const whom =
        ahead.size === fused.length && fused.length > 1
          ? `every fused answer of this race: ${listed(nets)}`
          : listed(nets);
      return [
        `${capital(modalityWord(name))} alone (${finePercent(share)}) answers better than ${whom}.`,
      ];
    })
    .join(' ');
}
