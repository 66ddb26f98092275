/**
 * One answer to an assignment, checked on an opened lab: its settings laid over the assignment's, what is not allowed
 * named, the race trained on every seed, the conditions read. A seed on which one does not hold ends it: the answer
 * has failed, whatever the other seeds would have come to.
 */
import type { InThreadLab } from '../../client/in-thread-lab';
import { answeredSettings, type PreparedAssignment } from '../../data/assignment-settings';
import { changedPaths, notAllowed, refusalOf } from '../../protocol/answer-changes';
import { type Answer, AssignmentError, isAloneNeeded } from '../../protocol/assignment';
import { LabError } from '../../protocol/failure';
import type { Settings } from '../../protocol/settings';
import {
  type CheckedCondition,
  checkConditions,
  type EndedRace,
} from '../../verdict/assignment-check';
import { runRace } from '../lab/run-race';

/** What the command prints. */
export interface Checked {
  readonly kind: 'answer-checked';
  /** The assignment's id. */
  readonly task: string;
  readonly passed: boolean;
  /** Why nothing was trained, in a sentence; null where it was. */
  readonly refused: string | null;
  /** Settings that the answer changes though they are not allowed. */
  readonly notAllowed: readonly string[];
  readonly seeds: { readonly asked: readonly number[]; readonly trained: readonly number[] };
  readonly conditions: readonly CheckedCondition[];
}

/**
 * @param file what the answer's file is called in sentences.
 * @param tell called with a line for people after each seed.
 * @throws AssignmentError where its settings cannot be used; LabError where nothing could be trained.
 */
export async function checkAnswer(
  lab: InThreadLab,
  prepared: PreparedAssignment,
  answer: Answer,
  file: string,
  tell: (line: string) => void = () => {},
): Promise<Checked> {
  const { assignment, base, seeds } = prepared;
  const { id: task, conditions } = assignment;
  const settings = answeredSettings(prepared, answer, file);
  const forbidden = notAllowed(changedPaths(base, settings), assignment.allowed);
  const refused = refusalOf(assignment, answer, forbidden);
  const races: EndedRace[] = [];
  const checked = () => checkConditions(conditions, races);
  for (const seed of refused === null ? seeds : []) {
    const { runs, alone } = await trained(
      lab,
      { ...settings, seed },
      isAloneNeeded(assignment),
      file,
    );
    races.push({ seed, runs, alone });
    const held = checked().filter(({ holds }) => holds).length;
    tell(`Seed ${seed}: ${held} of ${conditions.length} conditions hold.`);
    if (held < conditions.length) break;
  }
  const found = checked();
  return {
    ...{ kind: 'answer-checked', task, refused, notAllowed: forbidden },
    passed: races.length === seeds.length && found.every(({ holds }) => holds),
    seeds: { asked: seeds, trained: races.map(({ seed }) => seed) },
    conditions: found,
  };
}

/** A race to its end; what cannot be trained is told by the answer's file, whose settings it has. */
async function trained(lab: InThreadLab, settings: Settings, withReference: boolean, file: string) {
  try {
    const race = { settings, dataSet: null, withReference, takesStrayEncoders: true };
    return await runRace(lab, race, () => {});
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'device-lost') throw error;
    throw new AssignmentError(`${file}: nothing could be trained. ${error.message}`, error.hint);
  }
}
