/**
 * The lanes picture as plain data: which parts a method has, which of them learn now, where the wall stands.
 * Made from the method's own declaration and what the last epoch measured, and from nothing else, so that picture
 * and code cannot disagree. Pure; imports protocol and the charts' colours only.
 */

import { type KnobAt, lossesAsSet, stagesAsSet } from '../../protocol/as-set';
import {
  type Lesson,
  type LossDeclaration,
  lossWord,
  type MethodDescription,
  type Part,
} from '../../protocol/catalogue';
import { partOf } from '../../protocol/measure';
import type { ByModality, PairAlignment } from '../../protocol/measures';
import { modalityTone, type Tone } from '../charts/chart';
import { type Steering, steeringOf } from './steering';

/** `absent`: the method has no such part. `resting`: it has, and it does not learn now. */
export type Presence = 'absent' | 'resting' | 'learning';

/** What trains one encoder on its own feature: a private head, its share of the fusion head, or a loss without head. */
export type OwnKind = 'private-head' | 'own-share' | 'own-loss';

export interface Lane {
  readonly id: string;
  readonly name: string;
  readonly tone: Tone;
  /** Length of the feature. */
  readonly dimensions: number;
  /** Dimensions along which this modality teaches others. */
  readonly taught: readonly number[];
  readonly encoder: Presence;
  readonly own: {
    readonly kind: OwnKind;
    readonly presence: Presence;
    readonly label: string;
    /** What its box says, in two short lines. */
    readonly box: readonly [string, string];
  };
  /** What the method does to this modality beside its losses. */
  readonly steering: readonly Steering[];
  /** From which parts gradient reaches this encoder now. */
  readonly gradientFrom: {
    readonly own: boolean;
    readonly shared: boolean;
    readonly fusion: boolean;
  };
  /** Norm of the encoder's gradient over that of its weights; null where not measured. */
  readonly gradient: number | null;
}

/** One direction of teaching; teacher and student are places of lanes. */
export interface Teaching {
  readonly teacher: number;
  readonly student: number;
  /** How many dimensions the set has; null before it is chosen. */
  readonly dimensions: number | null;
  /** Absent where the set has too few dimensions to teach anything: there is then no arrow. */
  readonly presence: Presence;
}

export interface LaneStage {
  readonly id: string;
  readonly label: string;
  readonly isNow: boolean;
}

/** What modalities teach each other, in words. */
export interface LaneLesson {
  readonly word: string;
  /** What it waits for, after "until"; null where nobody says. */
  readonly until: string | null;
  /** Null where its method does not say which dimensions teach. */
  readonly rule: Lesson | null;
  /** The run is over and no set was ever chosen. */
  readonly neverBegan: boolean;
}

export interface LaneModel {
  readonly label: string;
  readonly stages: readonly LaneStage[];
  readonly lanes: readonly Lane[];
  readonly wall: 'open' | 'shut';
  readonly sharedHead: Presence;
  readonly fusionHead: Presence;
  /** Where the private heads' answers are what is fused: their mean, in the place of a fusion head. */
  readonly meanOfHeads: Presence;
  /** Whether the fused loss is kept from the encoders. */
  readonly isStopped: boolean;
  readonly teaching: readonly Teaching[];
  /** The loss that teaches, as the run's knobs have it told; null without teaching. */
  readonly lesson: LaneLesson | null;
  /** Explanation of the shared head's loss; null where the method gives none. */
  readonly sharedSays: string | null;
  readonly prediction: string | null;
}

