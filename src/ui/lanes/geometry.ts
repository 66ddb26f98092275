/**
 * Where everything stands in a lanes picture, in units that are pixels at its natural size. The same places for every
 * method, so that pictures side by side differ only where the methods do. Numbers only; no React.
 */
import type { LaneModel, Teaching } from '../../state/lanes/lane-model';
import type { LanePart } from '../../state/lanes/lane-part';
import type { Columns } from './columns';

export const FEATURE_HALF = 24;
export const HEAD_HALF = 15;
export const STOP_RADIUS = 7;
/** Centre of the private head, measured from its lane's middle. */
const HEAD_OFFSET = 25;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });

/** Height of one lane. */
const PITCH = 104;

export const heightOf = ({
  lanes,
}: {
  readonly lanes: Pick<LaneModel['lanes'], 'length'>;
}): number => PITCH * lanes.length;

/** Middle of a lane. */
export const laneY = (place: number): number => PITCH * (place + 0.5);

/** The wall under this lane. */
export const wallY = (place: number): number => PITCH * (place + 1);

/** The wall that the shared head stands on: the middle one. */
export const sharedWall = ({ lanes }: LaneModel): number => Math.floor(lanes.length / 2) - 1;

/** Whether a lane lies above the shared head: its private head then stands on the outer side. */
export const isAbove = (model: LaneModel, place: number): boolean => place <= sharedWall(model);

/** Middle of a lane's private head. */
export const headY = (model: LaneModel, place: number): number =>
  laneY(place) + (isAbove(model, place) ? -HEAD_OFFSET : HEAD_OFFSET);

/**
 * The edge from a feature to the shared head: it leaves on that head's side, runs along a bus of its own, and enters
 * without crossing the edges of lanes that lie nearer.
 */
export function sharedPath(columns: Columns, model: LaneModel, place: number): string {
  const wall = wallY(sharedWall(model));
  const above = isAbove(model, place);
  const side = above ? 1 : -1;
  const rank = above ? sharedWall(model) - place : place - sharedWall(model) - 1;
  const start = laneY(place) + 17 * side;
  const end = wall - Math.max(2, 9 - 4 * rank) * side;
  const bus = columns.bus - columns.busStep * rank;
  const bend = columns.busStep + 2;
  return [
    `M${columns.feature.to + 3} ${start} H${bus - bend}`,
    `Q${bus} ${start} ${bus} ${start + bend * side}`,
    `V${end - bend * side}`,
    `Q${bus} ${end} ${bus + bend} ${end} H${columns.head.from}`,
  ].join(' ');
}

export function fusionBox(columns: Columns, model: LaneModel): Box {
  const top = laneY(0) - 18;
  const bottom = laneY(model.lanes.length - 1) + 18;
  const { from, to } = columns.fusion;
  return box(from, top, to - from, bottom - top);
}

/** Taught dimensions stand beside the arrows, left of those that swing out. */
const labelX = ({ feature }: Columns, { lanes }: LaneModel): number =>
  feature.from - (lanes.length === 2 ? 7 : 23);

/** The path of one direction of teaching, between the features, around those that lie between. */
export function teachingPath(
  columns: Columns,
  model: LaneModel,
  { teacher, student }: Teaching,
): string {
  const down = student > teacher;
  const side = down ? -1 : 1;
  const x = down ? columns.feature.from - 1 : columns.feature.to + 1;
  const edge = (FEATURE_HALF + 3) * (down ? 1 : -1);
  const start = laneY(teacher) + edge;
  const end = laneY(student) - edge - (down ? 4 : -4);
  // arrows over several lanes swing out, the farther the wider, never into the encoder
  const reach = Math.abs(student - teacher) - 1;
  const bulge = x + (side * reach * columns.swing) / Math.max(1, model.lanes.length - 2);
  return `M${x} ${start} C${bulge} ${start} ${bulge} ${end} ${x} ${end}`;
}

/** Where the number of taught dimensions stands: left of the arrows, on the teacher's side of the wall. */
export function teachingLabel(columns: Columns, model: LaneModel, { teacher, student }: Teaching) {
  const down = student > teacher;
  const wall = wallY(Math.min(teacher, student));
  return { x: labelX(columns, model), y: down ? wall - 7 : wall + 13 };
}

function teachingBox(columns: Columns, model: LaneModel, teaching: Teaching): Box {
  const { teacher, student } = teaching;
  const down = student > teacher;
  const distance = Math.abs(student - teacher);
  if (distance > 1) {
    // where the arrow has swung out farthest: three quarters of the way to its control points
    const out = (0.75 * columns.swing * (distance - 1)) / Math.max(1, model.lanes.length - 2);
    const x = down ? columns.feature.from - 1 - out : columns.feature.to + 1 + out;
    return box(x - 8, (laneY(teacher) + laneY(student)) / 2 - 12, 16, 24);
  }
  const wall = wallY(down ? teacher : teacher - 1);
  const left = labelX(columns, model) - 41;
  return box(left, down ? wall - 26 : wall, columns.feature.to + 6 - left, 26);
}

/** Where a lane's steering is marked. */
export interface SteeringPlace {
  /** Middle of the sign, on the edge that it changes. */
  readonly at: { readonly x: number; readonly y: number };
  /** Where its words stand; null where a narrow picture has no room for them beside others. */
  readonly words: {
    readonly x: number;
    readonly y: number;
    readonly anchor: 'start' | 'end';
  } | null;
}

