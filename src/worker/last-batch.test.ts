/** The last batch of an epoch in a race: trained as it is, or left out where the settings say so. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LabEvent } from '../protocol/messages';
import type { SettingsInput } from '../protocol/settings';
import { numbersOf, openTinyLab, TINY, type TinyLab } from '../testing/tiny-lab';

let open: TinyLab;
beforeAll(async () => {
  open = await openTinyLab();
});
afterAll(() => open.lab.closed());

async function raced(train: number, settings: SettingsInput = {}): Promise<readonly LabEvent[]> {
  const { lab, events } = open;
  events.length = 0;
  const asked = { ...TINY, samples: { train, test: 64 }, ...settings };
  lab.send({ kind: 'start-race', settings: asked, withReference: false, paused: false });
  await lab.settled();
  return [...events];
}
const stepsOf = (events: readonly LabEvent[]) =>
  events.flatMap((event) => (event.kind === 'run-started' ? [event.stepsPerEpoch] : []));

it('an epoch has as many steps as there are batches, the smaller one included', async () => {
  expect(stepsOf(await raced(100))).toEqual([7, 7]);
  expect(stepsOf(await raced(100, { dropLast: true }))).toEqual([6, 6]);
  expect(stepsOf(await raced(96))).toEqual([6, 6]);
});

it('left out or not is the same where batches divide the samples, and differs where they do not', async () => {
  const divided = await raced(96);
  expect(numbersOf(await raced(96, { dropLast: true }))).toEqual(numbersOf(divided));
  const trained = await raced(100);
  expect(numbersOf(await raced(100, { dropLast: true }))).not.toEqual(numbersOf(trained));
});

it('a batch of one trains every method of the race to its end', async () => {
  const events = await raced(97, {
    epochs: 2,
    methods: {
      ...TINY.methods,
      'di-mml@dot': { duc: { kind: 'dot', warmupEpochs: 0 }, fusionEpochs: 1 },
      ...Object.fromEntries(['agm', 'ogm-ge', 'opm', 'pmr', 'mslr', 'dgl'].map((id) => [id, {}])),
    },
  });
  const ended = events.flatMap((event) => (event.kind === 'run-ended' ? [event.run] : []));
  expect(ended).toHaveLength(9);
  for (const event of events) {
    if (event.kind !== 'epoch-ended') continue;
    for (const loss of Object.values(event.losses)) expect(loss).toBeGreaterThanOrEqual(0);
  }
});
