/**
 * What the race is about, computed from its record: unimodal accuracy and fusion accuracy. Pure; no number here
 * that a run has not reported.
 */

import { measured } from '../../protocol/measure';
import type { RunRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { type Chart, type ChartLine, dashesOf, modalityTone } from './chart';
import {
  type ChartSource,
  chartFrame,
  hasNumbers,
  heldOutSplit,
  PLAIN,
  pointsOf,
} from './chart-frame';
import { drawn } from './drawn';
import { modalityWord } from './modality-word';
import { aloneLevels, aloneLines, guessing, untrainedLevels } from './reference-levels';
import { TERMS } from './terms';

/** With more curves than this the lines of the untrained encoders would crowd their names. */
const MOST_WITH_UNTRAINED = 8;

/** Whether every run of the race was kept when live numbers were another probe's. */
function keptOnlyRidge(runs: readonly RunRecord[]): boolean {
  const epochs = runs.flatMap((run) => run.epochs);
  return (
    epochs.length > 0 &&
    epochs.every(({ accuracy }) => Object.keys(accuracy.unimodal).length === 0) &&
    epochs.some((epoch) => measured(epoch, 'ridge') !== null)
  );
}

/** Who knows how much, in the order of the page. */
export function raceCharts(source: ChartSource): readonly [Chart, Chart] {
  const runs = racingRuns(source.record);
  const dashes = dashesOf(
    runs.map(({ name }) => name),
    source.catalogue,
  );
  const dashOf = (run: RunRecord) => dashes.get(run.name) ?? 'solid';
  const modalities = source.summary?.modalities ?? [];
  const split = heldOutSplit(source);
  const shared = chartFrame(source);

  const unimodal = runs.flatMap((run) =>
    modalities.map((modality, index): ChartLine => {
      const word = modalityWord(modality.name);
      return {
        key: `${run.name}.${modality.id}`,
        run: run.name,
        name: `${modality.name}, ${run.label}`,
        label: `${word}, ${run.label}`,
        tone: modalityTone(index),
        dash: dashOf(run),
        ...PLAIN,
        points: pointsOf(run, ({ accuracy }) => drawn(accuracy.unimodal[modality.id])),
      };
    }),
  );

  const aloneEnds = aloneLevels(source);

  const fusion = runs.flatMap((run): ChartLine[] => {
    const look = { run: run.name, tone: 'fusion', dash: dashOf(run) } as const;
    const name = run.label;
    return [
      {
        ...look,
        key: `${run.name}.ensemble`,
        name: `${name}, ensemble of private heads`,
        label: name,
        note: 'ensemble of private heads',
        isOver: run.epochs.at(-1)?.fusionSource === 'method',
        weight: 'thin',
        points: pointsOf(run, (e) =>
          e.fusionSource === 'ensemble' ? drawn(e.accuracy.fusion) : null,
        ),
      },
      {
        ...look,
        key: `${run.name}.fusion`,
        name: `${name}, its own prediction`,
        label: name,
        ...PLAIN,
        points: pointsOf(run, (e) =>
          e.fusionSource === 'method' ? drawn(e.accuracy.fusion) : null,
        ),
      },
    ];
  });

  return [
    {
      ...shared,
      id: 'unimodal',
      title: 'Unimodal accuracy',
      subtitle: `each encoder by itself, logistic probe · held-out: ${split} split`,
      unit: 'share',
      explanation: TERMS.unimodalAccuracy.says,
      told: 'modalities',
      namesMarks: true,
      lines: [...unimodal, ...(aloneEnds.length > 0 ? [] : aloneLines(source))].filter(hasNumbers),
      levels: [
        ...guessing(source.summary),
        ...aloneEnds,
        ...(unimodal.length <= MOST_WITH_UNTRAINED ? untrainedLevels(source) : []),
      ],
      empty: keptOnlyRidge(runs)
        ? 'An older version of this lab kept these runs. It drew their unimodal curves by the ridge probe; they stand under Geometry, Ridge probe.'
        : 'How much each modality knows by itself will grow here, one line per modality and method.',
    },
    {
      ...shared,
      id: 'fusion',
      title: 'Fusion accuracy',
      subtitle: `the prediction from all modalities · held-out: ${split} split`,
      unit: 'share',
      explanation: TERMS.fusionAccuracy.says,
      told: 'fusion',
      lines: fusion.filter(hasNumbers),
      levels: guessing(source.summary),
      empty: 'How often each method is right with all modalities together will grow here.',
    },
  ];
}
