/** How a method steers its encoders, in words. Pure. */
import { modalityWord } from '../charts/modality-word';
import type { Lane, LaneModel } from './lane-model';
import { capital, type LanePart } from './lane-part';

/** How the method steers its encoders: the numbers of the epoch shown, or what it does where there are none. */
export function steeringSentences(model: LaneModel): readonly string[] {
  const [first] = model.lanes;
  return (first?.steering ?? []).flatMap(({ explanation, isActive }, k) => {
    if (!isActive) return [];
    const told = model.lanes.flatMap((lane) => {
      const text = lane.steering[k]?.told;
      return text == null ? [] : [text.replaceAll('{modality}', modalityWord(lane.name))];
    });
    return [told.length > 0 ? told.join(', ') : explanation.replace(/\.$/, '')];
  });
}

/** What the method does to a lane beside its losses, a part for each. */
export function steeringParts(lane: Lane, place: number): readonly LanePart[] {
  return lane.steering.map(({ mark, explanation, isActive, told }, k): LanePart => {
    const now =
      told === null ? '' : ` Now: ${told.replaceAll('{modality}', modalityWord(lane.name))}.`;
    return {
      kind: 'steering',
      key: `steering.${k}.${place}`,
      place,
      order: k,
      title: `${capital(mark)}, ${lane.name}`,
      text: `${explanation}${now}${isActive ? '' : ' It rests in this stage.'}`,
    };
  });
}
