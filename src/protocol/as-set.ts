/** What a run's knobs leave of its method's declarations, and how they are then told. Pure; imports protocol only. */
import type {
  Lesson,
  LossDeclaration,
  MethodDescription,
  StageDeclaration,
  SteeringDeclaration,
} from './catalogue';
import { holds } from './run-knobs';

/** A run's value of a knob, by the knob's path. */
export type KnobAt = (path: string) => unknown;

/** `{path}` of a knob replaced by its value; what is no knob of the run stays. */
function filled(text: string, knobAt: KnobAt): string {
  return text.replaceAll(/\{([\w.-]+)\}/g, (whole, path: string) => {
    const value = knobAt(path);
    return typeof value === 'number' || typeof value === 'string' ? String(value) : whole;
  });
}

function lessonAs(lesson: Lesson, knobAt: KnobAt): Lesson {
  const { renewed, fewest } = lesson;
  return {
    ...lesson,
    set: filled(lesson.set, knobAt),
    empty: filled(lesson.empty, knobAt),
    fewest: { ...fewest, because: filled(fewest.because, knobAt) },
    ...(renewed !== undefined && { renewed: filled(renewed, knobAt) }),
  };
}

/** A loss as the run's knobs have it told. */
function lossAs(loss: LossDeclaration, knobAt: KnobAt): LossDeclaration {
  const { variants = [], ...declared } = loss;
  let changed: LossDeclaration = declared;
  for (const { when, change } of variants) {
    if (!holds(when, knobAt)) continue;
    const { lesson: changes, ...rest } = change;
    const { lesson } = changed;
    changed = { ...changed, ...rest, ...(lesson && { lesson: { ...lesson, ...changes } }) };
  }
  const { waiting, lesson, explanation } = changed;
  return {
    ...changed,
    ...(explanation !== undefined && { explanation: filled(explanation, knobAt) }),
    ...(waiting && {
      waiting: {
        until: filled(waiting.until, knobAt),
        sentence: filled(waiting.sentence, knobAt),
      },
    }),
    ...(lesson && { lesson: lessonAs(lesson, knobAt) }),
  };
}

/** The stages that the run's knobs leave in. */
export function stagesAsSet(
  { stages }: Pick<MethodDescription, 'stages'>,
  knobAt: KnobAt,
): readonly StageDeclaration[] {
  return stages.filter(({ offWhen = [] }) => !offWhen.some((is) => holds(is, knobAt)));
}

/** The losses that the run's knobs leave on, as they are then told. */
export function lossesAsSet(
  { losses }: Pick<MethodDescription, 'losses'>,
  knobAt: KnobAt,
): readonly LossDeclaration[] {
  return losses
    .filter(({ offWhen = [] }) => !offWhen.some((is) => holds(is, knobAt)))
    .map((loss) => lossAs(loss, knobAt));
}

/** The steering that the run's knobs leave on. */
export function steeringAsSet(
  { steering = [] }: Pick<MethodDescription, 'steering'>,
  knobAt: KnobAt,
): readonly SteeringDeclaration[] {
  return steering.filter(({ offWhen = [] }) => !offWhen.some((is) => holds(is, knobAt)));
}
