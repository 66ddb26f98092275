import { expect, it } from 'vitest';
import { catalogue } from '../method/catalogue';
import { parseName } from '../protocol/names';
import type { SettingsInput } from '../protocol/settings';
import type { StepSeen } from '../protocol/step';
import { numbersOf, openTinyLab, TINY } from '../testing/tiny-lab';

const ALL = { ...TINY, methods: Object.fromEntries(catalogue.map(({ id }) => [id, {}])) };
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
  lab.send({ kind: 'show-step', settings, run, stage });
  await lab.settled();
  lab.close();
  const [shown] = events.flatMap((event) => (event.kind === 'step-shown' ? [event.step] : []));
  if (!shown)
    throw new Error(JSON.stringify(events.filter(({ kind }) => kind === 'request-failed')));
  return shown;
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
      lab.send({ kind: 'show-step', settings: ALL, run: id, stage: null });
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
