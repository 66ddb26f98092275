/**
 * The six assignments that come with the lab, each a TASK.json that the command checks as it stands. A further one is
 * a file and a line here.
 */
import { type Assignment, parseAssignment } from '../../protocol/assignment';
import jointWins from './joint-wins.json';
import lessStarving from './less-starving.json';
import needEachOther from './need-each-other.json';
import slowLearner from './slow-learner.json';
import trustTheSurer from './trust-the-surer.json';
import worseThanAlone from './worse-than-alone.json';

/** From the easy to the hard. */
export const TASKS: readonly Assignment[] = [
  slowLearner,
  needEachOther,
  lessStarving,
  jointWins,
  worseThanAlone,
  trustTheSurer,
].map((file) => parseAssignment(file, 'An assignment of the lab'));
