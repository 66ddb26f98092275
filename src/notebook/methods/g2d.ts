/** G2D in PyTorch; the lab's own stands in src/method/methods/g2d.ts. */
import type { NamedPart } from '../part';
import { umt } from './umt';

export const g2d: NamedPart = {
  name: 'G2d',
  title: 'G2D',
  text: 'CE(z, y) + Σ_m [w_l T² KL(softmax(z_T,m / T) || softmax(z / T)) + w_f mean (f^m - f_T^m)²]. Until the epoch `freezeUntil` the encoder whose teacher gives the true classes of the batch the highest probability gets no step; as released its weights get a gradient of 0.',
  needs: [...(umt.needs ?? []), umt],
  python: `
class G2d(Umt):
    complete_only = True  # it compares teachers batch by batch

    def before_epoch(self, epoch):
        self.freezes = epoch <= self.knobs["freezeUntil"]

    def step(self, batch, rows):
        features, y, T = self.encode(batch["x"]), batch["y"], self.knobs["temperature"]
        taught = self.teachers.features(batch)
        with torch.no_grad():
            answers = self.teachers.models.private_logits(taught)
        z = self.fusion(features)
        loss = F.cross_entropy(z, y)
        for f, f_T, z_T in zip(features, taught, answers):
            # T * T: gradients on logits over T are that much smaller
            apart = F.kl_div((z / T).log_softmax(1), (z_T / T).log_softmax(1), log_target=True, reduction="batchmean")
            loss = loss + self.knobs["logitWeight"] * T * T * apart
            loss = loss + self.knobs["featureWeight"] * F.mse_loss(f, f_T)
        loss.backward()
        sure = [float(label_probability(z_T, y)) for z_T in answers]
        if self.freezes and sure.count(max(sure)) == 1:
            for parameter in self.encoders[sure.index(max(sure))].parameters():
                if self.knobs["rule"] == "written":
                    parameter.grad = None  # no decay, and its momentum waits
                elif parameter.dim() > 1:
                    parameter.grad.zero_()
`,
};
