/**
 * What a person can do, as data: one list feeds the buttons, the shortcuts and the help sheet.
 * A command that cannot be carried out now says why.
 */
import { axisAfter } from './charts/axis';
import { projectedCharts } from './projector/projected-charts';
import { counted, countIn, repeatIn } from './seeds/repeat';
import type { Session } from './session';
import { presentEpoch } from './time/shown';
import { whyNotLonger } from './training-on';
import { AWAY, type AwayId, backTo, HOME, roomOf } from './views';

export type CommandId =
  | 'play'
  | 'step'
  | 'step-batch'
  | 'slow-motion'
  | 'train-on'
  | 'reset'
  | 'undo'
  | 'redo'
  | 'new-seed'
  | 'seeds'
  | AwayId
  | 'freeze'
  | 'replay'
  | 'stop-replay'
  | 'axis'
  | `chart-${number}`;

export interface Command {
  readonly id: CommandId;
  /** The button's word now. */
  label(session: Session): string;
  /** Its name on the sheet of keys, where the button's word changes with what it does. */
  readonly name?: string;
  readonly explanation: string;
  /** `KeyboardEvent.key`, with `Control+` before it where that is held, or null. */
  readonly key: string | null;
  /** What is printed on the key. */
  readonly keyName: string | null;
  /** Whether its key rests now, though its button works: a late press must not wipe what took minutes. */
  keyRests?(session: Session): boolean;
  /** Why it cannot be carried out now; null where it can. */
  refusal(session: Session): string | null;
  run(session: Session): void;
}

/** Seeds a class can call across a room; any other can be typed. */
const LARGEST_ROLL = 999;

/** A new seed, never the present one. */
function roll(present: number): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  const seed = 1 + (drawn % LARGEST_ROLL);
  return seed === present ? (seed % LARGEST_ROLL) + 1 : seed;
}

/** The projector's charts that have keys, by their places among all; further ones are chosen by their buttons. */
const CHART_KEYS = [0, 1, 2];

const IN_LAB = 'This stands in the whole lab.';

const NO_DATA = 'There are no data to train on; choose another data set.';

const isReplaying = ({ replay }: Session): boolean => replay.store.getState().isPlaying;

const hasEnded = ({ race }: Session): boolean => race.getState().phase === 'ended';

/** Over, and the last curves are still on their way: for the eye the race runs, and a late Pause must not wipe it. */
const isEnding = (session: Session): boolean =>
  hasEnded(session) && session.drawing.getState().waiting > 0;

function cannotTrain({ experiment }: Session): string | null {
  return experiment.getState().dataStatus === 'failed' ? NO_DATA : null;
}

/** Whether the stage is looked at, whose races have a pace of their own. */
const isOnStage = ({ view }: Session): boolean => view.getState().room === 'stage';

/** Whether the race trains, or waits for its next epoch. */
const isRunning = (session: Session): boolean =>
  session.race.getState().phase === 'running' || session.stage.store.getState().isPlaying;

function cannotStep(session: Session): string | null {
  if (isRunning(session)) return 'Pause first; then step.';
  if (hasEnded(session)) return 'This race has ended. Reset, then step through it from the start.';
  return cannotTrain(session);
}

