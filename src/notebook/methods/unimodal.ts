/** Unimodal in PyTorch; the lab's own stands in src/method/methods/unimodal.ts. */
import type { NamedPart } from '../part';
import { alone } from './alone';

export const unimodal: NamedPart = {
  name: 'Unimodal',
  title: 'Unimodal',
  text: 'A separate model for each modality. It makes no prediction of its own.',
  needs: [alone],
  python: `
class Unimodal(Alone):
    def answers(self, features):
        return named(self.private_logits(features))
`,
};
