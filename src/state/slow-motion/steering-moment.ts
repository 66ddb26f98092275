/** How the method steers in the step that is seen: the factor, the drop or the pull of this very batch. Pure. */
import { partOf } from '../../protocol/measure';
import type { StepSeen } from '../../protocol/step';
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';
import type { Lane, LaneModel } from '../lanes/lane-model';
import { count } from '../lanes/lane-part';
import type { Steering } from '../lanes/steering';
import { gradient, type Moment, type MomentNumber, NOTHING } from './moment';

interface Seen {
  readonly seen: StepSeen;
  readonly model: LaneModel;
}

const TITLES: Readonly<Record<Steering['on'], string>> = {
  samples: 'Which samples come',
  gradient: 'The method steers',
  rate: 'The method steers',
  weights: 'Before the epoch',
  feature: 'Features are dropped',
  'own-loss': 'One modality is pulled',
};

const word = ({ name }: Lane): string => modalityWord(name);

/** What of this way to steer differs from sample to sample, of the one that is followed, by lane. */
const ofFollowed = ({ seen }: Seen, { measure }: Steering) =>
  measure !== null && Object.hasOwn(seen.steeringOfFirst, measure)
    ? seen.steeringOfFirst[measure]
    : undefined;

/** Whether the sample that is followed loses features. */
function dropped(told: Seen, steering: Steering): string {
  const values = ofFollowed(told, steering);
  if (!values) return '';
  const hit = told.model.lanes.filter(({ id }) => (partOf(values, id) ?? 0) > 0);
  return hit.length === 0
    ? ' The sample that we follow keeps all its features in this step.'
    : ` Of the sample that we follow, ${listed(hit.map(word))} is dropped in this step.`;
}

/** How often the sample that is followed trains each modality. */
function timesOf(told: Seen, steering: Steering): string {
  const values = ofFollowed(told, steering);
  if (!values) return '';
  const times = told.model.lanes.map((lane) => {
    const n = partOf(values, lane.id) ?? 0;
    return `${word(lane)} ${n === 0 ? 'not at all' : count(n, 'time')}`;
  });
  return ` In this epoch the sample that we follow trains ${listed(times)}.`;
}

const OF_SAMPLE: Partial<
  Readonly<Record<Steering['on'], (told: Seen, steering: Steering) => string>>
> = { feature: dropped, samples: timesOf };

function numbersOf({ seen }: Seen, lane: Lane, steered: readonly Steering[]): MomentNumber[] {
  const { tone, id } = lane;
  const before = steered.some(({ on }) => on === 'gradient') ? seen.gradientBefore[id] : null;
  const told = steered.flatMap(({ on, as, mark, value }): MomentNumber[] => {
    if (value === null) return [];
    // one batch pulls a modality or spares it
    if (on === 'own-loss' && as === 'share') {
      return [{ label: `${word(lane)}, pulled`, tone, value: value > 0 ? 'yes' : 'no' }];
    }
    const when = on === 'samples' ? 'epoch' : 'step';
    return [{ label: `${word(lane)}, in this ${when}`, tone, value: mark }];
  });
  if (before === null || before === undefined) return told;
  return [
    { label: `${word(lane)}, gradient of the losses`, tone, value: gradient(before) },
    ...told,
    { label: `${word(lane)}, gradient taken`, tone, value: gradient(seen.gradient[id] ?? 0) },
  ];
}

/**
 * The moment at which a method takes hold in one of these ways.
 * @returns null where it does not in this stage.
 */
export function steeringMoment(told: Seen, ons: readonly Steering['on'][]): Moment | null {
  const { model } = told;
  const of = (lane: Lane) =>
    lane.steering.filter(({ on, isActive }) => isActive && ons.includes(on));
  // every lane is steered in the same ways
  const steered = model.lanes.slice(0, 1).flatMap(of);
  const [first] = steered;
  if (!first) return null;
  const numbers = model.lanes
    .map((lane) => numbersOf(told, lane, of(lane)))
    .filter(({ length }) => length > 0);
  // what comes before the epoch is in no step
  const isIdle =
    first.on !== 'weights' && numbers.length === 0 && steered.some(({ value }) => value === null);
  const sample = OF_SAMPLE[first.on]?.(told, first) ?? '';
  return {
    ...NOTHING,
    title:
      first.on === 'own-loss' && first.as === 'factor' ? 'Losses are weighed' : TITLES[first.on],
    text: `${steered.map(({ explanation }) => explanation).join(' ')}${isIdle ? ' Not in this step.' : ''}${sample}`,
    numbers,
    parts: model.lanes.flatMap((lane, place) =>
      lane.steering.flatMap(({ on }, k) => (ons.includes(on) ? [`steering.${k}.${place}`] : [])),
    ),
  };
}
