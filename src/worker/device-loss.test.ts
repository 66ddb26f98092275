/**
 * A device may be lost long after another took its place, for a graphics driver answers when it likes. Only the loss
 * of the device in use ends a race. Losses are made by hand: wasm and cpu never lose theirs.
 */
import { afterEach, expect, it, vi } from 'vitest';
import type { LabEvent } from '../protocol/messages';
import { openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';

/** Loses the devices opened so far, in the order of their opening. */
const losses = vi.hoisted(() => [] as ((reason: string) => void)[]);

vi.mock('../engine/device/device', async (original) => {
  const real = await original<typeof import('../engine/device/device')>();
  return {
    ...real,
    openDevice: async (wish: Parameters<typeof real.openDevice>[0]) => {
      const device = await real.openDevice(wish);
      const lost = new Promise<string>((resolve) => losses.push(resolve));
      return { ...device, lost };
    },
  };
});

let open: TinyLab | null = null;
afterEach(async () => {
  await open?.lab.closed();
  open = null;
  losses.length = 0;
});

const START = {
  kind: 'start-race',
  settings: TINY,
  withReference: false,
  paused: true,
} as const;
const kinds = (events: readonly LabEvent[]) => events.map(({ kind }) => kind);

it('the loss of a device that was replaced leaves the race on the new one alone', async () => {
  open = await openTinyLab();
  const { lab, events } = open;
  lab.send({ kind: 'open-lab', backend: 'cpu' });
  lab.send(START);
  await lab.settled();
  expect(losses).toHaveLength(2);
  losses[0]?.('the old one was destroyed');
  lab.send({ kind: 'resume-race' });
  await lab.settled();
  expect(kinds(events)).not.toContain('device-lost');
  expect(kinds(events)).not.toContain('run-failed');
  expect(kinds(events).at(-1)).toBe('race-ended');
});

it('the loss of the device in use fails every run once, and the next race asks for a device', async () => {
  open = await openTinyLab();
  const { lab, events } = open;
  lab.send(START);
  await lab.settled();
  losses[0]?.('it was unplugged');
  lab.send({ kind: 'resume-race' });
  await lab.settled();
  lab.send(START);
  await lab.settled();
  expect(kinds(events).slice(-4)).toEqual([
    'run-failed',
    'run-failed',
    'device-lost',
    'request-failed',
  ]);
  const told = events.findLast((event) => event.kind === 'device-lost');
  expect(told?.failed).toMatchObject({ code: 'device-lost' });
});

it('what is said of a loss is what the race was at', async () => {
  open = await openTinyLab();
  const { lab, events } = open;
  const lose = async () => {
    losses.pop()?.('it crashed');
    await lab.settled();
    const told = events.findLast((event) => event.kind === 'device-lost');
    lab.send({ kind: 'open-lab', backend: 'cpu' });
    await lab.settled();
    return told?.failed.message;
  };
  expect(await lose()).toBe('The graphics device was lost while nothing trained (it crashed).');
  lab.send(START);
  await lab.settled();
  expect(await lose()).toBe('The graphics device was lost while the race was paused (it crashed).');
  lab.send({ ...START, paused: false });
  await lab.settled();
  expect(events.at(-1)?.kind).toBe('race-ended');
  expect(await lose()).toBe('The graphics device was lost while nothing trained (it crashed).');
  const unsubscribe = lab.subscribe((event) => {
    if (event.kind !== 'chunk-trained' && event.kind !== 'epoch-ended') return;
    unsubscribe();
    losses.pop()?.('it crashed');
  });
  lab.send({ ...START, paused: false });
  await lab.settled();
  expect(await lose()).toBe('The graphics device was lost while training (it crashed).');
});

const PENGUINS = { ...TINY, data: { source: 'builtin', id: 'penguins' } } as const;

it.each([
  { ...START, settings: PENGUINS },
  { kind: 'show-step', settings: PENGUINS, run: 'joint', stage: null, epoch: null } as const,
])('a loss while the data of $kind are on their way is noticed', async (request) => {
  open = await openTinyLab('cpu', { beforeAsset: () => losses[0]?.('it was unplugged') });
  const { lab, events } = open;
  lab.send(request);
  await lab.settled();
  expect(kinds(events)).toEqual(['lab-opened', 'device-lost', 'request-failed']);
  expect(events.at(-1)).toMatchObject({ request: request.kind, failed: { code: 'not-ready' } });
});

it('a loss while the old race makes room is noticed, and the new race does not start', async () => {
  open = await openTinyLab();
  const { lab, events } = open;
  const unsubscribe = lab.subscribe((event) => {
    if (event.kind !== 'epoch-ended') return;
    unsubscribe();
    lab.send({ ...START, settings: { ...TINY, seed: 2 } });
    // before the breath that the old race takes after this event
    setTimeout(() => losses[0]?.('it was unplugged'), 0);
  });
  lab.send({ ...START, settings: { ...TINY, epochs: 200 }, paused: false });
  await lab.settled();
  await lab.settled();
  expect(kinds(events).slice(-2)).toEqual(['device-lost', 'request-failed']);
  expect(kinds(events).filter((kind) => kind === 'race-started')).toHaveLength(1);
});
