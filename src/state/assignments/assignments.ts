/**
 * Everything a person can do with assignments: open the list, take one up in the lab, put back what may not be
 * changed, train the assignment's seeds, save the answer, open a teacher's file. Knows no assignment by itself.
 */
import { type PreparedAssignment, prepareAssignment } from '../../data/assignment-settings';
import {
  type Answer,
  ASSIGNMENT_FORMAT,
  type Assignment,
  jsonOf,
  parseAssignment,
} from '../../protocol/assignment';
import { type Failure, toFailure } from '../../protocol/failure';
import { keyWithoutSeed } from '../../protocol/same-settings';
import type { Settings } from '../../protocol/settings';
import { changesFrom } from '../../protocol/settings-overlay';
import { leavesOf } from '../../protocol/settings-paths';
import type { ExperimentStore } from '../experiment-store';
import type { RaceStore } from '../race-store';
import type { ReadonlyStore } from '../readonly-store';
import type { RunFile } from '../runs/runs';
import { type AssignmentsState, createAssignmentsStore } from './assignments-store';
import { endedRace, type KeptRace, onBaseSeed } from './check-on-page';

/** Why something cannot be done; null where it can. */
type Refusal = Pick<Failure, 'message' | 'hint'> | null;

/** What keeps the assignment over a reload. */
export type AssignmentStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export interface AssignmentsNeeds {
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly storage: AssignmentStorage | null;
  readonly takeSettings: (settings: Settings) => void;
  readonly change: (path: string, value: unknown) => void;
  /** Leads to the whole lab, where settings can be changed; where a link hides it, says so and stays. */
  readonly showLab: () => Refusal;
  /** Trains the race on these seeds, one after the other. */
  readonly trainSeeds: (seeds: readonly number[]) => void;
}

export interface Assignments {
  readonly store: ReadonlyStore<AssignmentsState>;
  /** Opens the list. */
  show(): void;
  hide(): void;
  /** Takes an assignment up: its settings come into the lab. One that cannot be used is refused in the list. */
  begin(assignment: Assignment): void;
  /** Puts the present assignment's own settings back. */
  restart(): void;
  /** Puts one setting back to what the assignment starts from. */
  putBack(path: string): void;
  /** Trains every seed of the present assignment, so that all that the command asks is known. */
  trainSeeds(): void;
  /** Nobody works on it any more; the settings stay. */
  leave(): void;
  /** Adds a teacher's TASK.json to the list and returns it; null, with a sentence in the list, where it is none. */
  openFile(name: string, text: string): Assignment | null;
  /** ANSWER.json to the present assignment, as the page stands; null where there is none. */
  answerFile(): RunFile | null;
}

const STORAGE_KEY = 'modality-lab.assignment';
/** More races than a person trains for one assignment. */
const MOST_KEPT = 200;

/** The value at a path; undefined where there is none. */
function valueAt(settings: Settings, path: string): unknown {
  for (const [at, value] of leavesOf(settings)) if (at === path) return value;
  return undefined;
}

export function createAssignments(needs: AssignmentsNeeds): Assignments {
  const { experiment, race, storage } = needs;
  const store = createAssignmentsStore();
  const present = () => store.getState().current;

  const keep = (assignment: Assignment | null) => {
    try {
      if (assignment) storage?.setItem(STORAGE_KEY, JSON.stringify(assignment));
      else storage?.removeItem(STORAGE_KEY);
    } catch {
      // it holds until the page closes
    }
  };
  const takeUpKept = () => {
    try {
      const text = storage?.getItem(STORAGE_KEY);
      if (!text) return;
      const kept = parseAssignment(JSON.parse(text), 'The assignment kept in this browser');
      store.setState({ current: prepareAssignment(kept, kept.id) });
    } catch {
      // written by another version of the page, or no longer readable: there is nothing to go on with
      keep(null);
    }
  };

  race.subscribe((state, before) => {
    if (state.phase !== 'ended' || before.phase === 'ended' || !present()) return;
    const { settings } = experiment.getState();
    const ended: KeptRace = {
      key: keyWithoutSeed(settings),
      race: endedRace(state, settings.seed),
    };
    store.setState(({ kept }) => ({ kept: [...kept, ended].slice(-MOST_KEPT) }));
  });
  takeUpKept();

  const takeUp = (prepared: PreparedAssignment) => {
    const failed = needs.showLab();
    store.setState({ failed });
    if (failed) return;
    store.setState({ current: prepared, isOpen: false });
    keep(prepared.assignment);
    needs.takeSettings(prepared.base);
  };

  return {
    store,
    show: () => store.setState({ isOpen: true, failed: null }),
    hide: () => store.setState({ isOpen: false }),
    begin: (assignment) => {
      try {
        takeUp(prepareAssignment(assignment, assignment.id));
      } catch (error) {
        store.setState({ failed: toFailure(error) });
      }
    },
    restart: () => {
      const current = present();
      if (current) needs.takeSettings(current.base);
    },
    putBack: (path) => {
      const current = present();
      if (!current) return;
      const [root, run = '', knob] = path.split('.');
      // a run that was added or taken away is one path, and its knobs go with it
      const value =
        root === 'methods' && knob === undefined
          ? current.base.methods[run]
          : valueAt(current.base, path);
      needs.change(path, value);
    },
    trainSeeds: () => {
      const current = present();
      if (current) needs.trainSeeds(current.seeds);
    },
    leave: () => {
      store.setState({ current: null, kept: [] });
      keep(null);
    },
    openFile: (name, text) => {
      try {
        const assignment = parseAssignment(jsonOf(text, name), name);
        const prepared = prepareAssignment(assignment, name);
        store.setState(({ own }) => ({
          failed: null,
          own: [...own.filter((each) => each.assignment.id !== assignment.id), prepared],
        }));
        return assignment;
      } catch (error) {
        store.setState({ failed: toFailure(error) });
        return null;
      }
    },
    answerFile: () => {
      const current = present();
      if (!current) return null;
      const { assignment, base } = current;
      const settings = onBaseSeed(experiment.getState().settings, current);
      const answer: Answer = {
        format: ASSIGNMENT_FORMAT,
        task: assignment.id,
        settings: changesFrom(settings, base),
      };
      return {
        name: `answer-${assignment.id}.json`,
        type: 'application/json',
        text: `${JSON.stringify(answer, null, 2)}\n`,
      };
    },
  };
}
