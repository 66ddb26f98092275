/** The chosen run's losses, and how hard training pulls at every encoder: docs/measures.md, curve 2. Pure. */
import type { Chart, ChartLine } from '../charts/chart';
import { type ChartSource, chartFrame, hasNumbers, PLAIN, pointsOf } from '../charts/chart-frame';
import { TERMS } from '../charts/terms';
import type { RunRecord } from '../race-record';
import { type NamedModality, namedHead, namedModalities } from './head-name';
import { modalityLinesOfAll, positive } from './line-builders';
import { runOptions } from './measure-source';
import { whyNot } from './why-not';

type Look = Pick<ChartLine, 'label' | 'tone' | 'weight'>;

/** `duc.picture>sound` is what the sound learns from the picture, so it has the sound's colour. */
function lossLook(key: string, modalities: readonly NamedModality[]): Look {
  const [teacher, student] = key.startsWith('duc.') ? key.slice(4).split('>') : [];
  if (teacher !== undefined && student !== undefined) {
    const word = (id: string) => modalities.find((each) => each.id === id)?.word ?? id;
    const tone = modalities.find(({ id }) => id === student)?.tone ?? 'quiet';
    return { label: `DUC, ${word(teacher)} to ${word(student)}`, tone, weight: 'thin' };
  }
  if (key === 'fusion') return { label: 'fused features', tone: 'fusion', weight: 'normal' };
  if (key === 'total') return { label: 'all together', tone: 'quiet', weight: 'thin' };
  const { label, tone } = namedHead(key, modalities);
  return { label, tone, weight: key.startsWith('shared.') ? 'thin' : 'normal' };
}

/** A sum says nothing in an epoch in which its only part says it, or all its parts are drawn close by. */
function isWorthALine(key: string, keys: readonly string[]): boolean {
  if (key === 'duc') return !keys.some((each) => each.startsWith('duc.'));
  if (key === 'total') return keys.filter((each) => each !== 'total' && each !== 'duc').length > 2;
  return true;
}

export function lossChart(source: ChartSource, run: RunRecord | null): Chart {
  const modalities = namedModalities(source.summary);
  const keys = [...new Set((run?.epochs ?? []).flatMap(({ losses }) => Object.keys(losses)))];
  const dash = runOptions(source).find(({ name }) => name === run?.name)?.dash ?? 'solid';
  const lines = keys.flatMap((key): ChartLine[] => {
    if (!run) return [];
    const look = lossLook(key, modalities);
    const points = pointsOf(run, ({ losses }) =>
      isWorthALine(key, Object.keys(losses)) ? positive(losses[key]) : null,
    );
    return [{ ...PLAIN, ...look, key, name: look.label, dash, points }];
  });
  return {
    ...chartFrame(source),
    id: 'losses',
    title: run ? `Losses of ${run.label}` : 'Losses',
    explanation: TERMS.losses,
    subtitle: 'mean over the epoch\u2019s batches, in nats, log axis \u00B7 training split',
    unit: 'magnitude',
    namesMarks: true,
    lines: lines.filter(hasNumbers),
    levels: [],
    empty: 'What training makes small will fall here, one line per loss.',
  };
}

export function gradientChart(source: ChartSource): Chart {
  return {
    ...chartFrame(source),
    id: 'gradients',
    title: 'Relative gradient norm',
    explanation: TERMS.gradientNorm,
    subtitle: 'each encoder, every run, log axis \u00B7 training split',
    unit: 'magnitude',
    lines: modalityLinesOfAll(source, ({ gradientNorm }, { id }) => positive(gradientNorm[id])),
    levels: [],
    empty: whyNot('gradientNorm', source, null),
  };
}