export const COMMANDS: readonly Command[] = [
  {
    id: 'play',
    name: 'Play or Pause',
    label: (session) => {
      if (isEnding(session) || isReplaying(session)) return 'Pause';
      if (hasEnded(session)) return 'Play again';
      return isRunning(session) ? 'Pause' : 'Play';
    },
    explanation: 'Train every method of the race, or pause; a replay stops as well.',
    key: ' ',
    keyName: 'Space',
    keyRests: (session) => hasEnded(session) && !isReplaying(session),
    refusal: (session) => (isReplaying(session) ? null : cannotTrain(session)),
    run: (session) => {
      const wasReplaying = isReplaying(session);
      session.replay.stop();
      const does = isOnStage(session) ? session.stage : session;
      if (isRunning(session)) does.pause();
      else if (!wasReplaying && !isEnding(session)) does.play();
    },
  },
  {
    id: 'step',
    label: () => 'Step',
    explanation: 'Train one epoch of every method, then pause.',
    key: 'ArrowRight',
    keyName: '\u2192',
    refusal: cannotStep,
    run: (session) => (isOnStage(session) ? session.stage.stepEpoch() : session.step('epoch')),
  },
  {
    id: 'step-batch',
    label: () => 'Step a batch',
    explanation: 'Train one batch of every method, then pause.',
    key: 'b',
    keyName: 'B',
    refusal: (session) => (isOnStage(session) ? IN_LAB : cannotStep(session)),
    run: (session) => session.step('batch'),
  },
  {
    id: 'slow-motion',
    label: () => 'Slow',
    explanation:
      'Slow motion: one training step, moment by moment, with its real numbers; the race is paused.',
    key: 's',
    keyName: 'S',
    refusal: (session) => {
      const { status } = session.lab.getState();
      if (session.view.getState().view !== 'lab') return 'Slow motion stands in the lab.';
      if (status === 'opening') return 'The device is still being opened.';
      if (status === 'failed') return 'There is no device to look at a step with.';
      return cannotTrain(session);
    },
    run: (session) => session.showStep(null, null),
  },
  {
    id: 'train-on',
    name: 'Train on',
    label: ({ experiment }) => {
      const { epochs } = experiment.getState().settings;
      return `Train on: ${epochs} more ${epochs === 1 ? 'epoch' : 'epochs'}`;
    },
    explanation: 'Let a race that has ended train for as many epochs again.',
    key: 'o',
    keyName: 'O',
    refusal: (session) =>
      isOnStage(session) ? IN_LAB : whyNotLonger({ ...session, seeds: session.seeds.store }),
    run: (session) => session.trainLonger(),
  },
  {
    id: 'reset',
    label: () => 'Reset',
    explanation: 'Clear the curves and start again with the same seed.',
    key: 'r',
    keyName: 'R',
    refusal: ({ race }) =>
      race.getState().phase === 'idle' ? 'Nothing has been trained yet.' : null,
    run: (session) => session.reset(),
  },
  {
    id: 'undo',
    label: () => 'Undo',
    explanation:
      'Take the last change of the experiment back; the race that it reset is there again.',
    key: 'Control+z',
    keyName: 'Ctrl+Z',
    refusal: (session) => {
      if (isOnStage(session)) return IN_LAB;
      return session.undo.store.getState().past.length === 0 ? 'Nothing has been changed.' : null;
    },
    run: ({ undo }) => undo.undo(),
  },
  {
    id: 'redo',
    label: () => 'Redo',
    explanation: 'Make the change again that was taken back.',
    key: 'Control+y',
    keyName: 'Ctrl+Y',
    refusal: (session) => {
      if (isOnStage(session)) return IN_LAB;
      return session.undo.store.getState().future.length === 0
        ? 'Nothing has been taken back.'
        : null;
    },
    run: ({ undo }) => undo.redo(),
  },
  {
    id: 'new-seed',
    label: () => 'New seed',
    explanation: 'Draw new data, new first weights and a new order of batches.',
    key: 'n',
    keyName: 'N',
    refusal: () => null,
    run: (session) => {
      const seed = roll(session.experiment.getState().settings.seed);
      if (isOnStage(session)) session.stage.trySeed(seed);
      else session.change('seed', seed);
    },
  },
  {
    id: 'seeds',
    name: 'Run several seeds or folds, stop or go on',
    label: ({ seeds, experiment }) => {
      const { settings } = experiment.getState();
      const { status, count } = seeds.store.getState();
      const repeat = repeatIn(settings);
      if (status === 'running') return `Stop ${repeat}s`;
      if (status === 'stopped') return `Go on: ${repeat}s`;
      return `Run ${counted(countIn(settings, count), repeat)}`;
    },
    explanation: 'Train the same race on several seeds, so that something can be said of methods.',
    key: 'm',
    keyName: 'M',
    refusal: (session) => {
      const { status, count } = session.seeds.store.getState();
      if (status === 'running') return null;
      if (isOnStage(session)) return IN_LAB;
      if (status === 'off' && session.seeds.toTrain().length === 0) {
        const { folds } = session.experiment.getState().settings;
        return folds === undefined
          ? `${count} seeds are trained with these settings. Ask for more under \u201CSeveral seeds\u201D.`
          : `All ${folds} folds are trained with these settings.`;
      }
      return cannotTrain(session);
    },
    run: ({ seeds }) => {
      if (seeds.store.getState().status === 'running') seeds.stop();
      else seeds.start();
    },
  },
  {
    id: 'freeze',
    name: 'Freeze or go on',
    label: ({ time, shown }) => {
      if (time.getState().at === null) return 'Freeze';
      return shown.getState().phase === 'ended' ? 'Back to the end' : 'Back to live';
    },
    explanation: 'Stay at this epoch while training goes on; press again to follow it.',
    key: 'f',
    keyName: 'F',
    refusal: ({ time, shown }) => {
      if (time.getState().at !== null) return null;
      if (presentEpoch(shown.getState().record) === 0) return 'Nothing has been trained yet.';
      return shown.getState().phase === 'ended'
        ? 'Nothing moves any more; drag the bar to look back.'
        : null;
    },
    run: ({ time, shown }) => {
      const { at, show, follow } = time.getState();
      if (at === null) show(presentEpoch(shown.getState().record));
      else follow();
    },
  },
  {
    id: 'replay',
    name: 'Replay or stop',
    label: (session) => (isReplaying(session) ? 'Stop' : 'Replay'),
    explanation:
      'Play the time bar from where it stands, or from the first epoch; nothing is trained.',
    key: 't',
    keyName: 'T',
    refusal: (session) => {
      if (isReplaying(session)) return null;
      const present = presentEpoch(session.shown.getState().record);
      if (present === 0) return 'Nothing has been trained yet.';
      return present === 1 ? 'There is one epoch only; a replay needs two.' : null;
    },
    run: (session) => {
      if (isReplaying(session)) session.replay.stop();
      else session.replay.play();
    },
  },
  {
    id: 'stop-replay',
    label: () => 'Stop the replay',
    explanation: 'Every view stays at the epoch that is shown.',
    key: 'Escape',
    keyName: 'Esc',
    refusal: (session) => (isReplaying(session) ? null : 'No replay is playing.'),
    run: ({ replay }) => replay.stop(),
  },
  {
    id: 'axis',
    name: 'Epochs, steps or seconds',
    label: ({ view }) => `By ${axisAfter(view.getState().axis)}`,
    explanation: 'Draw the curves across epochs, optimizer steps or seconds of training.',
    key: 'x',
    keyName: 'X',
    refusal: () => null,
    run: ({ view }) => {
      const { axis, showAxis } = view.getState();
      showAxis(axisAfter(axis));
    },
  },
  ...AWAY.map(
    ({ id, label, explanation, key }): Command => ({
      id,
      name: `${label}, or back`,
      label: ({ view: { getState } }) => {
        if (getState().view !== id) return label;
        return backTo(roomOf(id) === null ? getState().room : HOME.id);
      },
      explanation,
      key,
      keyName: key.toUpperCase(),
      refusal: ({ stage }) =>
        id === 'lab' && stage.store.getState().isLocked ? 'This link shows the stage only.' : null,
      run: ({ view }) => view.getState().toggle(id),
    }),
  ),
  ...CHART_KEYS.map(
    (place): Command => ({
      id: `chart-${place + 1}`,
      label: ({ shown }) => projectedCharts(shown.getState())[place]?.title ?? `Chart ${place + 1}`,
      explanation: 'In the projector view.',
      key: String(place + 1),
      keyName: String(place + 1),
      refusal: (session) => {
        if (isOnStage(session)) return IN_LAB;
        const { view } = session.view.getState();
        return view === 'projector' ? null : 'This chart stands on the page already.';
      },
      run: ({ view }) => view.getState().showChart(place),
    }),
  ),
];

/** The command of this name. */
export function command(id: CommandId): Command {
  return COMMANDS.find((each) => each.id === id) as Command;
}

/** Carries a command out unless it says why not. */
export function runCommand(session: Session, { refusal, run }: Command): void {
  if (refusal(session) === null) run(session);
}
