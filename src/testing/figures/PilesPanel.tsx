/** The piles of samples, by which modality is right. */
import type { RunRecord } from '../../state/race-record';
import PilesPanel from '../../ui/samples/PilesPanel';
import { handSnapshot } from '../hand-snapshot';
import { figure } from './figure';
import { pastRace, RACE, sourceOfRace } from './race';

const LABELS = [0, 1, 2, 3, 4, 5, 6, 7];

interface Answers {
  readonly picture: readonly number[];
  readonly sound: readonly number[];
}

const snapshots = ({ picture, sound }: Answers): RunRecord['snapshots'] => {
  const probes = { picture: Uint16Array.from(picture), sound: Uint16Array.from(sound) };
  return [handSnapshot(LABELS, { fusion: picture }, { epoch: 6, probes })];
};

export const FIGURE = figure<Answers>({
  id: 'piles',
  name: 'Piles',
  caption:
    'The held-out samples by who is right about them: both, one modality alone, or neither. A number opens its samples.',
  width: 640,
  // right about 6 and 3 of 8: both about 2, the picture alone about 4, the sound alone about 1, neither about 1
  data: { picture: [0, 1, 2, 3, 4, 5, 0, 0], sound: [0, 1, 0, 0, 0, 0, 6, 0] },
  draw: () => <PilesPanel />,
  race: (answers) => {
    const source = sourceOfRace(RACE);
    return pastRace({
      ...source,
      record: source.record.map((run) => ({ ...run, snapshots: snapshots(answers) })),
    });
  },
  faults: [
    {
      name: 'two modalities are swapped',
      spoil: ({ picture, sound }) => ({ picture: sound, sound: picture }),
      changes: [/<button .*aria-label="Only picture/i, /<span .*background: var\(--modality-1\)/],
      keeps: /<button .*aria-label="Both/i,
    },
    {
      name: 'the last answer is wrong',
      spoil: ({ picture, sound }) => ({ picture: [...picture.slice(0, -1), 7], sound }),
      changes: [/<button .*aria-label="Neither/i, /<button .*aria-label="Only picture/i],
      keeps: /<button .*aria-label="Only sound/i,
    },
  ],
});
