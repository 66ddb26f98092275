/** What is said of a race whose end numbers a link carried: that they came out again, or where they differ. Pure. */
import { VARIANTS, type VariantName, variantNamed } from '../../protocol/backends';
import type { DataSetSummary } from '../../protocol/data-set';
import { type MadeTwice, reproduction } from '../../verdict/reproduced';
import { modalityWord } from '../charts/modality-word';
import { finePercent, listed, pointsText } from '../format';
import type { RaceRecord } from '../race-record';
import { racingRuns } from '../race-store';
import { backendsOf } from '../stretches';
import type { ClaimedNumbers } from './end-numbers-link';

export interface Told {
  readonly tone: 'problem' | 'news';
  readonly message: string;
  readonly hint: string;
}

const labelOf = (backends: string): string => {
  const known = backends.split(', ').map(variantNamed);
  const names = known.filter((name): name is VariantName => name !== undefined);
  return names.length === known.length
    ? listed(names.map((name) => VARIANTS[name].label))
    : `\u201C${backends}\u201D`;
};

/** Before it is trained here. */
export const tellClaimed = ({ backend, runs }: ClaimedNumbers): Told => ({
  tone: 'news',
  message: `This link carries the end numbers of ${Object.keys(runs).length === 1 ? 'its run' : `its ${Object.keys(runs).length} runs`}, made with ${labelOf(backend)}.`,
  hint: 'Press Play: at the end the page says whether they came out here too.',
});

/** Of the race of the link's own settings, once it has ended. */
export function tellReproduced(
  { backend, runs }: ClaimedNumbers,
  record: RaceRecord,
  summary: DataSetSummary | null,
): Told {
  const words = new Map(summary?.modalities.map(({ id, name }) => [id, modalityWord(name)]));
  const made = Object.entries(runs).flatMap(([name, there]): MadeTwice[] => {
    const run = racingRuns(record).find((each) => each.name === name);
    const end = run?.end?.accuracy;
    const label = run?.label ?? name;
    return [
      ...(there.fusion === null
        ? []
        : [{ what: `${label}, fusion`, there: there.fusion, here: end?.fusion ?? null }]),
      ...Object.entries(there.unimodal).map(([id, accuracy]) => ({
        what: `${label}, ${words.get(id) ?? id}`,
        there: accuracy,
        here: end?.unimodal[id] ?? null,
      })),
    ];
  });
  const { all, same, missing, furthest, isNear } = reproduction(made, summary?.counts.test ?? 0);
  const ended = racingRuns(record).find((run) => run.end);
  const here = ended ? backendsOf(ended) : '';
  const isSameBackend = here === backend;
  const by = isSameBackend
    ? `Both were made with ${labelOf(here)}.`
    : `The link\u2019s were made with ${labelOf(backend)}, these with ${labelOf(here)}.`;
  if (missing.length > 0) {
    return {
      tone: 'problem',
      message: `Not reproduced: ${missing.length} of the link\u2019s ${all} end numbers did not come out here: ${listed(missing.slice(0, 3))}${missing.length > 3 ? ' \u2026' : ''}.`,
      hint: `${same} of ${all} are the same to the digit. ${by}`,
    };
  }
  if (!furthest) {
    return {
      tone: 'news',
      message: 'Reproduced: same to the digit.',
      hint: `All ${all} end numbers of the link came out here. ${by}`,
    };
  }
  const counted = `${same} of the link\u2019s ${all} end numbers are the same to the digit; furthest apart is ${furthest.what}: ${finePercent(furthest.there)} in the link, ${finePercent(furthest.here)} here, ${pointsText(furthest.by)}.`;
  if (!isSameBackend && isNear) {
    return {
      tone: 'news',
      message: `Reproduced up to rounding. ${counted}`,
      hint: `${by} Back ends round differently, and training makes that grow.`,
    };
  }
  return {
    tone: 'problem',
    message: `Not reproduced. ${counted}`,
    hint: isSameBackend
      ? `${by} The same version of the page gives the same numbers on the same back end and processor: one of these is another, or the link\u2019s numbers were changed.`
      : `${by} That alone seldom makes so much of a difference: the version of the page is another, or the link\u2019s numbers were changed.`,
  };
}
