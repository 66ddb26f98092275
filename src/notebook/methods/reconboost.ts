/** ReconBoost in PyTorch; the lab's own stands in src/method/methods/reconboost.ts. */
import type { NamedPart } from '../part';
import { teachers } from '../parts/teachers';
import { alone } from './alone';

export const reconboost: NamedPart = {
  name: 'ReconBoost',
  title: 'ReconBoost',
  text: 'One shared head; stage by stage another modality has its turn. Alone: mean of (w1 - w2 q) CE(h_s(f^m), y) / C, q what the others give to y. Together: CE(b · Σ_m h_s(f^m), y) on all that have had a turn, the head and b. Every phase has an optimizer of its own.',
  needs: [alone, teachers],
  python: `
class ReconBoost(Method):
    complete_only = True  # it weighs modalities against each other

    def start(self):
        super().start()
        self.shared = linear_head(self.weight_seed, ("shared-head",), self.dims[0])
        self.boost = nn.Parameter(torch.ones(1))
        self.teachers = Teachers(self) if self.knobs["start"] == "unimodal" else None
        self.begin_phase(0)

    def stages(self):
        if self.teachers:
            yield self.teachers.stage()
            self.teachers.are_through = True
            for own, taught in zip(self.encoders, self.teachers.models.encoders):
                own.load_state_dict(taught.state_dict())
        groups = [[*self.encoders.parameters(), *self.shared.parameters(), self.boost]]
        yield Stage("encoder", EPOCHS, groups, self.step, self.before_epoch)

    def begin_phase(self, epoch):
        alone, together = self.knobs["boostEpochs"], self.knobs["jointEpochs"]
        stage, within = divmod(epoch, alone + together)
        self.is_alone, self.turn = within < alone, stage % len(self.encoders)
        self.ensemble = list(range(min(len(self.encoders), stage if self.is_alone else stage + 1)))
        return within in (0, alone)

    def before_epoch(self, epoch):
        if self.begin_phase(epoch):
            self.optimizer.state.clear()  # momentum starts anew

    def boosted(self, features, members):
        return self.boost * sum(self.shared(features[m]) for m in members)

    def step(self, batch, rows):
        features, y = self.encode(batch["x"]), batch["y"]
        if self.is_alone:
            z, reached = self.shared(features[self.turn]), [self.turn]
            others = [m for m in self.ensemble if m != self.turn]
            with torch.no_grad():
                known = self.boosted(features, others) if others else torch.zeros_like(z)
                q = known.softmax(1).gather(1, y[:, None])[:, 0]
            counts = self.knobs["w1"] - self.knobs["w2"] * q
            if self.knobs["divideByClasses"] == "on":
                counts = counts / z.shape[1]
            loss = (counts * F.cross_entropy(z, y, reduction="none")).mean()
        else:
            reached = self.ensemble
            loss = F.cross_entropy(self.boosted(features, reached), y)
        loss.backward()
        # whom the loss does not reach is not stepped at all
        for m, encoder in enumerate(self.encoders):
            if m not in reached:
                for parameter in encoder.parameters():
                    parameter.grad = None
        if self.is_alone:
            self.boost.grad = None

    def features(self, split):
        if self.teachers and not self.teachers.are_through:
            return self.teachers.features(split)
        return super().features(split)

    @torch.no_grad()
    def answers(self, features):
        if self.teachers and not self.teachers.are_through:
            return self.teachers.answers(features)
        answering = [m for m in range(len(self.encoders)) if m in self.ensemble or m == self.turn]
        z = self.boosted(features, answering)
        return {"fusion": z, "fusionHead": z, **named([self.shared(f) for f in features])}
`,
};
