/**
 * Conditional utilisation rate of each modality (Wu et al., ICML 2022, arXiv 2202.05306): the part of the accuracy that
 * it adds to all the others, u_m = (v(all) - v(all but m)) / v(all), with the accuracies of `shapley.ts`. Modalities
 * that say the same add nothing to each other, though each may be good alone.
 */
import { MEASURED_PART } from '../../protocol/measured-part';
import { byModality, type NumbersMeasure } from './measure';
import { worthAt } from './shapley';

/**
 * @param worth v by subset, index = sum of 2^m over its members; length 2^players.
 * @returns u per modality, at most 1, below 0 where it does harm; null where no answer is right.
 */
export function utilisation(worth: readonly number[], players: number): number[] | null {
  const all = worth[worth.length - 1] as number;
  if (all === 0) return null;
  return Array.from({ length: players }, (_, m) => {
    const without = worth[(worth.length - 1) ^ (1 << m)] as number;
    return (all - without) / all;
  });
}

export const utilisationMeasure: NumbersMeasure = {
  description: {
    id: 'utilisation',
    label: 'What each adds to the others',
    explanation:
      'The share of the accuracy that is lost when this modality alone says nothing (conditional utilisation rate). One close to 0 is hardly used, whether it is worth little or only repeats the others.',
    citation:
      'Wu et al., Characterizing and Overcoming the Greedy Nature of Learning in Multi-modal Deep Neural Networks, ICML 2022, arXiv 2202.05306.',
    per: 'modality',
    unit: 'contribution',
    subtitle: `conditional utilisation rate \u00B7 ${MEASURED_PART}`,
    shows: 'chosen-run',
    heavy: true,
    tab: 'competition',
    waiting: 'What each modality adds to the others will show here.',
    absent:
      '{run} makes no prediction from all modalities, or no right one, so nothing is added to it.',
  },
  // a few divisions of numbers that the contributions are made of
  workNs: () => 100,
  async take(at) {
    const worth = await worthAt(at);
    const rates = worth && utilisation(worth, at.ids.length);
    return rates && byModality(at.ids, (_, m) => rates[m] ?? null);
  },
};
