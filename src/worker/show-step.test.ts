import { describe, expect, it } from 'vitest';
import type { InThreadLab } from '../client/in-thread-lab';
import { catalogue } from '../method/catalogue';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { LabEvent } from '../protocol/messages';
import { parseName } from '../protocol/names';
import type { SettingsInput } from '../protocol/settings';
import type { StepSeen } from '../protocol/step';
import { numbersOf, openTinyLab, TINY, TINY_FOR_ALL } from '../testing/tiny-lab';

/** Teachers that need not be good. */
const SHORT = { '*': { teacherEpochs: 1, superEpoch: 1 } };
const ALL = {
  ...TINY_FOR_ALL,
  methodDefaults: SHORT,
  methods: Object.fromEntries(catalogue.map(({ id }) => [id, {}])),
};
const total = ({ probabilities }: { readonly probabilities: readonly number[] | null }) =>
  (probabilities ?? []).reduce((sum, p) => sum + p, 0);

/** The step of a run in a race that has trained so many epochs. */
async function stepAfter(
  run: string,
  epochs: number,
  stage: string | null = null,
  more: SettingsInput = {},
) {
  const { lab, events } = await openTinyLab();
  const settings = { ...TINY, ...more, methods: { [run]: TINY.methods?.[run] ?? {} } };
  if (epochs > 0) {
    lab.send({
      kind: 'start-race',
      settings,
      withReference: false,
      snapshots: true,
      paused: true,
    });
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      lab.send({ kind: 'step-race', by: 'epoch' });
      await lab.settled();
    }
  }
  lab.send({ kind: 'show-step', settings, run, stage, epoch: null });
  await lab.settled();
  lab.close();
  const [shown] = events.flatMap((event) => (event.kind === 'step-shown' ? [event.step] : []));
  if (!shown)
    throw new Error(JSON.stringify(events.filter(({ kind }) => kind === 'request-failed')));
  return shown;
}

/** Everything a run takes: two stages, sets that are chosen anew, an epoch that is too late for the first stage. */
const TWO_STAGES: SettingsInput = {
  ...TINY,
  epochs: 4,
  methods: { joint: {}, 'di-mml': { duc: { warmupEpochs: 1, refreshEvery: 2 }, fusionEpochs: 2 } },
};
const EPOCHS = { joint: 4, 'di-mml': 6, [REFERENCE_RUN]: 4 } as const;
const RUNS = Object.keys(EPOCHS) as (keyof typeof EPOCHS)[];

const startRace = { kind: 'start-race', settings: TWO_STAGES, withReference: true } as const;
const stepsIn = (events: readonly LabEvent[]) =>
  events.flatMap((event) => (event.kind === 'step-shown' ? [event] : []));

/** The step to come of every run before each of its epochs, looked at while the race stood there. */
async function stepsOnTheWay(backend: 'cpu' | 'wasm') {
  const { lab, events } = await openTinyLab(backend);
  lab.send({ ...startRace, snapshots: true, paused: true });
  for (let epoch = 1; epoch <= 6; epoch += 1) {
    for (const run of RUNS) {
      if (epoch > EPOCHS[run]) continue;
      lab.send({ kind: 'show-step', settings: TWO_STAGES, run, stage: null, epoch: null });
    }
    await lab.settled();
    lab.send({ kind: 'step-race', by: 'epoch' });
    await lab.settled();
  }
  return { lab, events, live: stepsIn(events).map(({ step }) => step) };
}

/** The first step of every epoch of every run, in the same order. */
async function stepsOfThePast(lab: InThreadLab, events: readonly LabEvent[]) {
  const before = stepsIn(events).length;
  for (let epoch = 1; epoch <= 6; epoch += 1) {
    for (const run of RUNS) {
      if (epoch > EPOCHS[run]) continue;
      lab.send({ kind: 'show-step', settings: TWO_STAGES, run, stage: null, epoch });
      await lab.settled();
    }
  }
  return stepsIn(events).slice(before);
}

const sent = (step: StepSeen, loss: string) =>
  step.losses.find(({ name }) => name === loss)?.gradientOn;

