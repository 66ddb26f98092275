/** Which declared loss a recorded one is, and what its head is called. Pure. */
import { type LossDeclaration, lossWord } from '../../protocol/catalogue';
import { parseName, SHARED } from '../../protocol/names';
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
  /** The same as its lane calls it, "private head"; equal to `who` without a lane. */
  readonly head: string;
  /** Key of its part in the picture. */
  readonly part: string;
}

const OWN_WORDS: Readonly<Record<Lane['own']['kind'], string>> = {
  'private-head': 'private head',
  'own-share': 'own share',
  'own-loss': 'own loss',
};

/**
 * Places the losses of a step in the picture of its method, by the names that runs record them under.
 * @param declarations the method's, as the run's knobs have them told.
 */
export function placedLosses(
  losses: readonly LossSeen[],
  declarations: readonly LossDeclaration[],
  { lanes, teaching }: LaneModel,
): readonly PlacedLoss[] {
  const find = (is: (loss: LossDeclaration) => boolean) => declarations.find(is) ?? null;
  const laneOf = (id: string) => lanes.findIndex((lane) => lane.id === id);
  return losses.map((seen): PlacedLoss => {
    const name = parseName(seen.name);
    if (name.kind === 'pair') {
      const [teacher, student] = [laneOf(name.teacher), laneOf(name.student)];
      const place = teaching.findIndex(
        (each) => each.teacher === teacher && each.student === student,
      );
      const who = `${word(lanes[teacher])} teaches ${word(lanes[student])}`;
      return {
        seen,
        declared: find(({ id, on }) => on === 'paired-features' && id === name.word),
        lane: null,
        who,
        head: who,
        part: `teaching.${place}`,
      };
    }
    if (name.kind !== 'whole') {
      const lane = laneOf(name.modality);
      const isShared = name.kind === 'on' && name.word === SHARED;
      const named = find(({ id }) => name.kind === 'on' && id === name.word);
      if (named?.on === 'fused-features') {
        // one modality's part in a loss of the fused answer
        const head = `fusion head, ${word(lanes[lane])}\u2019s ${lossWord(named)}`;
        return { seen, declared: named, lane: null, who: head, head, part: 'fusion' };
      }
      const own = lanes[lane]?.own.kind ?? 'private-head';
      const head = isShared ? 'shared head' : (named?.word ?? OWN_WORDS[own]);
      return {
        seen,
        declared:
          named ??
          find((loss) => loss.on === 'own-feature' && (loss.head === 'shared-head') === isShared),
        lane,
        who: `${word(lanes[lane])}, ${head}`,
        head,
        part: isShared ? 'shared' : `own.${lane}`,
      };
    }
    const declared = find(({ id }) => id === name.word);
    if (declared?.on === 'fused-features') {
      const head = declared.word ?? 'fusion head';
      return { seen, declared, lane: null, who: head, head, part: 'fusion' };
    }
    // a loss on one feature whose name does not say which: the encoder that it reaches
    const reached = lanes.findIndex(({ id }) => (seen.gradientOn[id] ?? 0) > 0);
    const head = 'own loss';
    return reached < 0
      ? { seen, declared, lane: null, who: head, head, part: 'own.0' }
      : {
          seen,
          declared,
          lane: reached,
          who: `${word(lanes[reached])}, ${head}`,
          head,
          part: `own.${reached}`,
        };
  });
}

const word = (lane: Lane | undefined): string => modalityWord(lane?.name ?? '');
