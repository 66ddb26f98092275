/** How the method steers in the step that is seen: the factor, the drop or the pull of this very batch. Pure. */
import type { StepSeen } from '../../protocol/step';
import { modalityWord } from '../charts/modality-word';
import { listed } from '../format';
import type { Lane, LaneModel } from '../lanes/lane-model';
import { known, type Steering } from '../lanes/steering';
import { gradient, type Moment, type MomentNumber, NOTHING } from './moment';

interface Seen {
  readonly seen: StepSeen;
  readonly model: LaneModel;
}

const TITLES: Readonly<Record<Steering['on'], string>> = {
  gradient: 'The method steers',
  rate: 'The method steers',
  weights: 'Encoders are set back',
  feature: 'Features are dropped',
  'own-loss': 'One modality is pulled',
};

const word = ({ name }: Lane): string => modalityWord(name);

/** Whether what differs from sample to sample happened to the one that is followed. */
function followed({ seen, model }: Seen): string {
  const first = Object.values(seen.steeringOfFirst);
  if (first.length === 0) return '';
  const hit = model.lanes.filter(({ id }) => first.some((values) => (known(values, id) ?? 0) > 0));
  return hit.length === 0
    ? ' The sample that we follow keeps all its features in this step.'
    : ` Of the sample that we follow, ${listed(hit.map(word))} is dropped in this step.`;
}

function numbersOf({ seen }: Seen, lane: Lane, steered: readonly Steering[]): MomentNumber[] {
  const { tone, id } = lane;
  const before = steered.some(({ on }) => on === 'gradient') ? seen.gradientBefore[id] : null;
  const told = steered.flatMap(({ on, mark, value }): MomentNumber[] => {
    if (value === null) return [];
    // one batch pulls a modality or spares it
    if (on === 'own-loss') {
      return [{ label: `${word(lane)}, pulled`, tone, value: value > 0 ? 'yes' : 'no' }];
    }
    return [{ label: `${word(lane)}, in this step`, tone, value: mark }];
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
  const { model, seen } = told;
  const of = (lane: Lane) =>
    lane.steering.filter(({ on, isActive }) => isActive && ons.includes(on));
  // every lane is steered in the same ways
  const steered = model.lanes.slice(0, 1).flatMap(of);
  const [first] = steered;
  if (!first) return null;
  const numbers = model.lanes
    .map((lane) => numbersOf(told, lane, of(lane)))
    .filter(({ length }) => length > 0);
  const isIdle = numbers.length === 0 && steered.some(({ value }) => value === null);
  const sample = first.on === 'feature' ? followed({ seen, model }) : '';
  return {
    ...NOTHING,
    title: TITLES[first.on],
    text: `${steered.map(({ explanation }) => explanation).join(' ')}${isIdle ? ' Not in this step.' : ''}${sample}`,
    numbers,
    parts: model.lanes.flatMap((lane, place) =>
      lane.steering.flatMap(({ on }, k) => (ons.includes(on) ? [`steering.${k}.${place}`] : [])),
    ),
  };
}
