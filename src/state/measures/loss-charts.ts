/** The chosen run's losses: docs/measures.md, curve 2. Pure. */
import { lossWord, type MethodDescription } from '../../protocol/catalogue';
import { FUSED_LOSS, parseName, SHARED, TOTAL_LOSS } from '../../protocol/names';
import type { Chart, ChartLine } from '../charts/chart';
import { type ChartSource, chartFrame, hasNumbers, PLAIN, pointsOf } from '../charts/chart-frame';
import { TERMS } from '../charts/terms';
import type { RunRecord } from '../race-record';
import { type NamedModality, namedHead, namedModalities } from './head-name';
import { drawable } from './measure-charts';
import { runOptions } from './measure-source';

type Look = Pick<ChartLine, 'label' | 'tone' | 'weight'>;

function lossLook(
  key: string,
  modalities: readonly NamedModality[],
  method: MethodDescription | undefined,
): Look {
  const name = parseName(key);
  if (name.kind === 'pair') {
    const declared = method?.losses.find(({ id }) => id === name.word);
    const { label, tone } = namedHead(key, modalities);
    return {
      label: `${declared ? lossWord(declared) : name.word}, ${label}`,
      tone,
      weight: 'thin',
    };
  }
  if (key === FUSED_LOSS) return { label: 'fused features', tone: 'fusion', weight: 'normal' };
  if (key === TOTAL_LOSS) return { label: 'all together', tone: 'quiet', weight: 'thin' };
  const { label, tone } = namedHead(key, modalities);
  const isShared = name.kind === 'on' && name.word === SHARED;
  return { label, tone, weight: isShared ? 'thin' : 'normal' };
}

/** A sum says nothing in an epoch in which its only part says it, or all its parts are drawn close by. */
function isWorthALine(key: string, keys: readonly string[]): boolean {
  const isSumOfPairs = sumsOfPairs(keys);
  if (key !== TOTAL_LOSS) return !isSumOfPairs(key);
  return keys.filter((each) => each !== TOTAL_LOSS && !isSumOfPairs(each)).length > 2;
}

/** Tells the sum over all pairs of modalities by its word, which is theirs. */
function sumsOfPairs(keys: readonly string[]): (key: string) => boolean {
  const paired = new Set(
    keys.map(parseName).flatMap((name) => (name.kind === 'pair' ? [name.word] : [])),
  );
  return (key) => {
    const name = parseName(key);
    return name.kind === 'whole' && paired.has(name.word);
  };
}

/** Whether a loss of the run fell below 0, as bounds of information may, where a log axis has no place for it. */
const fallsBelowZero = (run: RunRecord | null): boolean =>
  run?.epochs.some(({ losses }) => Object.values(losses).some((value) => value < 0)) ?? false;

export function lossChart(source: ChartSource, run: RunRecord | null): Chart {
  const modalities = namedModalities(source.summary);
  const method = source.catalogue.find(({ id }) => id === run?.methodId);
  const keys = [...new Set((run?.epochs ?? []).flatMap(({ losses }) => Object.keys(losses)))];
  const dash = runOptions(source).find(({ name }) => name === run?.name)?.dash ?? 'solid';
  const isLinear = fallsBelowZero(run);
  const unit = isLinear ? 'amount' : 'magnitude';
  const lines = keys.flatMap((key): ChartLine[] => {
    if (!run) return [];
    const look = lossLook(key, modalities, method);
    const points = pointsOf(run, ({ losses }) =>
      isWorthALine(key, Object.keys(losses)) ? drawable(unit, losses[key]) : null,
    );
    return [{ ...PLAIN, ...look, run: run.name, key, name: look.label, dash, points }];
  });
  return {
    ...chartFrame(source),
    id: 'losses',
    title: run ? `Losses of ${run.label}` : 'Losses',
    explanation: TERMS.losses.says,
    subtitle: `mean over the epoch\u2019s batches, in nats, ${isLinear ? 'linear axis, for one is below 0' : 'log axis'} \u00B7 training split`,
    unit,
    namesMarks: true,
    lines: lines.filter(hasNumbers),
    levels: [],
    empty: 'What training makes small will fall here, one line per loss.',
  };
}
