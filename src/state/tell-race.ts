/**
 * One sentence about the race, by rule from its numbers: what the weaker modality knows under each
 * method against what it reaches alone. It says so when a race does not follow the script. Pure.
 */
import type { Catalogue } from '../protocol/catalogue';
import { isAloneKnown } from './alone';
import { modalityWord } from './charts/modality-word';
import { listed, percent, pointsApart } from './format';
import { type Gap, type GapSource, gapsAtEnd, gapsNow, under } from './gaps';
import { epochsDone, type RunRecord } from './race-record';
import { racingRuns } from './race-store';

/** A gap smaller than this is no competition: it is what two seeds differ by. */
const SMALL_GAP = 0.03;

export interface Telling extends GapSource {
  readonly ended: boolean;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Two standard errors of the difference of two shares, each of `samples` samples. */
function chanceMargin(a: number, b: number, samples: number): number {
  return 2 * Math.sqrt((a * (1 - a) + b * (1 - b)) / Math.max(1, samples));
}

/** The sentences for the page, or null while there is nothing to tell. */
export function tellRace(telling: Telling): string | null {
  const runs = racingRuns(telling.record).filter((run) => run.epochs.length > 0);
  if (runs.length === 0) return null;
  const told = telling.ended ? tellEnd(telling, runs) : tellNow(telling, runs);
  return [told, tellStopped(runs)].filter(Boolean).join(' ');
}

function tellNow(telling: Telling, runs: readonly RunRecord[]): string {
  const { catalogue } = telling;
  const epoch = Math.max(...runs.map(epochsDone));
  const reached = isAloneKnown(telling) ? 'it reaches' : 'it has reached';
  const gaps = gapsNow(telling);
  const [widest] = gaps;
  if (!widest) return tellWithoutReference(telling, runs, epoch);
  if (widest.alone - widest.accuracy < SMALL_GAP) {
    return `Epoch ${epoch}: no competition to be seen; every modality stands within 3 points of what ${reached} alone.`;
  }
  const { run, word, accuracy, alone } = widest;
  return `Epoch ${epoch}: ${word} stands at ${percent(accuracy)} ${under(run, catalogue)}; alone ${reached} ${percent(alone)}.`;
}

function tellWithoutReference(
  { summary, catalogue }: Telling,
  runs: readonly RunRecord[],
  epoch: number,
): string {
  const spreads = (summary?.modalities ?? []).flatMap(({ id, name }) => {
    const stands = runs.flatMap((run) => {
      const accuracy = run.epochs.at(-1)?.accuracy.unimodal[id];
      return accuracy === undefined ? [] : [{ run, accuracy }];
    });
    if (stands.length === 0) return [];
    const values = stands.map(({ accuracy }) => accuracy);
    return [
      { word: modalityWord(name), stands, spread: Math.max(...values) - Math.min(...values) },
    ];
  });
  const [widest] = spreads.sort((a, b) => b.spread - a.spread);
  if (!widest) return `Epoch ${epoch}.`;
  const stands = widest.stands.map(
    ({ run, accuracy }) => `${percent(accuracy)} ${under(run, catalogue)}`,
  );
  return `Epoch ${epoch}: ${widest.word} stands at ${listed(stands)}; how far it gets alone is not known yet.`;
}

function tellEnd(telling: Telling, runs: readonly RunRecord[]): string {
  const { summary, catalogue } = telling;
  const ended = runs.filter((run) => run.end !== null);
  const gaps = gapsAtEnd(telling);
  return [tellGap(gaps, catalogue), tellWinner(ended, summary?.counts.test ?? 0, catalogue)]
    .filter(Boolean)
    .join(' ');
}

function tellGap(gaps: readonly Gap[], catalogue: Catalogue): string {
  const [widest] = gaps;
  if (!widest) return '';
  if (widest.alone - widest.accuracy < SMALL_GAP) {
    return 'No modality starved: under every method each one stands within 3 points of what it reaches alone.';
  }
  const { run, word, accuracy, alone } = widest;
  const first = `${capital(word)} ends at ${percent(accuracy)} ${under(run, catalogue)}, ${pointsApart(alone, accuracy)} below the ${percent(alone)} it reaches alone`;
  const others = gaps.filter((gap) => gap.word === word && gap.run !== run);
  if (others.length === 0) return `${first}.`;
  const rest = others.map((gap) => `${percent(gap.accuracy)} ${under(gap.run, catalogue)}`);
  return `${first}; it ends at ${listed(rest)}.`;
}

/** Who predicts best, and whether this many test samples can tell. */
function tellWinner(
  ended: readonly RunRecord[],
  testSamples: number,
  catalogue: Catalogue,
): string {
  const scored = ended
    .flatMap((run) => {
      const fusion = run.end?.accuracy.fusion;
      return fusion === null || fusion === undefined ? [] : [{ run, fusion }];
    })
    .sort((a, b) => b.fusion - a.fusion);
  const [best, second] = scored;
  if (!best) return '';
  if (!second)
    return `With all modalities, ${best.run.label} is right for ${percent(best.fusion)}.`;
  const [high, low] = [percent(best.fusion), percent(second.fusion)];
  const lead = best.fusion - second.fusion;
  if (lead <= chanceMargin(best.fusion, second.fusion, testSamples)) {
    return `With all modalities, ${best.run.label} is right for ${high} and ${second.run.label} for ${low}: too close for ${testSamples} test samples to tell apart.`;
  }
  const twist = catalogue.find(({ id }) => id === best.run.name)?.whenBest;
  const told = `With all modalities, ${best.run.label} is right for ${high}, ${second.run.label} for ${low}.`;
  return twist === undefined ? told : `${told} ${twist}`;
}

function tellStopped(runs: readonly RunRecord[]): string {
  const stopped = runs.filter((run) => run.status === 'failed');
  if (stopped.length === 0) return '';
  const [first] = stopped;
  const epochs = stopped.map(epochsDone);
  if (first && epochs.every((epoch) => epoch === epochs[0])) {
    const names = listed(stopped.map((run) => run.label));
    return `${names} stopped after epoch ${epochs[0]}; ${stopped.length > 1 ? 'their' : 'its'} curves end there.`;
  }
  const names = stopped.map((run) => `${run.label} stopped after epoch ${epochsDone(run)}`);
  return `${listed(names)}; their curves end there.`;
}
