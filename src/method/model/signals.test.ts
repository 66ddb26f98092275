import { expect, it } from 'vitest';
import { ownKey } from '../../protocol/names';
import { signalKey, signalOf, splitRecord } from './signals';

it('parts what a record says of gradients and drops from its losses', () => {
  const { losses, signals } = splitRecord({
    fusion: 1.2,
    'shared.sound': 0.4,
    'gradientFactor.picture': 0.4,
    'gradientFactor.sound': 1,
    'droppedShare.picture': 0.3,
  });
  expect(losses).toEqual({ fusion: 1.2, 'shared.sound': 0.4 });
  expect([...(signals.get('gradientFactor') ?? [])]).toEqual([
    ['picture', 0.4],
    ['sound', 1],
  ]);
  expect(signals.get('droppedShare')?.get('picture')).toBe(0.3);
  expect(signals.get('rateFactor')).toBeUndefined();
});

it('takes no modality\u2019s own loss for a signal, whatever the modality is called', () => {
  for (const modality of ['gradientFactor', 'gradientFactor.picture', 'a.b', 'droppedShare.>']) {
    expect(signalOf(ownKey(modality))).toBeNull();
    const key = signalKey('gradientFactor', modality);
    expect(signalOf(key)).toEqual({ signal: 'gradientFactor', modality });
  }
});
