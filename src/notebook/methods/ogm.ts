/** OGM and OGM-GE in PyTorch; the lab's own stand in src/method/methods/ogm.ts. */
import type { NamedPart } from '../part';
import { joint } from './joint';

export const ogm: NamedPart = {
  name: 'Ogm',
  title: 'OGM',
  text: 'rho_m = s_m / s_other. The gradient of the encoder that leads (rho_m > 1) is multiplied by 1 - tanh(alpha · rho_m). As released it is so for weights only, no bias.',
  needs: [joint],
  python: `
class Ogm(Joint):
    complete_only = True  # it compares modalities batch by batch
    adds_noise = False

    def start(self):
        super().start()
        self.is_released = self.knobs["rule"] == "released"
        self.noise = Stream(SEED, "noise", "ogm-ge")
        self.modulates = False

    def before_epoch(self, epoch):
        first, last = self.knobs["firstEpoch"], self.knobs["lastEpoch"]
        self.modulates = epoch + 1 >= first and (last == 0 or epoch + 1 <= last)

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        F.cross_entropy(self.fusion(features), y).backward()
        if self.modulates:
            with torch.no_grad():
                self.modulate(self.fusion.readouts(features), y)

    def modulate(self, readouts, y):
        s = [label_probability(z, y) for z in readouts]
        for encoder, own, other in zip(self.encoders, s, others(s)):
            rho = own / other
            factor = 1 - torch.tanh(self.knobs["alpha"] * rho) if rho > 1 else 1
            for parameter in encoder.parameters():
                if self.is_released and parameter.dim() < 2:
                    continue
                scaled = parameter.grad * factor
                if self.adds_noise:
                    # GE: noise as wide as the unscaled gradient's own spread
                    spread = parameter.grad.std() if parameter.numel() > 1 else 0
                    drawn = self.noise.normals(parameter.numel())
                    noise = in_torch_order(drawn, tuple(parameter.shape))
                    scaled = scaled + noise * (spread + (1e-8 if self.is_released else 0))
                parameter.grad.copy_(scaled)
`,
};

export const ogmGe: NamedPart = {
  name: 'OgmGe',
  title: 'OGM-GE',
  text: 'OGM with normal noise on every gradient of every encoder.',
  needs: [joint, ogm],
  python: `
class OgmGe(Ogm):
    adds_noise = True
`,
};
