/** Late ensemble in PyTorch; the lab's own stands in src/method/methods/late-ensemble.ts. */
import type { NamedPart } from '../part';
import { alone } from './alone';

export const lateEnsemble: NamedPart = {
  name: 'LateEnsemble',
  title: 'Late ensemble',
  text: 'Unimodal models whose answers are averaged: probabilities, logits, or logits weighted by certainty (R9).',
  needs: [alone],
  python: `
class LateEnsemble(Alone):
    def answers(self, features):
        logits = self.private_logits(features)
        combined = ensembles(logits, self.knobs["temperature"], features.has)
        fusion = combined[self.knobs["average"]]
        return {"fusion": fusion, **named(logits), **ensemble_readouts(combined)}
`,
};
