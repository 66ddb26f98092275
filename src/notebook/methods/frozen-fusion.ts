/** Frozen fusion in PyTorch; the lab's own stands in src/method/methods/frozen-fusion.ts. */
import type { NamedPart, Part } from '../part';
import { fusion } from '../parts/fusion';
import { alone } from './alone';

/** The fusion stage; DI-MML has it, too. */
export const frozenStage: Part = {
  title: 'A fusion head on frozen encoders',
  text: 'The encoders are frozen and the training features computed once; h_f learns from them by cross-entropy.',
  python: `
class Frozen(Alone):
    fusion = None  # until its stage begins
    needs_all = ("fusionHead",)

    def fusion_stage(self):
        self.fusion = fusion_head(self.knobs, self.dims, self.weight_seed)
        frozen = self.features(self.train)

        def step(batch, rows):
            z = self.fusion([f[rows] for f in frozen])
            # where a feature is missing there is nothing to fuse
            loss_where(z, batch["y"], all_of(batch["has"])).backward()

        return Stage("fusion", self.knobs["fusionEpochs"], [self.fusion.parameters()], step)

    def stages(self):
        yield self.encoder_stage()
        yield self.fusion_stage()
`,
};

export const frozenFusion: NamedPart = {
  name: 'FrozenFusion',
  title: 'Frozen fusion',
  text: 'DI-MML without shared head, DUC and certainty weights. Before the head begins to learn, the curve is the mean of the private heads’ probabilities.',
  needs: [fusion, alone, frozenStage],
  python: `
class FrozenFusion(Frozen):
    def answers(self, features):
        logits = self.private_logits(features)
        combined = ensembles(logits, 1, features.has)
        readouts = {**named(logits), **ensemble_readouts(combined)}
        if self.fusion is None:
            return {"fusion": combined["probabilities"], **readouts}
        z, whole = self.fusion(features), all_of(features.has)
        # samples that lack a modality are answered by the heads whose modality is there
        fused = z if whole is None else torch.where(whole[:, None], z.double(), combined["probabilities"])
        return {"fusion": fused, "fusionHead": z, **readouts}
`,
};
