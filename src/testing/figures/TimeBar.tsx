/** The bar of epochs, with the moment looked at. */
import { TimeBar } from '../../ui/time/TimeBar';
import { figure } from './figure';
import { pastRace, RACE, sourceOfRace } from './race';

interface Bar {
  /** Epochs that every run has. */
  readonly epochs: number;
  /** Epochs before the second stage of the run that has one. */
  readonly stageAfter: number;
}

export const FIGURE = figure<Bar>({
  id: 'time-bar',
  name: 'Time bar',
  caption:
    'The race on one line: what has been trained is filled, a mark says where a later stage began, and the thumb stands on the epoch looked at.',
  width: 720,
  data: { epochs: 6, stageAfter: 4 },
  draw: () => <TimeBar />,
  race: ({ epochs, stageAfter }) => {
    const source = sourceOfRace(RACE);
    return pastRace({
      ...source,
      record: source.record.map((run) => ({
        ...run,
        epochs: run.epochs.slice(0, epochs),
        stages: run.stages.map((stage, k) =>
          k === 0 ? stage : { ...stage, afterEpoch: stageAfter },
        ),
      })),
    });
  },
  at: 3,
  faults: [
    {
      name: 'the stage begins an epoch late',
      spoil: (bar) => ({ ...bar, stageAfter: 5 }),
      changes: [/<span class="TimeBar__mark"/],
      keeps: /<span class="TimeBar__done"/,
    },
    {
      name: 'the filled part ends an epoch early',
      spoil: (bar) => ({ ...bar, epochs: 5 }),
      changes: [/<span class="TimeBar__done"/],
      keeps: /<span class="TimeBar__mark"/,
    },
  ],
});