it('shows the untrained nets before any race', async () => {
  const step = await stepAfter('joint', 0);
  expect(step).toMatchObject({ run: 'joint', epoch: 0, stage: 'joint' });
  expect(step.rows).toHaveLength(16);
  expect(step.features['sound']).toHaveLength(6);
  const [fusion] = step.losses;
  expect(fusion && total(fusion)).toBeCloseTo(1, 6);
  // four classes guessed blindly: about ln 4
  expect(fusion?.value).toBeGreaterThan(1);
  expect(fusion?.value).toBeLessThan(2);
});

it('under joint training one loss reaches every encoder, and is all that does', async () => {
  const step = await stepAfter('joint', 1);
  expect(step.epoch).toBe(1);
  expect(step.losses.map(({ name }) => name)).toEqual(['fusion']);
  for (const id of ['picture', 'sound']) {
    expect(sent(step, 'fusion')?.[id]).toBeGreaterThan(0);
    expect(sent(step, 'fusion')?.[id]).toBeCloseTo(step.gradient[id] ?? -1, 6);
  }
});

it('under DI-MML each loss reaches its own encoder, and the others get exactly nothing', async () => {
  // of 24 dimensions some are always complementary; of six there may be none to teach along
  const encoders = { '*': { hidden: [12], featureDim: 24 } };
  const step = await stepAfter('di-mml', 2, null, { encoders });
  expect(sent(step, 'picture')).toEqual({ picture: expect.any(Number), sound: 0 });
  expect(sent(step, 'picture')?.['picture']).toBeGreaterThan(0);
  expect(sent(step, 'shared.sound')).toMatchObject({ picture: 0 });
  const ducs = step.losses.filter(({ kind }) => kind === 'contrast');
  expect(ducs.length).toBeGreaterThan(0);
  for (const { name, gradientOn } of ducs) {
    const taught = parseName(name);
    if (taught.kind !== 'pair') throw new Error(`${name} names no teacher and student.`);
    expect(gradientOn[taught.teacher]).toBe(0);
    expect(gradientOn[taught.student]).toBeGreaterThan(0);
  }
});

it('in the fusion stage no encoder is reached at all', async () => {
  const step = await stepAfter('di-mml', 4);
  expect(step.stage).toBe('fusion');
  expect(step.gradient).toEqual({ picture: null, sound: null });
  expect(sent(step, 'fusion')).toEqual({ picture: 0, sound: 0 });
});

it('a stage can be asked for, and an ended run is shown as it ended', async () => {
  const step = await stepAfter('di-mml', 5, 'encoders');
  expect(step).toMatchObject({ epoch: 5, stage: 'encoders' });
  expect(step.losses.length).toBeGreaterThan(2);
});

it('tells how a method that steers changes the gradient', async () => {
  const { steering, gradient, gradientBefore } = await stepAfter('ogm', 1);
  const factors = steering.gradientFactor ?? {};
  expect(Math.min(...Object.values(factors))).toBeLessThan(1);
  expect(Math.max(...Object.values(factors))).toBe(1);
  for (const id of ['picture', 'sound']) {
    const taken = (factors[id] as number) * (gradientBefore[id] as number);
    expect(gradient[id]).toBeCloseTo(taken, 6);
  }
});

it('changes nothing: every method trains on with the numbers it would have had', async () => {
  const undisturbed = await openTinyLab();
  undisturbed.lab.send({ kind: 'start-race', settings: ALL, withReference: false, paused: false });
  await undisturbed.lab.settled();
  undisturbed.lab.close();

  const { lab, events } = await openTinyLab();
  lab.send({ kind: 'start-race', settings: ALL, withReference: false, paused: true });
  const look = async () => {
    for (const { id } of catalogue) {
      lab.send({ kind: 'show-step', settings: ALL, run: id, stage: null, epoch: null });
    }
    await lab.settled();
  };
  await look();
  lab.send({ kind: 'step-race', by: 'epoch' });
  await lab.settled();
  await look();
  lab.send({ kind: 'resume-race' });
  // in the middle of training, too
  await look();
  lab.close();
  const failed = events.filter(({ kind }) => kind === 'request-failed');
  expect(failed).toEqual([]);
  expect(events.filter(({ kind }) => kind === 'step-shown')).toHaveLength(3 * catalogue.length);
  expect(numbersOf(events)).toEqual(numbersOf(undisturbed.events));
}, 60_000);

