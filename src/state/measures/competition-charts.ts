/** The signs of competition in one run: who leads, who is pulled where, who brings what. Pure. */
import type { Chart, ChartLevel } from '../charts/chart';
import { type ChartSource, chartFrame } from '../charts/chart-frame';
import { TERMS } from '../charts/terms';
import type { RunRecord } from '../race-record';
import { modalityLines, positive } from './line-builders';
import { whyNot } from './why-not';

const BALANCE: ChartLevel = { key: 'balance', label: 'balance', tone: 'quiet', value: 1 };

export function ratioChart(source: ChartSource, run: RunRecord | null): Chart {
  const ratio = (key: 'discrepancyRatio' | 'discrepancyRatioTraining', suffix: string) =>
    run
      ? modalityLines(source, run, (epoch, { id }) => positive(epoch[key]?.[id]), {
          suffix,
          weight: suffix === 'training' ? 'thin' : 'normal',
        })
      : [];
  return {
    ...chartFrame(source),
    id: 'ratio',
    title: 'Discrepancy ratio by epoch',
    explanation: TERMS.discrepancyRatio,
    subtitle: 'log axis around balance \u00B7 training split thin',
    unit: 'ratio',
    lines: [
      ...ratio('discrepancyRatio', 'held-out'),
      ...ratio('discrepancyRatioTraining', 'training'),
    ],
    levels: [BALANCE],
    empty: whyNot('discrepancyRatio', source, run),
  };
}

export function cosineChart(source: ChartSource, run: RunRecord | null): Chart {
  return {
    ...chartFrame(source),
    id: 'gradient-cosine',
    title: 'Gradient cosine',
    explanation: TERMS.gradientCosine,
    subtitle: 'fused loss against own loss, on each encoder',
    unit: 'cosine',
    lines: run
      ? modalityLines(source, run, ({ gradientCosine }, { id }) => gradientCosine[id])
      : [],
    levels: [],
    empty: whyNot('gradientCosine', source, run),
  };
}

export function shapleyChart(source: ChartSource, run: RunRecord | null): Chart {
  return {
    ...chartFrame(source),
    id: 'shapley',
    title: 'Contribution to the prediction',
    explanation: TERMS.shapley,
    subtitle: 'Shapley value, in points of accuracy \u00B7 a part of the held-out split',
    unit: 'contribution',
    lines: run ? modalityLines(source, run, ({ shapley }, { id }) => shapley?.[id]) : [],
    levels: [],
    empty: whyNot('shapley', source, run),
  };
}
