/** Modality valuation in PyTorch; the lab's own stands in src/method/methods/valuation.ts and src/method/model/copies.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const valuation: NamedPart = {
  name: 'Valuation',
  title: 'Valuation',
  text: 'After an epoch phi_m = (v({m}) + v(both) - v(other)) / 2 for every training sample, v(S) = |S| where the answer from the features of S, zeros elsewhere, is right. In the next epoch the sample comes 2 (1 - phi_m) times more through m, with the other feature set to zero; where modalities are valued, random samples come again through the one with the smaller mean phi.',
  needs: [joint],
  python: `
class Valuation(Joint):
    complete_only = True  # it asks of every sample what each modality adds

    def stages(self):
        yield Stage("encoder", EPOCHS, self.groups(), self.step, self.before_epoch, self.rates, self.plan)

    @torch.no_grad()
    def values(self):
        """phi of both modalities for every training sample."""
        first, second = self.features(self.train)
        zeros = torch.zeros_like
        asked = [(first, zeros(second)), (zeros(first), second), (first, second)]
        has = [None, None]
        right = [(self.fusion(Features(f, has)).argmax(1) == self.train["y"]).double().numpy() for f in asked]
        return [(right[m] + 2 * right[2] - right[1 - m]) / 2 for m in range(2)]

    def before_epoch(self, epoch):
        """Which samples come again, and through whom: (row, modality)."""
        self.copies = []
        if epoch < self.knobs["warmupEpochs"]:
            return
        phi, count = self.values(), len(self.train["y"])
        if self.knobs["level"] == "sample":
            for row in range(count):
                for m in range(2):
                    self.copies += [(row, m)] * int(2 * (1 - phi[m][row]))
            return
        draws = Stream(SEED, "valuation", epoch)
        drawn = draws.below(count, max(1, int(self.knobs["valued"] * count)))
        apart = phi[0][drawn].mean() - phi[1][drawn].mean()
        more = int((2 / 3) * abs(apart) * self.knobs["alpha"] * count)
        self.copies = [(row, 1 if apart > 0 else 0) for row in draws.below(count, more)]

    def plan(self, order_of):
        """The rows of every batch: all samples and the copies, in the seeded order."""
        count = len(self.train["y"])
        served = [(row, None) for row in range(count)] + self.copies
        batches = [[served[at] for at in part] for part in in_batches(order_of(len(served)), count)]
        self.through = iter([[m for _, m in part] for part in batches])
        return [np.array([row for row, _ in part]) for part in batches]

    def step(self, batch, rows):
        through = next(self.through)
        shown = [torch.tensor([of is None or of == m for of in through]) for m in range(2)]
        z = self.fusion(self.encode(batch["x"], shown))
        F.cross_entropy(z, batch["y"]).backward()
`,
};
