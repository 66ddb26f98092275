/** What a class guessed and what came. */
import type { NumberGuesses, NumberSummary } from '../../state/lessons/class/class-summary';
import { EndsPicture } from '../../ui/class/EndsPicture';
import { spreadOf } from '../../verdict/spread';
import { figure } from './figure';

const shares = (values: readonly number[]): NumberSummary => ({
  id: 'together',
  label: 'sound, trained together',
  unit: 'share',
  values,
  spread: spreadOf(values),
});

const OUTCOMES = shares([0.43, 0.44, 0.44, 0.46, 0.51]);

export const FIGURE = figure<NumberGuesses>({
  id: 'class-guesses',
  name: 'Guesses of a class',
  caption:
    'Rings are what the pupils guessed, dots are what came in their races; each pupil is one ring and one dot, and near ones stand on each other. Dashed: the means.',
  width: 640,
  data: { kind: 'number', guesses: shares([0.6, 0.7, 0.6, 0.85]), outcomes: OUTCOMES },
  draw: (ends) => <EndsPicture ends={ends} type={14} />,
  faults: [
    {
      name: 'guesses and outcomes are swapped',
      spoil: ({ kind, guesses, outcomes }) => ({ kind, guesses: outcomes, outcomes: guesses }),
      changes: [/<svg aria-label="The class guessed/, /<circle class="ClassFigures__ring"/],
      keeps: /^\s*Guessed$/,
    },
    {
      name: 'the last guess is lost',
      spoil: (ends) => ({ ...ends, guesses: shares([0.6, 0.7, 0.6]) }),
      changes: [/<svg aria-label="The class guessed/],
      keeps: /<circle class="ClassFigures__dot"/,
    },
  ],
});