export interface LaneInput {
  readonly method: MethodDescription;
  /** The run's name for people. */
  readonly label: string;
  /** The run's value of a knob, by the knob's path. */
  readonly knobAt: KnobAt;
  readonly modalities: readonly {
    readonly id: string;
    readonly name: string;
    readonly featureDim: number;
  }[];
  /** The stage in progress; null draws the whole method, every part of it at work. */
  readonly stage: string | null;
  /** Whether the run has come to its end: what has not begun by then never will. */
  readonly isOver?: boolean;
  readonly gradientNorm: ByModality<number | null>;
  /** What the epoch shown says of a measure by modality. */
  readonly measured?: (id: string) => ByModality<number | null>;
  /** The sets that the method has chosen; null before it has. */
  readonly pairs: readonly DimensionSet[] | null;
}

/** Which dimensions one modality may teach another along. */
export type DimensionSet = Pick<PairAlignment, 'teacher' | 'student' | 'dimensions'>;

/** A headless own-feature loss and one through the fusion head's weights look different from a private head. */
function ownKind({ head }: LossDeclaration): OwnKind {
  if (head === 'private-head') return 'private-head';
  return head === 'fusion-head' ? 'own-share' : 'own-loss';
}

const OWN_BOXES: Readonly<Record<OwnKind, readonly [string, string]>> = {
  'private-head': ['private', 'head'],
  'own-share': ['own', 'share'],
  'own-loss': ['own', 'loss'],
};

const isOwn = ({ on, head }: LossDeclaration): boolean =>
  on === 'own-feature' && head !== 'shared-head';

/** A loss on what the private heads say together. */
const isOnHeads = ({ on, head }: LossDeclaration): boolean =>
  on === 'fused-features' && head === 'private-head';

/** What a run's knobs leave of its method, and what of that is at work in the stage. */
function readerOf({ method, knobAt, stage }: LaneInput) {
  const losses = lossesAsSet(method, knobAt);
  const trains = (part: Part): boolean =>
    stage === null || method.stages.some(({ id, trains }) => id === stage && trains.includes(part));
  const isActive = (loss: LossDeclaration): boolean => stage === null || loss.stage === stage;
  const presence = (found: readonly LossDeclaration[]): Presence => {
    if (found.length === 0) return 'absent';
    return found.some(isActive) ? 'learning' : 'resting';
  };
  return { losses, active: losses.filter(isActive), trains, presence };
}

type Reader = ReturnType<typeof readerOf>;

function headPresence({ losses, presence, trains }: Reader, head: Part): Presence {
  const found = presence(losses.filter((loss) => loss.head === head));
  return found === 'learning' && !trains(head) ? 'resting' : found;
}

const isLesson = ({ reaches }: LossDeclaration): boolean => reaches === 'student';

function lessonOf(
  losses: readonly LossDeclaration[],
  { pairs, isOver = false }: LaneInput,
): LaneLesson | null {
  const loss = losses.find(isLesson);
  if (!loss) return null;
  return {
    word: lossWord(loss),
    until: loss.waiting?.until ?? null,
    rule: loss.lesson ?? null,
    neverBegan: isOver && pairs === null,
  };
}

/** Whether a set of so many dimensions teaches anything. */
const isEnough = (rule: Lesson | null, dimensions: number): boolean =>
  dimensions >= Math.max(1, rule?.fewest.dimensions ?? 1);

/** One entry for every ordered pair, in the order of the lanes. */
function teachingOf(
  { modalities, pairs, stage }: LaneInput,
  { losses, presence }: Reader,
  told: LaneLesson | null,
): readonly Teaching[] {
  if (!told) return [];
  const lesson = presence(losses.filter(isLesson));
  const present = (dimensions: number | null): Presence => {
    if (told.neverBegan) return 'absent';
    if (dimensions !== null) return isEnough(told.rule, dimensions) ? lesson : 'absent';
    // before the choice it waits, unless the picture shows the whole method
    return stage === null ? lesson : 'resting';
  };
  return modalities.flatMap((from, teacher) =>
    modalities.flatMap((to, student): Teaching[] => {
      if (teacher === student) return [];
      const pair = pairs?.find((each) => each.teacher === from.id && each.student === to.id);
      // a pair that was not chosen among those that were has no dimensions
      const dimensions = pairs === null ? null : (pair?.dimensions.length ?? 0);
      return [{ teacher, student, dimensions, presence: present(dimensions) }];
    }),
  );
}

