/**
 * What solves the six assignments, and why, for the page for teachers; pupils see it only when somebody asks for it there.
 * Every answer given here is one of the right ones that the tests train.
 */

export interface TaskAnswer {
  /** The assignment's id. */
  readonly task: string;
  /** Settings that solve it, in words. */
  readonly answer: string;
  readonly why: string;
  /** What a pupil may try first, and why it does not do. */
  readonly instead: string;
  /** A question that helps on. */
  readonly hint: string;
}

export const TASK_ANSWERS: readonly TaskAnswer[] = [
  {
    task: 'slow-learner',
    answer: 'Random phase at 0.4 or less, or the view “spectrum”.',
    why: 'What the sound says stays the same, but it is learned as fast as the picture, so the common error still asks for it while it learns.',
    instead:
      'A little less phase (0.7) is not enough: it still learns too slowly. Taking the noise away helps, too, but then the sound knows more, which was not asked for; it is not allowed.',
    hint: 'Which of the two has made the error small before the other has learned anything? What makes a sound slow to learn?',
  },
  {
    task: 'need-each-other',
    answer:
      'Picture: alike classes 0-2. Sound: alike classes 3-5. Missing at 0 for both, or nearly. The other way round works as well.',
    why: 'Each is blind for half of the classes, and the other sees just those.',
    instead:
      'Missing often in both makes all of them worse, the answer too. The same alike classes in both leave a question that nobody can answer.',
    hint: 'What must the sound be able to tell that the picture cannot?',
  },
  {
    task: 'less-starving',
    answer: 'Weight of the unimodal losses from 0.6 to 3, for example 1.',
    why: 'An error of its own goes on asking the sound to learn when the common error has become small. The wall is open: the common error reaches both all the time.',
    instead:
      'A weight of 0.4 nearly does, but not on every seed; 10 makes training diverge. A very low learning rate closes the gap because nobody learns anything, and the other conditions see that.',
    hint: 'Who asks the sound to learn once the picture has made the common error small?',
  },
  {
    task: 'joint-wins',
    answer:
      'Make one of them useless: Sound: missing at 1, or Picture: missing at 1 with a clear sound. Or let classes be alike in pairs, in each modality other pairs.',
    why: 'DI-MML trains each by itself and goes on listening to the useless one; joint training learns to leave it alone. Where only the pair tells the classes, isolated errors do not see it.',
    instead:
      'Each blind for the half that the other sees (0-2 and 3-5) is not enough here: DI-MML puts the two together as well as joint training does.',
    hint: 'What does a method do that must learn from each of them alone, when one of them has nothing to teach?',
  },
  {
    task: 'worse-than-alone',
    answer: 'Sound: missing at 0. A somewhat noisier picture makes it clearer.',
    why: 'The sound could do the task alone, but the faster picture makes the common error small, and the answer leans on the picture.',
    instead:
      'A picture of nothing but noise no longer competes: then the sound is learned, and the answer is as good as the sound. The condition on the picture asks for a rival.',
    hint: 'How good would the sound have to be alone? What keeps it from becoming so?',
  },
  {
    task: 'trust-the-surer',
    answer: 'Picture: missing at the test from 0.8 to 1, everything else at 0.',
    why: 'While it learns nobody meets a missing picture. At the test its encoder gives numbers to noise, which an equal sum believes as much as the sound; who lets the surer one count more is misled less often.',
    instead:
      'Missing in training, too: then both heads have learned to be unsure of noise, and an equal sum does as well. A missing sound at the test makes hardly a difference here.',
    hint: 'When does an equal sum hurt: when a sensor fails always, or when it fails for the first time?',
  },
];
