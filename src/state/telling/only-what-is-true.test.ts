/** What the page says of a race, case by case: what an audit found it say without a test, and what it says instead. */
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../data/starting-settings';
import { REFERENCE_RUN } from '../../protocol/default-race';
import type { RunEvent } from '../../protocol/events';
import type { RightRange } from '../../testing/answered';
import { fakeCatalogue, fakeSummary } from '../../testing/fake-lab-data';
import { epochOf } from '../../testing/measured-epoch';
import {
  LABELS,
  type RaceCase,
  recordOf,
  STARVES,
  started,
  summaryOf,
  tellingOf,
} from '../../testing/race-case';
import { endRows } from '../end-numbers';
import { recordAfter, waitingRuns } from '../race-record';
import { tellRace } from '../tell-race';

const told = (one: RaceCase, isEnd = true) =>
  tellRace(tellingOf(one, isEnd))?.replaceAll('\u00A0', ' ');

const CLOSING = 'That is said of these nets; of methods, ten seeds speak.';

describe('at the end', () => {
  it('a modality that starves is named with numbers that add up, and so is the best net', () => {
    expect(told(STARVES)).toBe(
      'Sound reaches 75.0 % alone; it lost 30.7 points under joint training (44.3 %). Under DI-MML (74.2 %) these 1,000 test samples cannot tell it from alone. Whether picture lost or gained, these 1,000 test samples cannot tell. With all modalities the DI-MML net (92.4 %) answers these 1,000 test samples better than the Joint net (81.7 %). ' +
        CLOSING,
    );
  });

  it('one test sample of seven is no loss of 14 points', () => {
    const seven: RaceCase = {
      samples: 7,
      classes: 2,
      runs: { joint: [6, { picture: 6, sound: 6 }], 'di-mml': [7, { picture: 7, sound: 7 }] },
      alone: { picture: 7, sound: 7 },
    };
    expect(told(seven)).toBe(
      `Whether any modality lost or gained, these 7 test samples cannot tell. With all modalities these 7 test samples cannot tell the best, the DI-MML net (100.0 %), from the Joint net (85.7 %). ${CLOSING}`,
    );
  });

  it('one test sample tells nothing, and is called what it is', () => {
    const one: RaceCase = {
      samples: 1,
      classes: 2,
      runs: { joint: [1, { picture: 1, sound: 1 }], 'di-mml': [0, { picture: 0, sound: 0 }] },
      alone: { picture: 1, sound: 1 },
    };
    expect(told(one)).toBe(
      `Alone, no modality does better than guessing, as far as this one test sample can tell. With all modalities this one test sample cannot tell the best, the Joint net (100.0 %), from the DI-MML net (0.0 %). ${CLOSING}`,
    );
  });

  it('a modality that gained is told, not hidden in "within 3 points"', () => {
    const gained: RaceCase = {
      samples: 1000,
      runs: { joint: [800, { picture: 712, sound: 500 }] },
      alone: { picture: 621, sound: 500 },
    };
    expect(told(gained)).toContain(
      'Picture reaches 62.1 % alone; it gained 9.1 points under joint training (71.2 %). Whether sound lost or gained',
    );
  });

  it('a modality whose features never change is said to be no reading of a probe', () => {
    const withConstant = (runs: readonly string[], isEnd: boolean) =>
      tellRace({
        record: recordOf(STARVES, isEnd).map((run) => {
          if (!runs.includes(run.name)) return run;
          const constantFeatures = ['sound'];
          return {
            ...run,
            epochs: run.epochs.map((epoch) => ({ ...epoch, constantFeatures })),
            end: run.end && { ...run.end, constantFeatures },
          };
        }),
        levels: null,
        summary: summaryOf(STARVES),
        catalogue: fakeCatalogue,
        ended: isEnd,
      });
    const same =
      'the features of sound are the same for every training sample, so no probe can read them and no prediction can use them';
    expect(withConstant(['joint'], true)).toContain(`Under joint training ${same}. That is said`);
    expect(withConstant(['joint'], false)).toMatch(new RegExp(`Under joint training ${same}\\.$`));
    expect(withConstant(['joint', 'di-mml', REFERENCE_RUN], true)).toContain(
      `Under joint training, under DI-MML and alone ${same}; whether it lost or gained cannot be said.`,
    );
    expect(withConstant([], true)).not.toContain('the same for every');
  });

  it('a gap between two guesses is no gap', () => {
    const guesses: RaceCase = {
      samples: 1000,
      classes: 4,
      runs: { joint: [1000, { picture: 220, sound: 251 }] },
      alone: { picture: 270, sound: 255 },
    };
    const sentence = told(guesses);
    expect(sentence).toMatch(
      /^Alone, no modality does better than guessing, as far as these 1,000 test samples can tell\./,
    );
    expect(sentence).not.toMatch(/picture|lost|gained/i);
    const [row] = endRows({ record: recordOf(guesses, true), levels: null }, summaryOf(guesses));
    expect(row?.cells.map(({ gap, verdict }) => [gap, verdict])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it('a modality at chance is not spoken of, the others are', () => {
    const useless: RaceCase = {
      samples: 1000,
      runs: { joint: [900, { picture: 880, sound: 60 }] },
      alone: { picture: 935, sound: 124 },
    };
    expect(told(useless)).toMatch(
      /^Picture reaches 93\.5 % alone; it lost 5\.5 points under joint training \(88\.0 %\)\. With/,
    );
    expect(told(useless)).not.toMatch(/sound/i);
  });

  it('a few points in which nets of one race differ by chance starve nothing', () => {
    // .807 and .780 of the same samples: 109 that only one, 82 that only the other has right
    const nothing: RaceCase = {
      samples: 1000,
      runs: {
        joint: [[60, 989], { picture: [109, 889], sound: 762 }],
        'di-mml': [945, { picture: [0, 806], sound: 768 }],
      },
      alone: { picture: 807, sound: 762 },
    };
    expect(told(nothing)).toContain(
      'Whether any modality lost or gained, these 1,000 test samples cannot tell.',
    );
  });

  it('a modality that alone beats every fused answer is said to', () => {
    const worse: RaceCase = {
      samples: 1000,
      runs: {
        joint: [840, { picture: 760, sound: 596 }],
        'di-mml': [970, { picture: 760, sound: 988 }],
      },
      alone: { picture: 750, sound: 986 },
    };
    expect(told(worse)).toContain(
      'Sound alone (98.6 %) answers better than every fused answer of this race: the Joint net (84.0 %) and the DI-MML net (97.0 %).',
    );
    const only = { ...worse, runs: { ...worse.runs, 'di-mml': [986, { sound: 986 }] as const } };
    expect(told(only)).toContain(
      'Sound alone (98.6 %) answers better than the Joint net (84.0 %).',
    );
  });

  it('all modalities that lost are told, two of three as well', () => {
    const three: RaceCase = {
      samples: 1000,
      runs: { joint: [811, { picture: [5, 757], sound: 446, vector: 621 }] },
      alone: { picture: 752, sound: 745, vector: 717 },
    };
    expect(told(three)).toMatch(
      /^Sound reaches 74\.5 % alone; it lost 29\.9 points under joint training \(44\.6 %\)\. Vector reaches 71\.7 % alone; it lost 9\.6 points under joint training \(62\.1 %\)\. Whether picture lost or gained/,
    );
  });

  it('a rival that wins is named', () => {
    const rival: RaceCase = {
      samples: 1000,
      runs: { ...STARVES.runs, 'ogm-ge': [960, { picture: 790, sound: 745 }] },
      alone: STARVES.alone,
    };
    expect(told(rival)).toContain(
      'With all modalities the OGM-GE net (96.0 %) answers these 1,000 test samples better than the DI-MML net (92.4 %) and the Joint net (81.7 %).',
    );
  });

  it('of many runs the sentence counts and names the extremes', () => {
    const many = ['joint', 'a', 'b', 'c', 'd', 'e', 'f'];
    const crowd: RaceCase = {
      samples: 1000,
      runs: Object.fromEntries(
        many.map((run, i) => [run, [900 - 15 * i, { picture: 790, sound: 443 + 20 * i }] as const]),
      ),
      alone: { picture: 790, sound: 750 },
    };
    expect(told(crowd)).toBe(
      `Sound reaches 75.0 % alone; it lost under 7 of 7 runs, at most 30.7 points under joint training (44.3 %). Whether picture lost or gained, these 1,000 test samples cannot tell. With all modalities the Joint net (90.0 %) answers these 1,000 test samples better than the a net (88.5 %), the b net (87.0 %) and 4 more down to the f net (81.0 %). Here the jointly trained net wins: not every data set follows the script. ${CLOSING}`,
    );
    expect(told(crowd, false)).toBe(
      'Epoch 12: sound has reached 75.0 % alone and stands below that under 7 of 7 runs, at most 30.7 points under joint training (44.3 %).',
    );
  });

  it('a best that only beats some says which', () => {
    const close: RaceCase = {
      samples: 1000,
      runs: { ...STARVES.runs, 'ogm-ge': [[72, 995], { picture: 790, sound: 745 }] },
      alone: STARVES.alone,
    };
    expect(told(close)).toContain(
      'With all modalities these 1,000 test samples cannot tell the best, the DI-MML net (92.4 %), from the OGM-GE net (92.3 %). The DI-MML net answers them better than the Joint net (81.7 %).',
    );
  });

  it('of equals none is the best', () => {
    const equal: RaceCase = {
      samples: 1000,
      runs: { joint: [900, { sound: 700 }], 'di-mml': [[100, 1000], { sound: 700 }] },
      alone: { sound: 700 },
    };
    expect(told(equal)).toContain(
      'these 1,000 test samples cannot tell the Joint net (90.0 %) from the DI-MML net (90.0 %).',
    );
  });

  it('99.6 is not 100', () => {
    const nearly: RaceCase = {
      samples: 1000,
      runs: { joint: [996, { sound: 700 }], 'di-mml': [960, { sound: 700 }] },
      alone: { sound: 700 },
    };
    expect(told(nearly)).toContain('the Joint net (99.6 %)');
    expect(told(nearly)).not.toContain('100');
  });

  it('what a method says of its own victory waits for the test', () => {
    const wins = (fusion: RightRange): RaceCase => ({
      samples: 1000,
      runs: { joint: [fusion, { sound: 700 }], 'di-mml': [900, { sound: 700 }] },
      alone: { sound: 700 },
    });
    const twist = 'Here the jointly trained net wins';
    expect(told(wins(950))).toContain(twist);
    expect(told(wins([90, 995]))).not.toContain(twist);
  });

  it('a class of which the test split has no sample is said to be missing', () => {
    const tell = (test: readonly number[]) =>
      tellRace({
        record: recordOf(STARVES, true),
        levels: null,
        summary: {
          ...summaryOf(STARVES),
          classCountsOf: { train: [], validation: [], test },
        },
        catalogue: fakeCatalogue,
        ended: true,
      });
    expect(tell([125, 0, 125, 150, 100, 250, 125, 125])).toContain(
      'No test sample is of class class 1, so none of this speaks of it.',
    );
    expect(tell([1000, 0, 0, 0, 0, 0, 0, 0])).toContain(
      'No test sample is of class class 1, class 2, class 3 and 4 more, so none of this speaks of them.',
    );
    expect(tell([125, 125, 125, 125, 125, 125, 125, 125])).not.toContain('No test sample');
  });

  it('a race of one run compares nothing', () => {
    const alone: RaceCase = { ...STARVES, runs: { joint: STARVES.runs['joint'] ?? [0, {}] } };
    expect(told(alone)).toContain(
      'With all modalities the Joint net is right for 81.7 % of these 1,000 test samples.',
    );
  });

  it('nothing is compared where nobody wrote down which samples were right', () => {
    const record = recordOf(STARVES, true).map((run) => {
      if (!run.end) return run;
      const { right: _right, ...end } = run.end;
      return { ...run, end };
    });
    const sentence = tellRace({
      record,
      levels: null,
      summary: summaryOf(STARVES),
      catalogue: fakeCatalogue,
      ended: true,
    })?.replaceAll('\u00A0', ' ');
    expect(sentence).toBe(
      'Picture stands at 79.0 % alone, 79.1 % under joint training and 79.0 % under DI-MML. Sound stands at 75.0 % alone, 44.3 % under joint training and 74.2 % under DI-MML. Which samples were right is not known any more, so these numbers are not compared. With all modalities: the DI-MML net (92.4 %) and the Joint net (81.7 %).',
    );
  });
});

describe('while it trains', () => {
  it('the modality that is behind is named, and those that the samples cannot tell are not', () => {
    expect(told(STARVES, false)).toBe(
      'Epoch 12: sound has reached 75.0 % alone and stands 30.7 points below that under joint training (44.3 %).',
    );
  });

  it('every modality that is behind or ahead is named', () => {
    const both: RaceCase = {
      samples: 1000,
      runs: {
        joint: [800, { picture: 712, sound: 443 }],
        'di-mml': [900, { picture: 621, sound: 650 }],
      },
      alone: { picture: 621, sound: 750 },
    };
    expect(told(both, false)).toBe(
      'Epoch 12: picture has reached 62.1 % alone and stands 9.1 points above that under joint training (71.2 %); sound has reached 75.0 % alone and stands 30.7 points below that under joint training (44.3 %) and 10.0 points below that under DI-MML (65.0 %).',
    );
  });

  it('where nothing can be told it says so', () => {
    const same: RaceCase = { ...STARVES, runs: { joint: [817, STARVES.alone] } };
    expect(told(same, false)).toBe(
      'Epoch 12: whether any modality is behind or ahead, these 1,000 test samples cannot tell.',
    );
  });

  it('before any modality alone is above guessing nothing starves', () => {
    const early: RaceCase = {
      samples: 1000,
      runs: { joint: [130, { picture: 90, sound: 125 }] },
      alone: { picture: 130, sound: 124 },
    };
    expect(told(early, false)).toBe(
      'Epoch 12: alone, no modality does better than guessing yet, as far as these 1,000 test samples can tell.',
    );
  });
});

describe('runs that stopped', () => {
  const failed = (run: string): RunEvent => ({
    kind: 'run-failed',
    run,
    seq: 3,
    label: LABELS[run] ?? run,
    failed: { code: 'diverged', message: '', hint: '' },
  });
  const tell = (events: readonly RunEvent[], ended = true) =>
    tellRace({
      record: recordAfter(waitingRuns(['joint', 'di-mml']), [
        started('joint'),
        started('di-mml'),
        ...events,
      ]),
      levels: null,
      summary: fakeSummary(defaultSettings()),
      catalogue: fakeCatalogue,
      ended,
    });

  it('before their first epoch are told', () => {
    expect(tell([failed('joint'), failed('di-mml')])).toBe(
      'Joint and DI-MML stopped in their first epoch. No run came to its end, so there is nothing to compare.',
    );
  });

  it('at different epochs are told one by one', () => {
    const events = [epochOf('joint', 3), failed('joint'), failed('di-mml')];
    expect(tell(events)).toBe(
      'Joint stopped after epoch 3 and DI-MML stopped in its first epoch; their curves end there. No run came to its end, so there is nothing to compare.',
    );
  });
});
