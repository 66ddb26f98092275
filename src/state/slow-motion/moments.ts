/**
 * The numbered moments of one training step, in plain words and with the numbers of a real batch. By rule from what
 * was seen and from the method's own declaration. Pure.
 */

import { type LossDeclaration, lossWord } from '../../protocol/catalogue';
import type { DataSetSummary } from '../../protocol/data-set';
import type { StepSeen } from '../../protocol/step';
import type { Tone } from '../charts/chart';
import { modalityWord } from '../charts/modality-word';
import { decimal, percent } from '../format';
import { isDrawn, type Lane, type LaneModel } from '../lanes/lane-model';
import type { Steering } from '../lanes/steering';
import { teachingText } from '../lanes/tell-teaching';
import { gradient, type Moment, NOTHING } from './moment';
import { type PlacedLoss, placedLosses } from './seen-loss';
import { steeringMoment } from './steering-moment';

export interface StepToTell {
  readonly seen: StepSeen;
  /** The method's, as the run's knobs have them told. */
  readonly losses: readonly LossDeclaration[];
  /** The picture of the run in the stage that was looked at. */
  readonly model: LaneModel;
  readonly summary: DataSetSummary;
}

type Told = Omit<StepToTell, 'losses'> & {
  readonly declared: readonly LossDeclaration[];
  readonly losses: readonly PlacedLoss[];
};

const word = ({ name }: Lane): string => modalityWord(name);

const toneOf = ({ model }: Told, { lane }: PlacedLoss): Tone =>
  (lane === null ? undefined : model.lanes[lane]?.tone) ?? 'fusion';

const guesses = ({ losses }: Told) =>
  losses.flatMap((loss) =>
    loss.seen.probabilities === null ? [] : [{ loss, p: loss.seen.probabilities }],
  );

function batchMoment({ seen, summary }: Told): Moment {
  const name = summary.classNames[seen.label] ?? `class ${seen.label}`;
  return {
    ...NOTHING,
    title: 'A batch',
    text: `${seen.rows.length} training samples are taken at once. We follow the first of them, sample ${seen.rows[0]}, a ${name}.${seen.epoch === 0 ? ' Nothing has been learned yet: the nets are as they were drawn.' : ''}`,
  };
}

function featureMoment({ seen, model }: Told): Moment {
  const frozen = model.lanes.every(({ encoder }) => encoder === 'resting');
  return {
    ...NOTHING,
    title: 'The encoders look',
    text: `Each encoder turns its own modality into a feature, a list of numbers, and sees nothing of the other.${frozen ? ' In this stage they are frozen.' : ''}`,
    numbers: [
      model.lanes.map((lane) => {
        const feature = seen.features[lane.id] ?? [];
        return {
          label: `${word(lane)}, ${feature.length} numbers of length`,
          tone: lane.tone,
          value: decimal(Math.hypot(...feature)),
        };
      }),
    ],
    parts: model.lanes.flatMap((_, place) => [`encoder.${place}`, `feature.${place}`]),
  };
}

function guessMoment(told: Told): Moment {
  const { seen, summary } = told;
  const name = summary.classNames[seen.label] ?? 'the true class';
  return {
    title: 'The heads guess',
    text: `Every head turns what it is given into one probability per class. How much does each give to ${name}, the truth?`,
    numbers: [
      guesses(told).map(({ loss, p }) => ({
        label: loss.who,
        tone: toneOf(told, loss),
        value: percent(p[seen.label] ?? 0),
      })),
    ],
    bars: guesses(told).map(({ loss, p }) => ({
      label: loss.who,
      tone: toneOf(told, loss),
      values: p,
    })),
    parts: guesses(told).map(({ loss }) => loss.part),
  };
}

/** Whether a loss is the mean of -log p of the truth, whose gradient on the answers is p - y. */
const isSurprise = (declared: PlacedLoss['declared']): boolean => declared?.isSurprise !== false;

function lossMoment(told: Told): Moment {
  const { summary } = told;
  const blind = Math.log(summary.classNames.length);
  // one that is no surprise at the truth says itself what it is
  const own = guesses(told).map(({ loss: { declared } }) =>
    isSurprise(declared) ? undefined : declared?.explanation,
  );
  const plain = `Each loss is the mean surprise at the truth over the whole batch, \u2212log p, in nats. Guessing blindly among ${summary.classNames.length} classes costs ${decimal(blind)}.`;
  const said = [
    ...(own.includes(undefined) || own.length === 0 ? [plain] : []),
    ...new Set(own.flatMap((each) => each ?? [])),
  ];
  return {
    ...NOTHING,
    title: 'The losses',
    text: said.join(' '),
    numbers: [
      guesses(told).map(({ loss }) => ({
        label: `${loss.who}${loss.seen.weight === 1 ? '' : `, counted ${loss.seen.weight} times`}`,
        tone: toneOf(told, loss),
        value: decimal(loss.seen.value),
      })),
    ],
    parts: guesses(told).map(({ loss }) => loss.part),
  };
}

