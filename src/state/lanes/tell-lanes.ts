/**
 * The lanes picture in words: its text alternative, the lines under it, and a plain sentence for every part. By rule
 * from the model, so that words and picture say the same. Pure.
 */
import { modalityWord } from '../charts/modality-word';
import { gradientText } from './dash-width';
import { isDrawn, type Lane, type LaneModel } from './lane-model';
import { capital, count, type LanePart, lowerFirst } from './lane-part';
import { steeringParts, steeringSentences } from './tell-steering';
import { anySet, teachingPart, teachingSentences } from './tell-teaching';

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
  const isAlone = model.sharedHead === 'absent' && model.lesson === null;
  return isAlone
    ? 'each encoder learns from its own losses only; the wall is shut'
    : 'no gradient of a loss of the fused answer reaches an encoder; the wall is shut';
}

/** The sentences under the picture while no part is chosen. */
export function laneCaption(model: LaneModel): string {
  const clauses = [
    wallClause(model),
    model.sharedHead === 'learning' ? 'a shared head hears every modality' : null,
    ...teachingSentences(model),
    ...steeringSentences(model),
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

function featurePart(lane: Lane, place: number, model: LaneModel): LanePart {
  const set = anySet(model);
  const taught =
    lane.taught.length > 0
      ? ` It teaches along the ${count(lane.taught.length, 'strong tick')}${set === null ? '' : `: ${set}`}.`
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

/** A private head whose answers are fused has no loss of its own. */
const JOINED_HEAD =
  'Guesses the class from this feature alone. What is held against the truth is the mean of all heads.';

function ownParts(lane: Lane, place: number, model: LaneModel): readonly LanePart[] {
  const { kind, presence, label } = lane.own;
  if (presence === 'absent') return [];
  const { title, text: own } = OWN[kind];
  const text = model.meanOfHeads === 'absent' ? own : JOINED_HEAD;
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

function fusionParts(model: LaneModel): readonly LanePart[] {
  if (model.meanOfHeads !== 'absent') {
    const text = `What the private heads say, averaged; it has nothing to learn itself. Its loss runs back through the heads into ${everyEncoder(model)}, so the modalities compete.`;
    return [{ kind: 'fusion', key: 'fusion', place: 0, title: 'Mean answer', text }];
  }
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
    : 'No gradient of a loss of the fused answer reaches an encoder: what one modality has learned is still asked of the others.';
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
    text: `${model.sharedSays ?? 'One classifier that every modality trains, each on its own feature.'}${model.sharedHead === 'resting' ? ' It rests in this stage.' : ''}`,
  };
  return [
    ...model.lanes.flatMap((lane, place) => [
      encoderPart(lane, place),
      gradientPart(lane, place),
      featurePart(lane, place, model),
      ...ownParts(lane, place, model),
      ...steeringParts(lane, place),
    ]),
    ...walls,
    ...model.teaching.flatMap((teaching, place) =>
      isDrawn(model, teaching) ? [teachingPart(model, teaching, place)] : [],
    ),
    ...(model.sharedHead === 'absent' ? [] : [shared]),
    ...fusionParts(model),
  ];
}
