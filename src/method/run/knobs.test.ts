import { describe, expect, it } from 'vitest';
import { parseSettings, type SettingsInput } from '../../protocol/settings';
import { diMml } from '../descriptions/di-mml';
import { joint } from '../descriptions/joint';
import { multiLoss } from '../descriptions/multi-loss';
import { resolveKnobs } from './knobs';

const settings = (input: Pick<SettingsInput, 'methods' | 'methodDefaults'>) => parseSettings(input);

describe('knobs', () => {
  it('take the method’s defaults, then those of the settings, then the run’s own', () => {
    const given = settings({
      methodDefaults: { '*': { fusionHidden: 48 }, 'multi-loss': { weight: 2, fusionHidden: 12 } },
      methods: { joint: {}, 'joint@wide': { fusionHidden: 9 }, 'multi-loss': {} },
    });
    expect(resolveKnobs(joint, given, 'joint').number('fusionHidden')).toBe(48);
    expect(resolveKnobs(joint, given, 'joint@wide').number('fusionHidden')).toBe(9);
    expect(resolveKnobs(joint, given, 'joint').choice('fusion')).toBe('concat');
    const multi = resolveKnobs(multiLoss, given, 'multi-loss');
    expect([multi.number('weight'), multi.number('fusionHidden')]).toEqual([2, 12]);
  });

  it('a default for all that a method lacks is not its concern', () => {
    const given = settings({
      methodDefaults: { '*': { sharedWeight: 0 } },
      methods: { joint: {} },
    });
    expect(resolveKnobs(joint, given, 'joint').number('fusionHidden')).toBe(0);
  });

  it('name the path, the value and the range when refused', () => {
    const refused = (methods: NonNullable<SettingsInput['methods']>) => () =>
      resolveKnobs(diMml, settings({ methods }), 'di-mml');
    expect(refused({ 'di-mml': { duc: { kind: 'euclid' } } })).toThrow(
      'methods.di-mml.duc.kind is "euclid"; it must be one of cosine, dot, off, all, both-ways, ineffective, label-aware.',
    );
    expect(refused({ 'di-mml': { certainty: { temperature: 'warm' } } })).toThrow(
      'methods.di-mml.certainty.temperature is "warm"; it must be a number from 0.001 to 1000, or the word auto.',
    );
    expect(refused({ 'di-mml': { fusionEpochs: 2.5 } })).toThrow(
      'methods.di-mml.fusionEpochs is 2.5; it must be a whole number from 1 to 5000.',
    );
    expect(refused({ 'di-mml': { alpha: 1 } })).toThrow(
      'There is no setting called methods.di-mml.alpha; di-mml has asPublished, sharedWeight,',
    );
  });
});
