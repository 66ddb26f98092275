/** The signs of competition in one run: who leads, who is pulled where, who brings what. Pure. */
import type { Chart, ChartLevel, ChartLine } from '../charts/chart';
import { type ChartSource, chartFrame } from '../charts/chart-frame';
import { TERMS } from '../charts/terms';
import type { RunRecord } from '../race-record';
import { modalityLines, positive } from './line-builders';
import { whyNot } from './why-not';

/** Whether the run has come far enough to show that it does not have this measure. */
const isAbsent = (run: RunRecord | null, lines: readonly ChartLine[]): boolean =>
  lines.length === 0 && run !== null && run.epochs.length > 0;

const BALANCE: ChartLevel = { key: 'balance', label: 'balance', tone: 'quiet', value: 1 };

export function ratioChart(source: ChartSource, run: RunRecord | null): Chart {
  const ratio = (key: 'discrepancyRatio' | 'discrepancyRatioTraining', suffix: string) =>
    run
      ? modalityLines(source, run, (epoch, { id }) => positive(epoch[key]?.[id]), {
          suffix,
          weight: suffix === 'training' ? 'thin' : 'normal',
        })
      : [];
  const lines = [
    ...ratio('discrepancyRatio', 'held-out'),
    ...ratio('discrepancyRatioTraining', 'training'),
  ];
  return {
    ...chartFrame(source),
    isAbsent: isAbsent(run, lines),
    id: 'ratio',
    title: 'Discrepancy ratio by epoch',
    explanation: TERMS.discrepancyRatio,
    subtitle: 'log axis around balance \u00B7 training split thin',
    unit: 'ratio',
    lines,
    levels: [BALANCE],
    empty: whyNot('discrepancyRatio', source, run),
  };
}

export function cosineChart(source: ChartSource, run: RunRecord | null): Chart {
  const lines = run
    ? modalityLines(source, run, ({ gradientCosine }, { id }) => gradientCosine[id])
    : [];
  return {
    ...chartFrame(source),
    isAbsent: isAbsent(run, lines),
    id: 'gradient-cosine',
    title: 'Gradient cosine',
    explanation: TERMS.gradientCosine,
    subtitle: 'fused loss against own loss, on each encoder',
    unit: 'cosine',
    lines,
    levels: [],
    empty: whyNot('gradientCosine', source, run),
  };
}

export function shapleyChart(source: ChartSource, run: RunRecord | null): Chart {
  const lines = run ? modalityLines(source, run, ({ shapley }, { id }) => shapley?.[id]) : [];
  return {
    ...chartFrame(source),
    isAbsent: isAbsent(run, lines),
    id: 'shapley',
    title: 'Contribution to the prediction',
    explanation: TERMS.shapley,
    subtitle: 'Shapley value, in points of accuracy \u00B7 a part of the held-out split',
    unit: 'contribution',
    lines,
    levels: [],
    empty: whyNot('shapley', source, run),
  };
}
