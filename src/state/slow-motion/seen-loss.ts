/** Which declared loss a recorded one is, and what its head is called. Pure. */
import type { LossDeclaration, MethodDescription } from '../../protocol/catalogue';
import type { LossSeen } from '../../protocol/step';
import { modalityWord } from '../charts/modality-word';
import type { Lane, LaneModel } from '../lanes/lane-model';

/** A loss of the step with its place in the picture. */
export interface PlacedLoss {
  readonly seen: LossSeen;
  readonly declared: LossDeclaration | null;
  /** The lane whose modality it reads; null where it reads several. */
  readonly lane: number | null;
  /** Who guesses: "picture, private head"; for a contrast "picture teaches sound". */
  readonly who: string;
  /** Key of its part in the picture. */
  readonly part: string;
}

const OWN_WORDS: Readonly<Record<Lane['own']['kind'], string>> = {
  'private-head': 'private head',
  'own-share': 'own share',
  'own-loss': 'own loss',
};

const TEACHING = /^duc\.(.+)>(.+)$/;

/** Places the losses of a step in the picture of its method, by the names that runs record them under. */
export function placedLosses(
  losses: readonly LossSeen[],
  { losses: declarations }: MethodDescription,
  { lanes, teaching }: LaneModel,
): readonly PlacedLoss[] {
  const find = (is: (loss: LossDeclaration) => boolean) => declarations.find(is) ?? null;
  const laneOf = (id: string | undefined) => lanes.findIndex((lane) => lane.id === id);
  return losses.map((seen): PlacedLoss => {
    const [, from, to] = TEACHING.exec(seen.name) ?? [];
    const [teacher, student] = [laneOf(from), laneOf(to)];
    if (teacher >= 0 && student >= 0) {
      const place = teaching.findIndex(
        (each) => each.teacher === teacher && each.student === student,
      );
      return {
        seen,
        declared: find(({ on }) => on === 'paired-features'),
        lane: null,
        who: `${word(lanes[teacher])} teaches ${word(lanes[student])}`,
        part: `teaching.${place}`,
      };
    }
    const lane = laneOf(seen.name.split('.').at(-1));
    if (lane >= 0) {
      const isShared = seen.name.startsWith('shared.');
      const own = lanes[lane]?.own.kind ?? 'private-head';
      return {
        seen,
        declared: find(
          ({ on, head }) => on === 'own-feature' && (head === 'shared-head') === isShared,
        ),
        lane,
        who: `${word(lanes[lane])}, ${isShared ? 'shared head' : OWN_WORDS[own]}`,
        part: isShared ? 'shared' : `own.${lane}`,
      };
    }
    const declared = find(({ id }) => id === seen.name);
    const isFused = declared?.on === 'fused-features';
    // a loss on one feature whose name does not say which: the encoder that it reaches
    const reached = lanes.findIndex(({ id }) => (seen.gradientOn[id] ?? 0) > 0);
    return {
      seen,
      declared,
      lane: isFused || reached < 0 ? null : reached,
      who: isFused ? 'fusion head' : `${word(lanes[reached])}, own loss`,
      part: isFused ? 'fusion' : `own.${Math.max(0, reached)}`,
    };
  });
}

const word = (lane: Lane | undefined): string => modalityWord(lane?.name ?? '');