export const SIGN_RADIUS = 6;
/** Mean width of a letter of the picture's type. */
const LETTER = 6.2;
const widthOf = (words: string): number => LETTER * words.length;

/** @param k which of the lane's steerings, in their order. */
export function steeringPlace(
  columns: Columns,
  model: LaneModel,
  place: number,
  k: number,
): SteeringPlace {
  const y = laneY(place);
  const { begin, encoder, feature, head, fusion } = columns;
  const steering = model.lanes[place]?.steering ?? [];
  // under the gradient's number; long words in a narrow picture begin where it does
  const first = widthOf(steering[0]?.mark ?? '');
  const low = y + 42;
  const below =
    encoder.to - first < begin
      ? ({ x: begin, y: low, anchor: 'start' } as const)
      : ({ x: encoder.to, y: low, anchor: 'end' } as const);
  switch (steering[k]?.on ?? 'gradient') {
    case 'samples':
      // before its words, under the gradient's number
      return {
        at: { x: begin + SIGN_RADIUS, y: low - 5 },
        words: { x: begin + 2 * SIGN_RADIUS + 2, y: low, anchor: 'start' },
      };
    case 'gradient': {
      // gradients come from the right: what is done first stands nearer to the feature
      const signs = steering.flatMap(({ sign, on }, each) =>
        sign !== null && on === 'gradient' ? [each] : [],
      );
      const middle = (encoder.to + feature.from) / 2;
      const x = middle + (SIGN_RADIUS + 1) * (signs.length - 1 - 2 * Math.max(0, signs.indexOf(k)));
      if (k === 0) return { at: { x, y }, words: below };
      if (below.anchor === 'start') return { at: { x, y }, words: null };
      return { at: { x, y }, words: { x: encoder.to + 4, y: low, anchor: 'start' } };
    }
    case 'rate':
      // clear of the wall's own words
      return { at: below, words: { x: feature.from + 4, y: low, anchor: 'end' } };
    case 'weights':
      // on the encoder's own corner
      return { at: { x: encoder.to, y: y - 14 }, words: below };
    case 'feature': {
      const at = { x: (feature.to + head.from) / 2, y };
      // as far to the left as the fusion head leaves them no room
      const room = fusion.from - 1.15 * widthOf(steering[k]?.mark ?? '') - 5;
      // on the other side of the edge than the lane's own head
      const isUnder = model.lanes[place]?.own.presence !== 'absent' && isAbove(model, place);
      const side = isUnder ? 17 : -8;
      return { at, words: { x: Math.min(at.x + 10, room), y: y + side, anchor: 'start' } };
    }
    case 'own-loss': {
      const own = headY(model, place) + (isAbove(model, place) ? -8 : 16);
      // under what stands there already
      const next = k > 0 && !isAbove(model, place) ? low + 13 : own;
      return { at: below, words: { x: head.from - 5, y: next, anchor: 'end' } };
    }
  }
}

function steeringBox(columns: Columns, model: LaneModel, place: number, k: number): Box {
  const { at, words } = steeringPlace(columns, model, place, k);
  const { mark = '', sign = null } = model.lanes[place]?.steering[k] ?? {};
  const width = widthOf(mark) + 4;
  if (sign === null && words) {
    return box(words.anchor === 'end' ? words.x - width : words.x - 2, words.y - 11, width, 15);
  }
  // the sign alone: several stand side by side, and a frame around its words too would lie over them
  const reach = SIGN_RADIUS + 2;
  return box(at.x - reach, at.y - reach - 2, 2 * reach, 2 * reach + 4);
}

/** Whether what is written under an encoder reaches into the words on the wall, which then go. */
export function hidesWallWords(columns: Columns, model: LaneModel): boolean {
  const place = sharedWall(model);
  return (model.lanes[place]?.steering ?? []).some(({ on, mark }, k) => {
    const { words } = steeringPlace(columns, model, place, k);
    if (!['gradient', 'weights', 'samples'].includes(on) || !words) return false;
    const from = words.anchor === 'end' ? words.x - widthOf(mark) : words.x;
    return from < columns.begin + widthOf(`wall ${model.wall}`);
  });
}

/** The part's place in the picture: what answers to a tap, and what is framed when chosen. */
export function partBox(
  columns: Columns,
  model: LaneModel,
  { kind, place, order = 0 }: LanePart,
): Box {
  const y = laneY(place);
  const { encoder, feature, head } = columns;
  switch (kind) {
    case 'encoder':
      return box(encoder.from - 3, y - 22, encoder.to - encoder.from + 6, 44);
    case 'gradient':
      return box(encoder.to - 5, y - 13, 26, 48);
    case 'feature':
      return box(feature.from - 8, y - 26, 26, 52);
    case 'own':
      return box(head.from - 3, headY(model, place) - 18, head.to - head.from + 6, 36);
    case 'shared':
      return box(head.from - 3, wallY(sharedWall(model)) - 18, head.to - head.from + 6, 36);
    case 'wall':
      return box(0, wallY(place) - 14, columns.door.to, 28);
    case 'teaching': {
      const teaching = model.teaching[place];
      return teaching ? teachingBox(columns, model, teaching) : box(0, 0, 0, 0);
    }
    case 'stop':
      return box(columns.stop - 13, y - 13, 26, 26);
    case 'fusion': {
      const { x, y: top, width, height } = fusionBox(columns, model);
      return box(x - 3, top - 3, width + 3, height + 6);
    }
    case 'steering':
      return steeringBox(columns, model, place, order);
  }
}
