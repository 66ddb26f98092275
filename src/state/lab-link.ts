/**
 * The line to the lab: opens it, starts, steps and ends races, and passes on what it says. Knows what was asked for
 * while the device or the data were still opening. Changes no settings.
 */

import type { DeviceWish } from '../protocol/backends';
import { toFailure } from '../protocol/failure';
import type { Lab, LabEvent, LabRequest, StepSize } from '../protocol/messages';
import { runNames, type Settings } from '../protocol/settings';
import { createBatcher, type Scheduler } from './batcher';
import { applyEvents, isAnswerToStop, isOfRace, isUrgent, type Stores } from './lab-events';
import { newId } from './new-id';
import { beforeTrainingOn, waitingRuns, whereToGoOn, whereToTrainOn } from './race-record';
import { NO_RACE } from './race-store';
import { doneIn, type GivenRuns, NOTHING_GIVEN } from './seeds/given-runs';
import type { TimeStore } from './time/time-store';

/** To the end, or one step. */
type Going = 'play' | StepSize;

export interface LabLinkNeeds {
  readonly stores: Stores & { readonly time: TimeStore };
  readonly createLab: () => Lab;
  readonly device: DeviceWish;
  readonly scheduler: Scheduler;
  /** Asked for as soon as a device is open. */
  readonly openData: () => void;
  /** Hears every event at once, before the stores do. */
  readonly hear: (event: LabEvent) => void;
}

export interface LabLink {
  /** Opens a new lab in place of the old one. */
  open(): void;
  send(request: LabRequest): void;
  /**
   * Trains, or goes on training; opens a new lab first where the old one is gone.
   * @param given runs that a new race need not train; such a race is one of many, and keeps no samples.
   */
  begin(how: Going, given?: GivenRuns): void;
  /** Lets the race that has ended go on by the settings as they are now, which are the same but for more epochs. */
  trainOn(): void;
  /** Ends the race and clears it from the page. */
  clearRace(): void;
  /** Whether somebody has asked to train and it has not begun. */
  isAwaited(): boolean;
  close(): void;
}

/** The record that a race on these runs begins with: every run in its order, and those given as they ended. */
function begunWith(settings: Settings, { runs, levels }: GivenRuns = NOTHING_GIVEN) {
  if (runs.length === 0) return { levels };
  const waiting = waitingRuns(runNames(settings));
  return {
    levels,
    record: waiting.map((run) => runs.find(({ name }) => name === run.name) ?? run),
  };
}

export function createLabLink(needs: LabLinkNeeds): LabLink {
  const { lab: labStore, experiment, race, notices, time } = needs.stores;
  let lab: Lab | null = null;
  let unsubscribe = () => {};
  /** What was asked for while the device or the data were still opening. */
  let pending: { readonly how: Going; readonly given: GivenRuns | undefined } | null = null;
  /** Races that were told to stop and have not said that they did: whatever is said of a race comes from them. */
  let stopsAwaited = 0;

  const batcher = createBatcher<LabEvent>(
    (events) => applyEvents(needs.stores, events),
    needs.scheduler,
  );
  const send = (request: LabRequest) => lab?.send(request);

  const startRace = (how: Going, given?: GivenRuns) => {
    notices.getState().dismiss('race', 'device', 'settings', 'run:');
    time.getState().backToPresent();
    const { phase, record } = race.getState();
    const { settings } = experiment.getState();
    const goesOn = phase === 'lost' ? whereToGoOn(record) : null;
    const from = goesOn ?? (given && given.runs.length > 0 ? doneIn(given) : null);
    race.setState(
      goesOn
        ? { phase: 'starting' }
        : { ...NO_RACE, id: newId(), phase: 'starting', ...begunWith(settings, given) },
    );
    send({
      kind: 'start-race',
      settings,
      // levels that are known stay on the page
      withReference: race.getState().levels === null,
      snapshots: given === undefined,
      checkpoints: true,
      ...(from && { from }),
      paused: how !== 'play',
    });
    if (how !== 'play') send({ kind: 'step-race', by: how });
  };

  const trainOn = () => {
    notices.getState().dismiss('race', 'run:');
    time.getState().backToPresent();
    const { record } = race.getState();
    // another race, for its numbers are of other settings; how far each modality gets alone changes with them
    race.setState({
      id: newId(),
      phase: 'starting',
      record: beforeTrainingOn(record),
      levels: null,
    });
    send({
      kind: 'start-race',
      settings: experiment.getState().settings,
      withReference: true,
      snapshots: true,
      checkpoints: true,
      from: whereToTrainOn(record),
      paused: false,
    });
  };

  const hear = (event: LabEvent) => {
    if (isAnswerToStop(event)) stopsAwaited = Math.max(0, stopsAwaited - 1);
    else if (stopsAwaited > 0 && isOfRace(event)) return;
    batcher.push(event, isUrgent(event));
    needs.hear(event);
    if (event.kind === 'lab-opened') needs.openData();
    if (event.kind === 'data-opened' && pending !== null) {
      const { how, given } = pending;
      pending = null;
      startRace(how, given);
    }
    const isRefused = event.kind === 'request-failed' && event.request !== 'weigh-race';
    if (isRefused || event.kind === 'device-lost') pending = null;
  };

  /** A lab begins with one. */
  const sayThreads = () => {
    const { wanted } = needs.stores.threads.getState();
    if (wanted > 1) send({ kind: 'use-threads', most: wanted });
  };
  needs.stores.threads.subscribe(({ wanted }, before) => {
    if (wanted !== before.wanted) send({ kind: 'use-threads', most: wanted });
  });

  const openLab = () => {
    unsubscribe();
    lab?.close();
    batcher.clear();
    stopsAwaited = 0;
    labStore.setState({ status: 'opening' });
    notices.getState().dismiss('device');
    try {
      lab = needs.createLab();
      unsubscribe = lab.subscribe(hear);
      sayThreads();
      lab.send({ kind: 'open-lab', ...needs.device });
    } catch (error) {
      labStore.setState({ status: 'failed' });
      notices.getState().tellFailure('device', toFailure(error));
    }
  };

  const clearRace = () => {
    pending = null;
    batcher.clear();
    if (race.getState().phase !== 'idle' && labStore.getState().status === 'ready') {
      stopsAwaited += 1;
      send({ kind: 'stop-race' });
    }
    race.setState(NO_RACE);
    time.getState().backToPresent();
    notices.getState().dismiss('race', 'place', 'run:');
  };

  const begin = (how: Going, given?: GivenRuns) => {
    const { phase } = race.getState();
    const { status } = labStore.getState();
    if (status === 'failed') {
      pending = { how, given };
      return openLab();
    }
    if (phase === 'paused') {
      // whoever lets the present race go on wants to see it
      if (time.getState().past) time.getState().backToPresent();
      race.setState({ phase: 'running' });
      return send(how === 'play' ? { kind: 'resume-race' } : { kind: 'step-race', by: how });
    }
    if (phase === 'ended') clearRace();
    if (phase === 'idle' || phase === 'ended' || phase === 'lost') {
      if (status === 'ready' && experiment.getState().dataStatus === 'ready') {
        startRace(how, given);
      } else {
        pending = { how, given };
      }
    }
  };

  return {
    open: openLab,
    send,
    begin,
    trainOn,
    clearRace,
    isAwaited: () => pending !== null,
    close() {
      unsubscribe();
      batcher.clear();
      lab?.close();
      lab = null;
    },
  };
}
