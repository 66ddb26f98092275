/** The question at the top of the page, case by case. */
import { describe, expect, it, test } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { fakeCatalogue, fakeSummary } from '../../testing/fake-lab-data';
import { epochOf } from '../../testing/measured-epoch';
import { type RaceCase, STARVES, started, summaryOf, tellingOf } from '../../testing/race-case';
import { recordAfter, waitingRuns } from '../race-record';
import { questionOfSeeds } from '../seeds/all-seeds';
import type { SeedTable } from '../seeds/seed-table';
import type { Telling } from '../tell-race';
import { question } from './question';

const begun = (more: Partial<Telling>): Telling => ({
  record: [],
  levels: null,
  summary: fakeSummary(defaultSettings()),
  catalogue: fakeCatalogue,
  ended: false,
  ...more,
});
const asks = (told: Telling): string => question(told).replaceAll('\u00A0', ' ');
const [picture] = fakeSummary(defaultSettings()).modalities;

/** Of each row: which runs have which samples right of 1,000. */
const race = (runs: RaceCase['runs'], alone: RaceCase['alone'], samples = 1000): RaceCase => ({
  samples,
  runs,
  alone,
});
const ALONE = { picture: [200, 990], sound: 750 } as const;

describe('before a race and while it runs', () => {
  test.each<[string, Telling, string]>([
    ['nothing is known yet', begun({ summary: null }), 'Will one modality fall behind?'],
    ['before the first epoch', begun({}), 'Will picture or sound fall behind?'],
    [
      'a race that starts',
      begun({ record: recordAfter(waitingRuns(['joint']), [started('joint')]) }),
      'Will picture or sound fall behind?',
    ],
    [
      'nobody is told apart',
      tellingOf(race({ joint: [800, { picture: [205, 991], sound: [10, 752] }] }, ALONE), false),
      'Is picture or sound falling behind?',
    ],
    ['one is behind', tellingOf(STARVES, false), 'Is sound falling behind?'],
    [
      'two are behind',
      tellingOf(race({ joint: [800, { picture: [200, 700], sound: 443 }] }, ALONE), false),
      'Are picture and sound falling behind?',
    ],
    [
      'how far each gets alone is not known',
      begun({
        record: recordAfter(waitingRuns(['joint']), [started('joint'), epochOf('joint', 1)]),
      }),
      'Is picture or sound falling behind?',
    ],
  ])('%s', (_, told, wanted) => {
    expect(asks(told)).toBe(wanted);
  });
});

describe('at the end', () => {
  test.each<[string, Telling, string]>([
    [
      'one starves under one of two methods',
      tellingOf(STARVES),
      'Why did sound learn less under joint training than alone?',
    ],
    [
      'under every one of three',
      tellingOf(
        race(
          {
            joint: [800, { sound: 443 }],
            'di-mml': [800, { sound: 500 }],
            'ogm-ge': [800, { sound: 510 }],
          },
          { sound: 750 },
        ),
      ),
      'Why did sound learn less under every method than alone?',
    ],
    [
      'two of three modalities starve',
      tellingOf(
        race(
          { joint: [811, { picture: [5, 757], sound: 446, vector: 621 }] },
          { picture: 752, sound: 745, vector: 717 },
        ),
      ),
      'Why did sound and vector learn less than alone?',
    ],
    [
      'none starves, one gains',
      tellingOf(race({ joint: [800, { picture: 712, sound: 500 }] }, { picture: 621, sound: 500 })),
      'Why did picture learn more under joint training than alone?',
    ],
    [
      'the samples cannot tell',
      tellingOf(race({ joint: [6, { picture: 6, sound: 6 }] }, { picture: 7, sound: 7 }, 7)),
      'Did picture or sound learn less than alone? These 7 test samples cannot tell.',
    ],
    [
      'alone, nobody does better than guessing',
      tellingOf({
        ...race({ joint: [1000, { picture: 220, sound: 251 }] }, { picture: 270, sound: 255 }),
        classes: 4,
      }),
      'Does any modality know anything alone?',
    ],
    [
      'how far each gets alone is not known',
      { ...tellingOf(STARVES), record: tellingOf(STARVES).record.slice(0, 2) },
      'How far does each modality get?',
    ],
    [
      'which samples were right was not kept',
      {
        ...tellingOf(STARVES),
        record: tellingOf(STARVES).record.map((run) => {
          const { right: _, ...end } = run.end ?? {};
          return { ...run, end: end as typeof run.end };
        }),
      },
      'How far does each modality get?',
    ],
  ])('%s', (_, told, wanted) => {
    expect(asks(told)).toBe(wanted);
  });

  it('of one modality nothing is asked that needs two', () => {
    const one = tellingOf(race({ joint: [800, { picture: 712 }] }, { picture: 790 }));
    const summary = { ...summaryOf(STARVES), modalities: picture ? [picture] : [] };
    expect(asks({ ...one, summary })).toBe('How much can be known from picture alone?');
  });

  it('of runs that all failed it asks why', () => {
    const record = tellingOf(STARVES).record.map((run) => ({ ...run, status: 'failed' as const }));
    expect(asks({ ...tellingOf(STARVES), record })).toBe('Why did every run stop?');
    expect(asks({ ...tellingOf(STARVES), record: record.slice(0, 1) })).toBe(
      'Why did this run stop?',
    );
  });

  it('a race looked back at asks what was asked then', () => {
    expect(asks({ ...tellingOf(STARVES), ended: false })).toBe('Is sound falling behind?');
  });
});

describe('over several seeds', () => {
  const around = (mean: number, seeds = 10) =>
    new Map(Array.from({ length: seeds }, (_, i) => [i + 1, mean + 0.001 * ((i * 3) % 7)]));
  const table = (sound: number, seeds = 10): SeedTable => ({
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    rows: [
      {
        run: 'joint',
        label: 'Joint',
        failed: [],
        fusion: around(0.8, seeds),
        cells: [{ modality: 'sound', accuracy: around(sound, seeds), gap: new Map() }],
      },
    ],
    alone: new Map([['sound', around(0.75, seeds)]]),
  });
  const summary = fakeSummary(defaultSettings());

  it('names the modality that the seeds say stays below', () => {
    expect(questionOfSeeds(table(0.44), summary, fakeCatalogue)).toBe(
      'Over 10 seeds: why did sound learn less under joint training than alone?',
    );
  });

  it('claims nothing where they do not, or are too few', () => {
    const open = 'does any modality learn less than alone?';
    expect(questionOfSeeds(table(0.75), summary, fakeCatalogue)).toBe(`Over 10 seeds: ${open}`);
    expect(questionOfSeeds(table(0.44, 3), summary, fakeCatalogue)).toBe(`Over 3 seeds: ${open}`);
    expect(questionOfSeeds(table(0.44, 1), summary, fakeCatalogue)).toBeNull();
  });
});
