/** How the modalities' features lie to each other, and what an epoch costs; one line per run. Pure. */
import type { Chart } from '../charts/chart';
import { type ChartSource, chartFrame } from '../charts/chart-frame';
import { TERMS } from '../charts/terms';
import { racingRuns } from '../race-store';
import { runLines } from './line-builders';
import { whyNot } from './why-not';

export function geometryCharts(source: ChartSource): readonly Chart[] {
  const frame = chartFrame(source);
  const first = racingRuns(source.record)[0] ?? null;
  const empty = whyNot('geometry', source, first);
  return [
    {
      ...frame,
      id: 'modality-gap',
      title: 'Modality gap',
      explanation: TERMS.modalityGap,
      subtitle: 'distance of the mean directions, 0 to 2 \u00B7 a part of the held-out split',
      unit: 'amount',
      namesMarks: true,
      lines: runLines(source, ({ modalityGap }) => modalityGap),
      levels: [],
      empty,
    },
    {
      ...frame,
      id: 'cka',
      title: 'Likeness of the features',
      explanation: TERMS.cka,
      subtitle: 'linear CKA, 0 to 1 \u00B7 a part of the held-out split',
      unit: 'amount',
      lines: runLines(source, ({ cka }) => cka),
      levels: [],
      empty,
    },
    {
      ...frame,
      id: 'ms-per-step',
      title: 'Time per step',
      explanation: TERMS.msPerStep,
      subtitle: 'milliseconds, mean over the epoch \u00B7 this computer',
      unit: 'milliseconds',
      lines: runLines(source, ({ cost }) => cost.msPerStep),
      levels: [],
      empty: 'What one batch costs on this computer will show here.',
    },
    {
      ...frame,
      id: 'measure-ms',
      title: 'Time to measure',
      explanation: TERMS.measureMs,
      subtitle: 'milliseconds per epoch \u00B7 this computer',
      unit: 'milliseconds',
      lines: runLines(source, ({ cost }) => cost.measureMs),
      levels: [],
      empty: 'What measuring an epoch costs will show here.',
    },
  ];
}
