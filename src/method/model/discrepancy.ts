/**
 * Scores of one modality against the others, as the methods that repair joint training use them; formulas, worked out
 * where the scores are. With more than two modalities "other" is the mean of the others.
 */
import { type Formula, others, over, own } from '../../engine/kernels/formula/op';

/** Discrepancy ratio rho_m = s_m / s_other (Peng et al., CVPR 2022) of scores s: above 1 for the modality that leads. */
export const discrepancyRatio: Formula = over(own(0), others(0));
