/** How the times of an epoch describe themselves. The trainer takes them; they are no part of what is learnt. */
import type { NumbersDescription } from '../../protocol/measure';

export const costDescriptions: readonly NumbersDescription[] = [
  {
    id: 'cost.msPerStep',
    label: 'Time per step',
    explanation: 'Time to train on one batch; a slower computer or a larger net makes it longer.',
    per: 'run',
    unit: 'milliseconds',
    subtitle: 'milliseconds, mean over the epoch \u00B7 this computer',
    shows: 'every-run',
    heavy: false,
    tab: 'geometry',
    waiting: 'What one batch costs on this computer will show here.',
    absent: 'Nobody took the time of this epoch.',
  },
  {
    id: 'cost.measureMs',
    label: 'Time to measure',
    explanation: 'Time to take all the measures of one epoch; it is no part of training.',
    per: 'run',
    unit: 'milliseconds',
    subtitle: 'milliseconds per epoch \u00B7 this computer',
    shows: 'every-run',
    heavy: false,
    tab: 'geometry',
    waiting: 'What measuring an epoch costs will show here.',
    absent: 'Nobody took the time of this epoch.',
  },
  {
    id: 'cost.probeMs',
    label: 'Time to fit the probes',
    explanation:
      'The part of the measuring time that goes into unimodal accuracy: fitting each probe until nothing changes, and asking it.',
    per: 'run',
    unit: 'milliseconds',
    subtitle: 'milliseconds per epoch \u00B7 this computer',
    shows: 'every-run',
    heavy: false,
    tab: 'geometry',
    waiting: 'What the probes of an epoch cost will show here.',
    absent: 'Nobody took the time of the probes.',
  },
];
