/** Encoders that each learn from their own private head (R2): the common part of the detached methods. */
import type { Part } from '../part';

export const alone: Part = {
  title: 'Each encoder alone (R2)',
  text: 'No loss here sees two features at once: L_m = CE(h_m(f^m), y).',
  python: `
class Alone(Method):
    def start(self):
        super().start()
        self.heads = self.private_heads()

    def isolated_losses(self, features, y):
        """R2: each private head on its own encoder's feature."""
        return sum(loss_where(h(f), y, has) for h, f, has in zip(self.heads, features, features.has))

    def step(self, batch, rows):
        self.isolated_losses(self.encode(batch["x"], batch["has"]), batch["y"]).backward()

    def encoder_stage(self):
        groups = [[*self.encoders.parameters(), *self.heads.parameters()]]
        return Stage("encoder", EPOCHS, groups, self.step)

    def stages(self):
        yield self.encoder_stage()

    def private_logits(self, features):
        return [h(f) for h, f in zip(self.heads, features)]


def ensembles(logits, temperature, has):
    """The private heads combined without any training, by how they are averaged; each where its modality is there."""
    return {
        "logits": mean_of(logits, has),
        "probabilities": mean_of([z.double().softmax(1) for z in logits], has),
        "certainty": certainty_weighted(logits, temperature, has),
    }


def ensemble_readouts(combined):
    return {f"ensemble{kind.capitalize()}": scores for kind, scores in combined.items()}
`,
};
