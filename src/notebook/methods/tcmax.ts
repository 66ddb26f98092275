/** TCMax in PyTorch; the lab's own stands in src/method/methods/tcmax.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const tcmax: NamedPart = {
  name: 'TcMax',
  title: 'TCMax',
  text: 'S_m[c] = log Σ_j exp z_m,j[c] over the batch; L = log Σ_c exp(Σ_m S_m[c]) - M log B - mean_i Σ_m z_m,i[y_i].',
  needs: [...(joint.needs ?? []), joint],
  python: `
class TcMax(Joint):
    complete_only = True  # its tuples are of samples that have every modality

    def step(self, batch, rows):
        readouts, y = self.fusion.readouts(self.encode(batch["x"])), batch["y"]
        S = sum(z.logsumexp(0) for z in readouts)
        chosen = sum(readouts).gather(1, y[:, None]).mean()
        (S.logsumexp(0) - len(readouts) * np.log(len(y)) - chosen).backward()
`,
};