function residualMoment(told: Told): Moment {
  const { seen, model } = told;
  const shared = told.losses.find(({ declared }) => declared?.reaches === 'all');
  const guessed = guesses(told);
  const parts = [...guessed.map(({ loss }) => loss.part), ...(shared ? walls(model) : [])];
  const heads = guessed.filter(({ loss }) => isSurprise(loss.declared));
  if (guessed.length > 0 && heads.length === 0) {
    return {
      ...NOTHING,
      title: 'The error',
      text: 'This loss is no mean of \u2212log p, so the error that flows back is not p \u2212 y. It is not shown here; what reaches the encoders of it is.',
      parts,
    };
  }
  const asksEach = heads.some(({ loss }) => loss.declared?.reaches === 'own');
  const text = shared
    ? ` The ${shared.who} has one error for all modalities: what one of them explains already is no longer asked of the others.${asksEach ? ' Besides, every modality is asked for its own mistakes.' : ''}`
    : heads.length > 1
      ? ' Every head has an error of its own, so a modality is asked for its own mistakes, however good the other is.'
      : '';
  return {
    title: 'The error',
    text: `The error is p \u2212 y: what was said minus what is true.${text} Its length, mean over the batch:`,
    numbers: [
      heads.map(({ loss }) => ({
        label: loss.who,
        tone: toneOf(told, loss),
        value: decimal(loss.seen.residual ?? 0),
      })),
    ],
    bars: heads.map(({ loss, p }) => ({
      label: `${loss.who}, p \u2212 y`,
      tone: toneOf(told, loss),
      values: p.map((each, c) => each - (c === seen.label ? 1 : 0)),
    })),
    parts,
  };
}

/** Losses that say how far one thing is from another; null where the step has none. */
function distanceMoment(told: Told): Moment | null {
  const distances = told.losses.filter(({ seen }) => seen.kind === 'distance');
  if (distances.length === 0) return null;
  const said = distances.flatMap(({ declared }) => declared?.explanation ?? []);
  return {
    ...NOTHING,
    title: 'How far apart',
    text: `${[...new Set(said)].join(' ')} How far apart they are in this batch:`,
    numbers: [
      distances.map((loss) => ({
        label: `${loss.who}${loss.seen.weight === 1 ? '' : `, counted ${decimal(loss.seen.weight)} times`}`,
        tone: toneOf(told, loss),
        value: decimal(loss.seen.value),
      })),
    ],
    parts: distances.map(({ part }) => part),
  };
}

const walls = ({ lanes }: LaneModel): readonly string[] =>
  lanes.slice(1).map((_, place) => `wall.${place}`);

const lossWordOf = ({ declared, seen }: PlacedLoss): string =>
  declared ? lossWord(declared) : seen.name;

/** What a loss between two modalities does, as its method says it. */
const doesWhat = (loss: PlacedLoss): string =>
  loss.declared?.explanation ??
  `${lossWordOf(loss)} pulls the student\u2019s feature towards the teacher\u2019s.`;

function teachingMoments(told: Told): readonly Moment[] {
  const { losses, declared: declarations, model, seen } = told;
  const lessons = losses.filter(({ seen: { kind } }) => kind === 'contrast');
  const declared = declarations.find(
    ({ on, stage }) => on === 'paired-features' && stage === seen.stage,
  );
  const parts = model.teaching.flatMap((each, place) =>
    isDrawn(model, each) ? [`teaching.${place}`] : [],
  );
  if (lessons.length === 0) {
    if (!declared || model.teaching.length === 0) return [];
    const waits = declared.waiting?.sentence ?? `${lossWord(declared)} has not begun.`;
    return seen.sets === null
      ? [{ ...NOTHING, title: 'No lesson yet', text: waits, parts }]
      : [{ ...NOTHING, title: 'Nothing to teach', text: teachingText(model), parts }];
  }
  const isMutual = model.lesson?.rule?.isMutual === true;
  const constant = isMutual
    ? 'Each direction holds its teacher constant, and both are taken.'
    : 'The teacher is a constant: it gets exactly nothing back.';
  return [
    {
      ...NOTHING,
      title: 'They teach each other',
      text: `${[...new Set(lessons.map(doesWhat))].join(' ')} ${constant} ${teachingText(model)}`,
      numbers: lessons.map((lesson) => [
        {
          label: `${lesson.who}, ${lossWordOf(lesson)}`,
          tone: 'fusion' as const,
          value: decimal(lesson.seen.value),
        },
        ...model.lanes.map((lane) => ({
          label: `${lesson.who}, sent to ${word(lane)}`,
          tone: lane.tone,
          value: gradient(lesson.seen.gradientOn[lane.id] ?? 0),
        })),
      ]),
      parts: lessons.map(({ part }) => part),
    },
  ];
}

