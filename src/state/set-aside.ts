/**
 * Sets validation samples aside where a run comes into the race that needs them, or the data change under one: by
 * choice, by a knob, or by an address. Said in a notice, and taken back with the change that asked for it. Whoever
 * sets the number to 0 under such a run is left to it; the lab then says what is missing.
 */
import type { Catalogue } from '../protocol/catalogue';
import { methodIdOf, runLabel } from '../protocol/settings';
import { runsThatValidate, tellSetAside, withValidation } from '../protocol/validation-need';
import type { AllChanges } from './experiment-changes';
import type { ExperimentStore } from './experiment-store';
import type { LabStore } from './lab-store';
import type { NoticesStore } from './notices';
import type { RaceStore } from './race-store';

export interface SetAsideNeeds extends Pick<AllChanges, 'amend'> {
  readonly lab: LabStore;
  readonly experiment: ExperimentStore;
  readonly race: RaceStore;
  readonly notices: NoticesStore;
}

function labelOf(run: string, catalogue: Catalogue): string {
  const method = catalogue.find(({ id }) => id === methodIdOf(run));
  return method ? runLabel(run, method) : run;
}

/** Looks at the experiment now, and after every change of it. */
export function watchSetAside({ lab, experiment, race, notices, amend }: SetAsideNeeds): void {
  /** Runs that needed them the last time, each on its data. */
  let before: readonly string[] = [];
  const look = () => {
    const { settings } = experiment.getState();
    const { catalogue } = lab.getState();
    const runs = runsThatValidate(settings, catalogue);
    const { source, id } = settings.data;
    const now = runs.map((run) => JSON.stringify([source, id, run]));
    const isNew = now.some((each) => !before.includes(each));
    before = now;
    // a race on the page has the samples that it was trained with
    const changed = isNew && race.getState().phase === 'idle' ? withValidation(settings) : null;
    if (!changed) return;
    amend(changed);
    const labels = runs.map((run) => labelOf(run, catalogue));
    notices.getState().tell({ topic: 'settings', tone: 'news', ...tellSetAside(changed, labels) });
  };
  // once whoever made the change is done with it
  const lookSoon = () => queueMicrotask(look);
  lab.subscribe(({ catalogue }, past) => catalogue !== past.catalogue && lookSoon());
  experiment.subscribe(({ settings }, past) => settings !== past.settings && lookSoon());
  look();
}
