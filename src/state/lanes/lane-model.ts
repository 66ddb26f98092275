/**
 * The lanes picture as plain data: which parts a method has, which of them learn now, where the wall stands.
 * Made from the method's own declaration and what the last epoch measured, and from nothing else, so that picture
 * and code cannot disagree. Pure; imports protocol and the charts' colours only.
 */
import {
  type LossDeclaration,
  lossWord,
  type MethodDescription,
  type Part,
} from '../../protocol/catalogue';
import type { ByModality, PairAlignment } from '../../protocol/measures';
import { modalityTone, type Tone } from '../charts/chart';

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
  readonly own: { readonly kind: OwnKind; readonly presence: Presence; readonly label: string };
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
  /** How many dimensions it runs along; null before they are chosen. */
  readonly dimensions: number | null;
  readonly presence: Presence;
}

export interface LaneStage {
  readonly id: string;
  readonly label: string;
  readonly isNow: boolean;
}

export interface LaneModel {
  readonly label: string;
  readonly stages: readonly LaneStage[];
  readonly lanes: readonly Lane[];
  readonly wall: 'open' | 'shut';
  readonly sharedHead: Presence;
  readonly fusionHead: Presence;
  /** Whether the fused loss is kept from the encoders. */
  readonly isStopped: boolean;
  readonly teaching: readonly Teaching[];
  /** The loss that teaches, in words, and what it waits for; null without teaching. */
  readonly lesson: { readonly word: string; readonly until: string | null } | null;
  readonly prediction: string | null;
}

export interface LaneInput {
  readonly method: MethodDescription;
  /** The run's name for people. */
  readonly label: string;
  /** The run's value of a knob, by the knob's path. */
  readonly knobAt: (path: string) => unknown;
  readonly modalities: readonly {
    readonly id: string;
    readonly name: string;
    readonly featureDim: number;
  }[];
  /** The stage in progress; null draws the whole method, every part of it at work. */
  readonly stage: string | null;
  readonly gradientNorm: ByModality<number | null>;
  /** The sets that the method has chosen; null before it has. */
  readonly pairs: readonly PairAlignment[] | null;
}

/** A headless own-feature loss and one through the fusion head's weights look different from a private head. */
function ownKind({ head }: LossDeclaration): OwnKind {
  if (head === 'private-head') return 'private-head';
  return head === 'fusion-head' ? 'own-share' : 'own-loss';
}

const isOwn = ({ on, head }: LossDeclaration): boolean =>
  on === 'own-feature' && head !== 'shared-head';

/** What a run's knobs leave of its method, and what of that is at work in the stage. */
function readerOf({ method, knobAt, stage }: LaneInput) {
  const losses = method.losses.filter(
    ({ offWhen = [] }) => !offWhen.some(({ path, equals }) => knobAt(path) === equals),
  );
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

function lessonOf(losses: readonly LossDeclaration[]): LaneModel['lesson'] {
  const loss = losses.find(isLesson);
  return loss ? { word: lossWord(loss), until: loss.waiting?.until ?? null } : null;
}

/** One entry for every ordered pair, in the order of the lanes. */
function teachingOf(input: LaneInput, { losses, presence }: Reader): readonly Teaching[] {
  const { modalities, pairs, stage } = input;
  const lesson = presence(losses.filter(isLesson));
  if (lesson === 'absent') return [];
  return modalities.flatMap((from, teacher) =>
    modalities.flatMap((to, student): Teaching[] => {
      if (teacher === student) return [];
      const pair = pairs?.find((each) => each.teacher === from.id && each.student === to.id);
      const dimensions = pair?.dimensions.length ?? null;
      // before the choice it waits, unless the picture shows the whole method
      const isTaught = dimensions === null ? stage === null : dimensions > 0;
      return [{ teacher, student, dimensions, presence: isTaught ? lesson : 'resting' }];
    }),
  );
}

/** With more lanes than this, arrows between all of them hide the picture: only neighbours' are drawn. */
const MOST_LANES_WITH_ALL_ARROWS = 3;

/** Whether this direction of teaching has an arrow of its own. */
export function isDrawn({ lanes }: LaneModel, { teacher, student }: Teaching): boolean {
  return lanes.length <= MOST_LANES_WITH_ALL_ARROWS || Math.abs(teacher - student) === 1;
}

/** The picture of one run. */
export function laneModel(input: LaneInput): LaneModel {
  const { method, label, modalities, stage, pairs } = input;
  const reader = readerOf(input);
  const { losses, active, trains, presence } = reader;
  const own = losses.filter(isOwn);
  const [firstOwn] = own;
  const fused = losses.filter(({ on }) => on === 'fused-features');
  const isOpen = active.some(({ reaches }) => reaches === 'all');
  const learns = trains('encoder');
  const reachesOwn = (loss: LossDeclaration) => learns && loss.reaches === 'own';
  const gradientFrom = {
    own: active.some((loss) => isOwn(loss) && reachesOwn(loss)),
    shared: active.some((loss) => loss.head === 'shared-head' && reachesOwn(loss)),
    fusion: learns && isOpen,
  };
  const teaching = teachingOf(input, reader);
  return {
    label,
    stages: method.stages.map(({ id, label }) => ({ id, label, isNow: id === stage })),
    lanes: modalities.map(
      ({ id, name, featureDim }, place): Lane => ({
        id,
        name,
        tone: modalityTone(place),
        dimensions: featureDim,
        taught: teaching.length === 0 ? [] : taughtBy(id, pairs ?? []),
        encoder: learns ? 'learning' : 'resting',
        own: {
          kind: firstOwn ? ownKind(firstOwn) : 'private-head',
          presence: presence(own),
          label: firstOwn?.label ?? '',
        },
        gradientFrom,
        gradient: input.gradientNorm[id] ?? null,
      }),
    ),
    wall: isOpen ? 'open' : 'shut',
    sharedHead: headPresence(reader, 'shared-head'),
    fusionHead: headPresence(reader, 'fusion-head'),
    isStopped: fused.length > 0 && !isOpen,
    teaching,
    lesson: lessonOf(losses),
    prediction: method.prediction,
  };
}

/** Every dimension along which this modality teaches anyone, in order. */
function taughtBy(id: string, pairs: readonly PairAlignment[]): readonly number[] {
  const own = pairs.filter(({ teacher }) => teacher === id);
  return [...new Set(own.flatMap(({ dimensions }) => dimensions))].sort((a, b) => a - b);
}
