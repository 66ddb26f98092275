/** UMT in PyTorch; the lab's own stands in src/method/methods/umt.ts. */
import type { NamedPart } from '../part';
import { teachers } from '../parts/teachers';
import { alone } from './alone';
import { joint } from './joint';

export const umt: NamedPart = {
  name: 'Umt',
  title: 'UMT',
  text: 'CE(z, y) + lambda · Σ_m mean (f^m - f_T^m)², where f_T^m is the feature of a unimodal teacher that was trained before and is constant.',
  needs: [...(joint.needs ?? []), alone, teachers, joint],
  python: `
class Umt(Joint):
    def start(self):
        super().start()
        self.teachers = Teachers(self)

    def stages(self):
        yield self.teachers.stage()
        self.teachers.are_through = True
        yield from super().stages()

    def step(self, batch, rows):
        features = self.encode(batch["x"], batch["has"])
        loss = F.cross_entropy(self.fusion(features), batch["y"])
        for f, taught, has in zip(features, self.teachers.features(batch), features.has):
            apart = ((f - taught) ** 2).mean(1)
            mean = apart.mean() if has is None else (apart * has).sum() / has.sum().clamp(min=1)
            loss = loss + self.knobs["lambda"] * mean
        loss.backward()

    def features(self, split):
        return super().features(split) if self.teachers.are_through else self.teachers.features(split)

    def answers(self, features):
        who = super() if self.teachers.are_through else self.teachers
        return who.answers(features)
`,
};
