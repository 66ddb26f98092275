/**
 * What a cross-validation came to, in a sentence: means and spreads, and nothing that a test would have to say, for the
 * folds share most of their training samples. Pure.
 */
import { spreadOf } from '../../verdict/seed-numbers';
import { listed } from '../format';
import type { SeedTable } from './seed-table';
import { accuracyText } from './seed-words';

/** @param folds of the cross-validation, those that are not trained yet included. */
export function tellFolds({ rows, seeds }: SeedTable, folds: number): string {
  const said = rows.flatMap(({ label, fusion }) => {
    const spread = spreadOf(fusion);
    return spread ? [`${accuracyText(spread)} under ${label}`] : [];
  });
  const over =
    seeds.length < folds
      ? `Over ${seeds.length} of ${folds} folds`
      : `Over ${folds} folds, every sample tested once`;
  const numbers = said.length > 0 ? `: ${listed(said)}` : '';
  return `${over}${numbers}. The folds share training samples, so nothing is tested; a verdict on methods takes several seeds.`;
}
