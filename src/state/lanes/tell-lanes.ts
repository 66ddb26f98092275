/**
 * The lanes picture in words: its text alternative, the lines under it, and a plain sentence for every part. By rule
 * from the model, so that words and picture say the same. Pure.
 */
import { modalityWord } from '../charts/race-charts';
import { gradientText } from './dash-width';
import { isDrawn, type Lane, type LaneModel, type Teaching } from './lane-model';

/** One part of the picture that explains itself. */
export interface LanePart {
  readonly kind:
    | 'wall'
    | 'encoder'
    | 'gradient'
    | 'feature'
    | 'own'
    | 'shared'
    | 'teaching'
    | 'stop'
    | 'fusion';
  /** Unique in the picture. */
  readonly key: string;
  /** Place of the lane, or of the direction of teaching. */
  readonly place: number;
  readonly title: string;
  readonly text: string;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function everyEncoder({ lanes }: LaneModel): string {
  return lanes.length === 2 ? 'both encoders' : 'every encoder';
}

/** What the wall does, in half a sentence. */
function wallClause(model: LaneModel): string {
  if (model.wall === 'open') {
    return `the fused loss reaches ${everyEncoder(model)}; the wall is open`;
  }
  if (model.lanes.every(({ encoder }) => encoder === 'resting')) {
    return 'the encoders are frozen; the wall is shut';
  }
  return 'each encoder learns from its own losses only; the wall is shut';
}

/** The loss that teaches and what it waits for; a description may leave the latter open. */
const lessonIn = ({ lesson }: LaneModel) => ({
  word: lesson?.word ?? '',
  until: lesson?.until ?? 'its dimensions are chosen',
});

function teachingClause(model: LaneModel): string | null {
  const chosen = model.teaching.filter(({ dimensions }) => dimensions !== null);
  if (model.teaching.length === 0) return null;
  if (chosen.length === 0) {
    const { word: lesson, until } = lessonIn(model);
    return `${lesson} waits until ${until}`;
  }
  if (model.lanes.length > 2) {
    const counts = chosen.map(({ dimensions }) => dimensions ?? 0);
    const range = `each modality teaches the others along ${Math.min(...counts)} to ${Math.max(...counts)} dimensions`;
    const isPartly = !model.teaching.every((teaching) => isDrawn(model, teaching));
    return isPartly ? `${range}; arrows stand between neighbours only` : range;
  }
  const pairs = chosen.map(({ teacher, student, dimensions }, place) => {
    const along = place === 0 ? count(dimensions ?? 0, 'dimension') : (dimensions ?? 0);
    return `${word(model, teacher)} teaches ${word(model, student)} along ${along}`;
  });
  return pairs.join(', ');
}

const word = ({ lanes }: LaneModel, place: number): string =>
  modalityWord(lanes[place]?.name ?? '');

/** The sentences under the picture while no part is chosen. */
export function laneCaption(model: LaneModel): string {
  const clauses = [
    wallClause(model),
    model.sharedHead === 'learning' ? 'a shared head hears every modality' : null,
    teachingClause(model),
    model.fusionHead === 'absent' && model.prediction !== null
      ? `the prediction is ${lowerFirst(model.prediction)}`
      : null,
  ];
  return clauses
    .filter((clause) => clause !== null)
    .map((clause) => `${capital(clause)}.`)
    .join(' ');
}

/** The whole picture for those who do not see it. */
export function laneAlternative(model: LaneModel): string {
  const now = model.stages.find(({ isNow }) => isNow);
  const measured = model.lanes.filter(({ gradient }) => gradient !== null);
  const gradients = measured
    .map(({ name, gradient }) => `${modalityWord(name)} ${gradientText(gradient ?? 0)}`)
    .join(', ');
  return [
    `${model.label}: ${lowerFirst(laneCaption(model))}`,
    model.isStopped && model.fusionHead !== 'absent'
      ? 'The fusion head stands behind a stop sign.'
      : '',
    now && model.stages.length > 1 ? `Stage: ${now.label}.` : '',
    measured.length > 0 ? `Gradient: ${gradients}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function encoderPart(lane: Lane, place: number): LanePart {
  const frozen = lane.encoder === 'resting' ? ' It is frozen in this stage.' : '';
  const text = `Turns the ${modalityWord(lane.name)} of a sample into ${count(lane.dimensions, 'number')}, its feature.${frozen}`;
  return { kind: 'encoder', key: `encoder.${place}`, place, title: `Encoder, ${lane.name}`, text };
}

function gradientPart(lane: Lane, place: number): LanePart {
  const size =
    lane.gradient === null
      ? 'Not measured now, so the line is thin.'
      : `It is ${gradientText(lane.gradient)} times as large as the encoder\u2019s weights; the wider the dashes, the larger. Where several meet, they share that width.`;
  const text = `What the losses send back to change this encoder, all of them together. ${size}`;
  return {
    kind: 'gradient',
    key: `gradient.${place}`,
    place,
    title: `Gradient, ${lane.name}`,
    text,
  };
}

function featurePart(lane: Lane, place: number): LanePart {
  const taught =
    lane.taught.length > 0
      ? ` It teaches along the ${count(lane.taught.length, 'strong tick')}: what it tells apart there, the other cannot.`
      : '';
  const text = `What the encoder makes of one sample: ${count(lane.dimensions, 'number')}, drawn as ticks.${taught}`;
  return { kind: 'feature', key: `feature.${place}`, place, title: `Feature, ${lane.name}`, text };
}

const OWN: Readonly<Record<Lane['own']['kind'], { title: string; text: string }>> = {
  'private-head': {
    title: 'Private head',
    text: 'Guesses the class from this feature alone; its loss trains this encoder and no other.',
  },
  'own-share': {
    title: 'Own share',
    text: 'This modality\u2019s share of the fused answer; its loss trains this encoder and no other.',
  },
  'own-loss': {
    title: 'Own loss',
    text: 'A loss on this feature alone, without a head; it trains this encoder and no other.',
  },
};

function ownParts(lane: Lane, place: number): readonly LanePart[] {
  const { kind, presence, label } = lane.own;
  if (presence === 'absent') return [];
  const { title, text } = OWN[kind];
  const rest = presence === 'resting' ? ' It rests in this stage.' : '';
  return [
    {
      kind: 'own',
      key: `own.${place}`,
      place,
      title: `${title}, ${lane.name}`,
      text: `${text}${kind === 'private-head' ? '' : ` (${label}.)`}${rest}`,
    },
  ];
}

function teachingPart(model: LaneModel, teaching: Teaching, place: number): LanePart {
  const { teacher, student, dimensions } = teaching;
  const from = model.lanes[teacher]?.name ?? '';
  const to = model.lanes[student]?.name ?? '';
  const lesson = lessonIn(model);
  const along =
    dimensions === null
      ? `It begins once ${lesson.until}.`
      : `It runs along ${count(dimensions, 'dimension')} that only ${modalityWord(from)} separates well.`;
  const text = `${lesson.word}, one way: ${modalityWord(to)} is pulled towards ${modalityWord(from)}, and ${modalityWord(from)} does not move. ${along}`;
  return {
    kind: 'teaching',
    key: `teaching.${place}`,
    place,
    title: `${from} teaches ${to}`,
    text,
  };
}

function fusionParts(model: LaneModel): readonly LanePart[] {
  if (model.fusionHead === 'absent') return [];
  const reach = model.isStopped
    ? 'It learns from features that it cannot change.'
    : `Its loss runs back into ${everyEncoder(model)}, so the modalities compete.`;
  const rest = model.fusionHead === 'resting' ? ' Its turn comes in another stage.' : '';
  const fusion: LanePart = {
    kind: 'fusion',
    key: 'fusion',
    place: 0,
    title: 'Fusion head',
    text: `Guesses the class from all features together. ${reach}${rest}`,
  };
  const stops = model.lanes.map(
    ({ name }, place): LanePart => ({
      kind: 'stop',
      key: `stop.${place}`,
      place,
      title: `Stop sign, ${name}`,
      text: 'Features pass, gradients do not: the loss behind it changes no encoder.',
    }),
  );
  return model.isStopped ? [...stops, fusion] : [fusion];
}

function wallText({ wall }: LaneModel): string {
  return wall === 'open'
    ? 'One loss on all features trains every encoder: what one has learned, the others are no longer asked to learn.'
    : 'The gradient of a loss on several features reaches no encoder, so none can starve another.';
}

/** Every part that is there, in reading order. */
export function laneParts(model: LaneModel): readonly LanePart[] {
  const walls = model.lanes.slice(1).map(({ name }, place): LanePart => {
    const between =
      model.lanes.length > 2 ? ` between ${model.lanes[place]?.name} and ${name}` : '';
    return {
      kind: 'wall',
      key: `wall.${place}`,
      place,
      title: `The wall${between}, ${model.wall}`,
      text: wallText(model),
    };
  });
  const shared: LanePart = {
    kind: 'shared',
    key: 'shared',
    place: 0,
    title: 'Shared head',
    text: `One classifier that every modality trains, each on its own feature; through it they agree on what the classes look like.${model.sharedHead === 'resting' ? ' It rests in this stage.' : ''}`,
  };
  return [
    ...model.lanes.flatMap((lane, place) => [
      encoderPart(lane, place),
      gradientPart(lane, place),
      featurePart(lane, place),
      ...ownParts(lane, place),
    ]),
    ...walls,
    ...model.teaching.flatMap((teaching, place) =>
      isDrawn(model, teaching) ? [teachingPart(model, teaching, place)] : [],
    ),
    ...(model.sharedHead === 'absent' ? [] : [shared]),
    ...fusionParts(model),
  ];
}
