/**
 * What the page says of a race does not depend on what its modalities are called inside: every view of a real race
 * under awkward ids has the words and numbers of the same race under ordinary ones.
 */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDataSet } from '../data/generator/generate';
import { summarise } from '../data/summarise';
import { catalogue } from '../method/catalogue';
import { measureCatalogue } from '../method/measures/measure-catalogue';
import type { DataSet } from '../protocol/data-set';
import type { RunEvent } from '../protocol/events';
import type { EpochCost } from '../protocol/measures';
import type { LabEvent } from '../protocol/messages';
import type { ReferenceLevels } from '../protocol/reference-levels';
import { parseSettings, runNames, type SettingsInput } from '../protocol/settings';
import type { StepSeen } from '../protocol/step';
import { asPlace, rowAt } from '../protocol/units';
import { EVERY_METHOD, raced, renamed, SMALL_RACE, suited } from '../testing/renamed-race';
import { openTinyLab, type TinyLab } from '../testing/tiny-lab';
import type { ChartSource } from './charts/chart-frame';
import { raceCharts } from './charts/race-charts';
import { endRows } from './end-numbers';
import { mapView, pointText } from './features/map-view';
import { dialOf } from './measures/dial';
import { failureTable } from './measures/failure-table';
import { namedModalities } from './measures/head-name';
import { lossChart } from './measures/loss-charts';
import { measureCharts } from './measures/measure-charts';
import { pairRows } from './measures/pair-rows';
import { reliabilities } from './measures/reliability';
import { spectrumOf } from './measures/spectrum';
import { recordAfter, waitingRuns } from './race-record';
import { answeringHeads, confusionView } from './samples/confusion-view';
import { learnings } from './samples/first-learned';
import { pileTable } from './samples/pile-table';
import { sampleStory } from './samples/sample-story';
import { seenLanes } from './slow-motion/seen-lanes';

const FIRST = asPlace(0);

const SETTINGS: SettingsInput = {
  ...SMALL_RACE,
  generator: { classes: 4 },
  methods: EVERY_METHOD,
};

const NO_COST: EpochCost = {
  msPerStep: 1,
  kernelsPerStep: null,
  measureMs: 1,
  arrays: 1,
  bytes: 1,
};

let open: TinyLab;
beforeAll(async () => {
  open = await openTinyLab('wasm');
});
afterAll(() => open.lab.closed());

/** A race as the page has it in hand. */
async function source(dataSet: DataSet): Promise<ChartSource & { steps: readonly StepSeen[] }> {
  const suiting = await suited(open, dataSet, SETTINGS);
  const settings = parseSettings(suiting);
  const events = (await raced(open, dataSet, suiting)).map(
    (event): LabEvent =>
      // times are nobody's to share
      event.kind === 'epoch-ended' ? { ...event, cost: NO_COST } : event,
  );
  const runs = runNames(settings);
  const levels = events.findLast(({ kind }) => kind === 'reference-known');
  return {
    record: recordAfter(
      waitingRuns(runs),
      events.filter((event): event is RunEvent & LabEvent => 'seq' in event),
    ),
    levels: levels as ReferenceLevels & typeof levels,
    settings,
    summary: summarise(dataSet),
    catalogue,
    measures: measureCatalogue,
    steps: events.flatMap((event) => (event.kind === 'step-shown' ? [event.step] : [])),
  };
}

/** Everything that the page's tabs, tables and pictures are drawn from, by what it is. */
function views(of: ChartSource & { steps: readonly StepSeen[] }): Record<string, unknown> {
  const { record, summary, steps } = of;
  const classes = summary?.classNames.length ?? 0;
  const modalities = namedModalities(summary);
  const tabs = [...new Set(measureCatalogue.map(({ tab }) => tab))];
  const perRun = record.map((run): [string, unknown] => {
    const [epoch, snapshot] = [run.epochs.at(-1), run.snapshots.at(-1)];
    if (!epoch || !snapshot) throw new Error(`${run.name} has said nothing.`);
    const heads = answeringHeads(snapshot, modalities);
    const story = sampleStory(snapshot, rowAt(snapshot.rows, FIRST), classes, modalities);
    const map = mapView(run.snapshots, summary);
    return [
      run.name,
      {
        losses: lossChart(of, run),
        measures: tabs.map((tab) => measureCharts(tab, of, run)),
        dial: dialOf(epoch, summary),
        failures: failureTable(epoch, summary),
        reliabilities: reliabilities(epoch, summary),
        spectrum: spectrumOf(epoch, summary),
        pairs: pairRows(epoch, summary),
        confusion: heads.map((head) => [head.label, confusionView(snapshot, head.key, classes)]),
        story,
        learned: learnings(
          run.snapshots,
          rowAt(snapshot.rows, FIRST),
          heads.map(({ key }) => key),
        ),
        points: map && snapshot.rows.length > 0 && pointText(snapshot, FIRST, map.maps, []),
      },
    ];
  });
  return {
    charts: raceCharts(of),
    ends: endRows(of, summary),
    piles: pileTable(of, null),
    steps: steps.map((step) => seenLanes(step, of)),
    ...Object.fromEntries(perRun),
  };
}

/** Words and numbers alone: ids and keys are what is allowed to differ. */
const said = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each: unknown) => {
      if (['key', 'id', 'modality', 'head', 'seen'].includes(key) && typeof each !== 'object') {
        return undefined;
      }
      if (key === 'seen') return undefined;
      return ArrayBuffer.isView(each) ? Array.from(each as Float32Array) : each;
    }),
  );

describe('every view of a race', () => {
  const dataSet = generateDataSet(parseSettings(SETTINGS));
  let plain: Record<string, unknown> = {};
  beforeAll(async () => {
    plain = views(await source(dataSet));
  }, 60_000);

  it('has something to say under ordinary names', () => {
    const text = JSON.stringify(said(plain));
    for (const words of [
      'DUC, picture to sound',
      'picture, shared head',
      'fused features',
      'only sound',
      'fusion head',
      'certainty-weighted heads',
      'sound, readout',
      'picture teaches sound',
      'its private head',
    ]) {
      // not toContain, which would print the whole race
      expect(text.includes(words), words).toBe(true);
    }
  });

  it.each([
    { ids: ['fusion', 'total'] },
    { ids: ['none', 'both'] },
    { ids: ['shared', 'duc'] },
    { ids: ['equalWeights', 'constructor'] },
  ])(
    'says the same with modalities called $ids',
    async ({ ids }) => {
      const awkward = views(await source(renamed(dataSet, ids)));
      for (const [view, value] of Object.entries(plain)) {
        expect(said(awkward[view]), view).toEqual(said(value));
      }
    },
    60_000,
  );

  it('says the same with three modalities', async () => {
    const three = { ...SETTINGS, generator: { classes: 4, vector: { enabled: true } } };
    const drawn = generateDataSet(parseSettings(three));
    expect(drawn.modalities).toHaveLength(3);
    const ordinary = views(await source(drawn));
    const ids = ['fusion', 'equalWeights', 'shared'];
    const awkward = views(await source(renamed(drawn, ids)));
    for (const [view, value] of Object.entries(ordinary)) {
      expect(said(awkward[view]), view).toEqual(said(value));
    }
  }, 120_000);
});