describe('the first step of a past epoch', () => {
  it.each(['cpu', 'wasm'] as const)(
    'is the step that the race stood before, to the bit, for both stages and the reference, on %s',
    async (backend) => {
      const { lab, events, live } = await stepsOnTheWay(backend);
      expect(live).toHaveLength(14);
      const past = await stepsOfThePast(lab, events);
      expect(past.map(({ step }) => step)).toEqual(live);
      // the race was kept after each of its epochs, so nothing was trained again
      expect(past.map(({ trained }) => trained)).toEqual(live.map(() => null));
      lab.close();

      // where no race was trained, the way there begins at the start
      const fresh = await openTinyLab(backend);
      const anew = await stepsOfThePast(fresh.lab, fresh.events);
      expect(anew.map(({ step }) => step)).toEqual(live);
      fresh.lab.close();
    },
    60_000,
  );

  it('leaves a race that still trains with the numbers it would have had', async () => {
    const undisturbed = await openTinyLab();
    undisturbed.lab.send({ ...startRace, paused: false });
    await undisturbed.lab.settled();
    undisturbed.lab.close();

    // without snapshots nothing is kept, so that every look trains a copy
    const { lab, events } = await openTinyLab();
    lab.send({ ...startRace, paused: true });
    for (let epoch = 1; epoch <= 6; epoch += 1) {
      lab.send({ kind: 'step-race', by: 'epoch' });
      await lab.settled();
      for (const run of RUNS) {
        const last = Math.min(epoch, EPOCHS[run]);
        lab.send({ kind: 'show-step', settings: TWO_STAGES, run, stage: null, epoch: last });
        await lab.settled();
      }
    }
    lab.close();
    const shown = stepsIn(events);
    expect(shown).toHaveLength(18);
    expect(shown.filter(({ trained }) => trained !== null).length).toBeGreaterThan(5);
    expect(numbersOf(events)).toEqual(numbersOf(undisturbed.events));
  }, 60_000);

  it('tells how far the copy is, and which losses it had', async () => {
    const { lab, events } = await openTinyLab();
    lab.send({ kind: 'show-step', settings: TWO_STAGES, run: 'joint', stage: null, epoch: 4 });
    await lab.settled();
    const asked = { run: 'joint', stage: null, epoch: 4 };
    expect(events.filter(({ kind }) => kind === 'step-approached')).toEqual(
      [0, 1, 2, 3].map((trained) => ({ kind: 'step-approached', asked, from: 0, trained })),
    );
    const [shown] = stepsIn(events);
    expect(shown).toMatchObject({ asked, step: { epoch: 3 }, trained: { from: 0 } });
    expect(shown?.trained?.losses['fusion']).toBeGreaterThan(0);
    lab.close();
  });

  it('is given up when something else is asked, and the samples it needs are not something else', async () => {
    const { lab, events } = await openTinyLab();
    const ask = (epoch: number) =>
      lab.send({ kind: 'show-step', settings: TWO_STAGES, run: 'joint', stage: null, epoch });
    const when = (kind: LabEvent['kind']) =>
      new Promise<void>((resolve) => {
        const stop = lab.subscribe((event) => {
          if (event.kind !== kind) return;
          stop();
          resolve();
        });
      });
    lab.send({ kind: 'open-data', settings: TWO_STAGES });
    ask(4);
    await when('step-approached');
    lab.send({ kind: 'give-up-step' });
    await lab.settled();
    expect(stepsIn(events)).toHaveLength(0);
    expect(events.at(-1)).toEqual({
      kind: 'step-given-up',
      asked: { run: 'joint', stage: null, epoch: 4 },
    });
    ask(4);
    await when('step-approached');
    lab.send({ kind: 'read-samples', rows: [0] });
    await lab.settled();
    expect(stepsIn(events)).toHaveLength(1);
    lab.close();
  });

  it('is refused where the run has no such epoch', async () => {
    const { lab, events } = await openTinyLab();
    lab.send({ kind: 'show-step', settings: TWO_STAGES, run: 'joint', stage: null, epoch: 5 });
    await lab.settled();
    expect(events.at(-1)).toMatchObject({
      kind: 'request-failed',
      failed: { message: 'There is no epoch 5 to look at: this run trains 4 epochs.' },
    });
    lab.close();
  });
});
