/** How often each choice was guessed, and how often it came. */
import type { ChoiceGuesses } from '../../state/lessons/class/class-summary';
import { ChoicePicture } from '../../ui/class/ChoicePicture';
import { figure } from './figure';

const option = (id: string, text: string, guessed: number, came: number) => ({
  id,
  text,
  guessed,
  came,
});

export const FIGURE = figure<ChoiceGuesses>({
  id: 'class-choices',
  name: 'Choices of a class',
  caption:
    'Of every choice, how many pupils guessed it (hollow) and in how many of their races it came (filled).',
  width: 440,
  data: {
    kind: 'choice',
    race: null,
    options: [option('picture', 'The picture’s.', 9, 0), option('both', 'Both.', 3, 11)],
    guessed: 12,
    came: 11,
  },
  draw: (choices) => <ChoicePicture choices={choices} />,
  faults: [
    {
      name: 'the choices are swapped',
      spoil: (choices) => ({ ...choices, options: [...choices.options].reverse() }),
      changes: [/data-guess="true" style="width: 75%/, /data-guess="true" style="width: 25%/],
      keeps: /<section aria-label="Guesses"/,
    },
    {
      name: 'one pupil less came to both',
      spoil: (choices) => ({
        ...choices,
        options: [option('picture', 'The picture’s.', 9, 1), option('both', 'Both.', 3, 10)],
      }),
      changes: [/data-guess="false" style="width: (100|90)/],
      keeps: /data-guess="true" style="width: 25%/,
    },
  ],
});