/** With more lanes than this, arrows between all of them hide the picture: only neighbours' are drawn. */
const MOST_LANES_WITH_ALL_ARROWS = 3;

/** Whether this direction of teaching has an arrow of its own: what teaches nothing has none. */
export function isDrawn({ lanes }: LaneModel, { teacher, student, presence }: Teaching): boolean {
  if (presence === 'absent') return false;
  return lanes.length <= MOST_LANES_WITH_ALL_ARROWS || Math.abs(teacher - student) === 1;
}

/** The picture of one run. */
export function laneModel(input: LaneInput): LaneModel {
  const { method, label, modalities, stage, pairs } = input;
  const reader = readerOf(input);
  const { losses, active, trains, presence } = reader;
  const onHeads = losses.filter(isOnHeads);
  const own = [...losses.filter(isOwn), ...onHeads];
  // the one at work; of the whole method that of its last stage, for which the stages before prepare
  const shownOwn = active.findLast(isOwn) ?? own[0];
  const fused = losses.filter(({ on }) => on === 'fused-features');
  const isOpen = active.some(({ reaches }) => reaches === 'all');
  const learns = trains('encoder');
  const reachesOwn = (loss: LossDeclaration) => learns && loss.reaches === 'own';
  const gradientFrom = {
    own: active.some((loss) => isOwn(loss) && reachesOwn(loss)),
    shared: active.some((loss) => loss.head === 'shared-head' && reachesOwn(loss)),
    fusion: learns && isOpen,
  };
  const lesson = lessonOf(losses, input);
  const teaching = teachingOf(input, reader, lesson);
  const steered = steeringOf(input);
  return {
    label,
    stages: stagesAsSet(method, input.knobAt).map(({ id, label }) => ({
      id,
      label,
      isNow: id === stage,
    })),
    lanes: modalities.map(({ id, name, featureDim }, place): Lane => {
      const steering = steered(id);
      // a loss that was never this modality's sent nothing
      const isSpared = steering.some(({ on, value }) => on === 'own-loss' && value === 0);
      return {
        id,
        name,
        tone: modalityTone(place),
        dimensions: featureDim,
        taught: lesson ? taughtBy(id, pairs ?? [], lesson.rule) : [],
        encoder: learns ? 'learning' : 'resting',
        own: {
          kind: shownOwn ? ownKind(shownOwn) : 'private-head',
          presence: presence(own),
          label: shownOwn?.label ?? '',
          box: shownOwn?.box ?? OWN_BOXES[shownOwn ? ownKind(shownOwn) : 'private-head'],
        },
        steering,
        gradientFrom: isSpared ? { ...gradientFrom, own: false } : gradientFrom,
        gradient: partOf(input.gradientNorm, id),
      };
    }),
    wall: isOpen ? 'open' : 'shut',
    sharedHead: headPresence(reader, 'shared-head'),
    fusionHead: headPresence(reader, 'fusion-head'),
    meanOfHeads: presence(onHeads),
    isStopped: fused.length > 0 && !isOpen,
    teaching,
    lesson,
    sharedSays: losses.find(({ head }) => head === 'shared-head')?.explanation ?? null,
    prediction: method.prediction,
  };
}

/** Every dimension along which this modality teaches anyone, in order; where both move, the student teaches too. */
function taughtBy(
  id: string,
  pairs: readonly DimensionSet[],
  rule: Lesson | null,
): readonly number[] {
  const own = pairs.filter(
    ({ teacher, student, dimensions }) =>
      (teacher === id || (rule?.isMutual === true && student === id)) &&
      isEnough(rule, dimensions.length),
  );
  return [...new Set(own.flatMap(({ dimensions }) => dimensions))].sort((a, b) => a - b);
}
