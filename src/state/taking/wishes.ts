/** What can be taken out of the lab, and what that needs. */
import type { LabRequest } from '../../protocol/messages';
import type { ExperimentStore } from '../experiment-store';
import type { LabStore } from '../lab-store';
import type { RaceStore } from '../race-store';
import type { ShownStore } from '../time/shown-store';

/** The race as Python, its nets, its data, its features. */
export type Taken = 'notebook' | 'nets' | 'data' | 'features';

export interface TakingNeeds {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly shown: ShownStore;
  readonly send: (request: LabRequest) => void;
}
