/** From a run's record to its picture, and the picture in words; with the real descriptions. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../method/catalogue';
import type { MethodDescription } from '../../protocol/catalogue';
import type { EpochEnded } from '../../protocol/events';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { fakeSummary } from '../../testing/fake-lab-data';
import { type EpochParts, epochOf as epochInTest } from '../../testing/measured-epoch';
import { recordAfter, waitingRuns } from '../race-record';
import { momentOf, type RunMoment, runLanes } from './run-lanes';
import { laneAlternative, laneParts } from './tell-lanes';

const method = (id: string) => catalogue.find((each) => each.id === id) as MethodDescription;

const epochOf = (stage: string, changes: EpochParts = {}): EpochEnded =>
  epochInTest('joint', 1, { stage, ...changes });

function picture(run: string, moment: Partial<RunMoment> = {}, changes: SettingsInput = {}) {
  const settings = parseSettings(changes);
  return runLanes({
    run,
    method: method(run.split('@')[0] ?? ''),
    settings,
    summary: fakeSummary(settings),
    moment: { stage: null, epoch: null, ...moment },
  });
}

const gradientNorm = { picture: 0.1197, sound: 0.0302 };

describe('the picture in words', () => {
  it('says of joint training that the wall is open and how large the gradients are', () => {
    const epoch = epochOf('joint', { gradientNorm });
    expect(laneAlternative(picture('joint', { stage: 'joint', epoch }))).toBe(
      'Joint: the fused loss reaches both encoders; the wall is open. Gradient: picture 0.12, sound 0.030.',
    );
  });

  it('says of DI-MML who teaches whom and which stage it is in', () => {
    const measured = { paired: null, shuffledWithinClass: null, shuffled: null, retrieval: null };
    const rest = { ...measured, retrievalChance: null, nats: null, transferGain: null };
    const epoch = epochOf('encoders', {
      setsFixed: true,
      pairAlignments: [
        { teacher: 'picture', student: 'sound', dimensions: [1, 2, 3], ...rest },
        { teacher: 'sound', student: 'picture', dimensions: [4, 5], ...rest },
      ],
    });
    expect(laneAlternative(picture('di-mml', { stage: 'encoders', epoch }))).toBe(
      'DI-MML: no gradient of a loss of the fused answer reaches an encoder; the wall is shut. A shared head hears every modality. Picture teaches sound along 3 dimensions, sound teaches picture along 2 (above the teacher’s own mean and below the student’s). The fusion head stands behind a stop sign. Stage: Encoders, detached.',
    );
  });

  it('says how a method without fusion head predicts', () => {
    expect(laneAlternative(picture('late-ensemble'))).toContain(
      'The prediction is the mean of the private heads’ answers.',
    );
  });

  it.each(catalogue.map(({ id }) => id))('explains every part of %s in whole sentences', (id) => {
    const parts = laneParts(picture(id));
    expect(new Set(parts.map(({ key }) => key)).size).toBe(parts.length);
    for (const { title, text } of parts) {
      expect(title).not.toBe('');
      expect(text).toMatch(/^[A-Z].*\.\)?$/);
    }
  });
});

describe('the moment of a run', () => {
  const [waiting] = waitingRuns(['di-mml']);
  const base = { run: 'di-mml', seq: 1 } as const;
  const started = recordAfter(
    [waiting as NonNullable<typeof waiting>],
    [
      {
        ...base,
        kind: 'run-started',
        label: 'DI-MML',
        backend: 'cpu',
        adapter: '',
        epochs: 3,
        stepsPerEpoch: 1,
      },
      { ...base, kind: 'stage-started', stage: 'encoders', label: 'Encoders', epochs: 2 },
      epochOf('encoders', { ...base, gradientNorm }),
      { ...base, kind: 'stage-started', stage: 'fusion', label: 'Fusion', epochs: 1 },
    ],
  );

  it('is the stage in progress, whose gradients are not those of the stage before', () => {
    const moment = momentOf(started[0]);
    expect(moment.stage).toBe('fusion');
    expect(picture('di-mml', moment).lanes.map(({ gradient }) => gradient)).toEqual([null, null]);
  });

  it('is, once all is over, the whole method with the last gradients that reached encoders', () => {
    const last = epochOf('fusion', {
      ...base,
      epoch: 2,
      gradientNorm: { picture: null, sound: null },
    });
    const [over] = recordAfter(started, [
      last,
      {
        ...base,
        kind: 'run-ended',
        label: 'DI-MML',
        accuracy: last.accuracy,
        ridge: {},
        durationMs: 1,
      },
    ]);
    const moment = momentOf(over);
    expect(moment.stage).toBeNull();
    expect(picture('di-mml', moment).lanes[0]?.gradient).toBe(0.1197);
  });

  it('is nothing before the race', () => {
    expect(momentOf(undefined)).toEqual({ stage: null, epoch: null });
  });
});

it('reads knobs through the settings: a preset that switches the shared head off takes it out of the picture', () => {
  const changes = { methodDefaults: { 'di-mml': { sharedWeight: 0, duc: { kind: 'off' } } } };
  const model = picture('di-mml@plain', {}, { ...changes, methods: { 'di-mml@plain': {} } });
  expect(model.label).toBe('DI-MML (plain)');
  expect(model.sharedHead).toBe('absent');
  expect(model.teaching).toEqual([]);
});
