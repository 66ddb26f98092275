/**
 * Scores of one modality against the others, as the methods that mend joint training use them. Plain numbers.
 * With more than two modalities "other" is the mean of the others.
 */

/** Mean of the others, for each. */
export function meanOfOthers(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => (total - value) / (values.length - 1));
}

/** Discrepancy ratios rho_m = s_m / s_other (Peng et al., CVPR 2022): above 1 for the modality that leads. */
export function discrepancyRatios(scores: readonly number[]): number[] {
  const others = meanOfOthers(scores);
  return scores.map((score, m) => score / (others[m] as number));
}
