import { expect, it } from 'vitest';
import { BUILTIN_SETS } from '../data/builtin/builtin-sets';
import { openTinyLab } from '../testing/tiny-lab';
import { parseArguments } from './arguments';

it('every built-in set trains for an epoch, asked for as the headless command is', async () => {
  const { lab, events } = await openTinyLab();
  // batches of 32: with one or two steps an epoch a small set may still be answered all wrong
  const small = ['encoders.*.hidden=[4]', 'epochs=1', 'batchSize=32', 'measures.heavy=false'];
  const options = ['--methods', 'joint', ...small.flatMap((each) => ['--set', each])];
  for (const { id } of BUILTIN_SETS) {
    events.length = 0;
    const { settings } = await parseArguments(['--data', id, ...options]);
    lab.send({ kind: 'start-race', settings, withReference: false, paused: false });
    await lab.settled();
    const opened = events.find((event) => event.kind === 'data-opened');
    const ended = events.find((event) => event.kind === 'run-ended');
    expect(ended?.accuracy.fusion, id).toBeGreaterThan(0);
    expect(Object.keys(ended?.accuracy.unimodal ?? {}), id).toEqual(
      opened?.summary.modalities.map((modality) => modality.id),
    );
  }
  await lab.closed();
}, 60_000);