function wallMoment({ losses, model }: Told): Moment {
  const fused = losses.filter(({ declared }) => declared?.on === 'fused-features');
  const own = losses.filter(({ lane, seen }) => lane !== null && seen.kind === 'cross-entropy');
  const isOpen = model.wall === 'open';
  const text = isOpen
    ? 'The wall is open: one loss on all features runs back into every encoder. This is all that it sends to each of them, relative to the encoder\u2019s weights.'
    : fused.length > 0
      ? 'The wall is shut: the fused loss trains its own head and is stopped before the encoders. What reaches them of it:'
      : 'The wall is shut: no gradient of a loss of the fused answer reaches an encoder. What a loss on one modality sends into the other encoder:';
  const across = own.flatMap((loss) =>
    model.lanes.flatMap((lane, place) =>
      place === loss.lane
        ? []
        : [
            {
              label: `${loss.who}, to ${word(lane)}`,
              tone: lane.tone,
              value: gradient(loss.seen.gradientOn[lane.id] ?? 0),
            },
          ],
    ),
  );
  const through = fused.flatMap((loss) =>
    model.lanes.map((lane) => ({
      label: `${loss.who}, to ${word(lane)}`,
      tone: lane.tone,
      value: gradient(loss.seen.gradientOn[lane.id] ?? 0),
    })),
  );
  const stops = model.isStopped ? model.lanes.map((_, place) => `stop.${place}`) : [];
  return {
    ...NOTHING,
    title: isOpen ? 'Through the open wall' : 'At the shut wall',
    text,
    numbers: [fused.length > 0 ? through : across],
    parts: [...walls(model), ...stops],
  };
}

/** A loss as its encoder calls it: "its private head", "the fusion head", a pair's by its word. */
function sourceOf(loss: PlacedLoss, place: number): string {
  if (loss.seen.kind === 'contrast') return lossWordOf(loss);
  if (loss.lane === place) return `its ${loss.head}`;
  return loss.who.startsWith('the ') ? loss.who : `the ${loss.who}`;
}

/** Every loss's part in the gradient of each encoder; null where no encoder learns. */
function gradientMoment(told: Told): Moment | null {
  const { seen, losses, model } = told;
  if (model.lanes.every(({ id }) => seen.gradient[id] === null)) return null;
  return {
    ...NOTHING,
    title: 'What reaches the encoders',
    text: 'Every loss alone, and all of them together: the gradient on each encoder relative to its weights. Vectors add up, so the whole is at most the sum of its parts.',
    numbers: model.lanes.map((lane, place) => [
      ...losses
        .filter(({ seen: { gradientOn } }) => (gradientOn[lane.id] ?? 0) > 0)
        .map((loss) => ({
          label: `${word(lane)}, from ${sourceOf(loss, place)}`,
          tone: lane.tone,
          value: gradient(loss.seen.gradientOn[lane.id] ?? 0),
        })),
      {
        label: `${word(lane)}, all together`,
        tone: lane.tone,
        value: gradient(seen.gradientBefore[lane.id] ?? seen.gradient[lane.id] ?? 0),
      },
    ]),
    parts: model.lanes.map((_, place) => `encoder.${place}`),
  };
}

function updateMoment({ seen, model }: Told): Moment {
  const learns = model.lanes.some(({ encoder }) => encoder === 'learning');
  return {
    ...NOTHING,
    title: 'The step',
    text: `The optimizer moves every weight a little against its gradient. Here the step was only looked at: the run stands where it stood.${learns ? '' : ' The encoders would not move.'}`,
    numbers: [[{ label: 'learning rate', tone: 'fusion', value: String(seen.learningRate) }]],
    parts: learns ? model.lanes.map((_, place) => `encoder.${place}`) : ['fusion'],
  };
}

/** The moments in their order. */
export function stepMoments({ losses, ...step }: StepToTell): readonly Moment[] {
  const { seen, model } = step;
  const told: Told = {
    ...step,
    declared: losses,
    losses: placedLosses(seen.losses, losses, model),
  };
  const steered = (on: readonly Steering['on'][]) => steeringMoment({ seen, model }, on);
  const moments = [
    steered(['weights']),
    batchMoment(told),
    steered(['samples']),
    featureMoment(told),
    steered(['feature']),
    guessMoment(told),
    lossMoment(told),
    steered(['own-loss']),
    residualMoment(told),
    ...teachingMoments(told),
    distanceMoment(told),
    wallMoment(told),
    gradientMoment(told),
    steered(['gradient', 'rate']),
    updateMoment(told),
  ];
  return moments.flatMap((moment) => (moment === null ? [] : [moment]));
}
