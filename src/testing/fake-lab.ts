/**
 * A lab that trains nothing: it replays made-up curves on a clock given from outside, so that the page and
 * its state can be tried without a device. For tests and for looking at the page; never part of the product.
 */

import { measureCatalogue } from '../method/measures/measure-catalogue';
import type { Catalogue } from '../protocol/catalogue';
import type { Checkpoint } from '../protocol/checkpoint';
import { REFERENCE_RUN } from '../protocol/default-race';
import type { EpochEnded } from '../protocol/events';
import type { BackendReport, Lab, LabEvent, LabRequest } from '../protocol/messages';
import { parseSettings, runNames, type Settings } from '../protocol/settings';
import { fakeCatalogue, fakeSamples, fakeSummary } from './fake-lab-data';
import { fakeSnapshot } from './fake-snapshot';
import { fakeStep } from './fake-step';
import { epochOf } from './measured-epoch';

export interface FakeLabOptions {
  /** Calls `task` later, and again and again until the returned function is called. */
  readonly every: (task: () => void) => () => void;
  /** Loses the device when a run gets to this epoch. */
  readonly loseDeviceAt?: number;
  /** What it claims to train on; a stand-in of WebAssembly where absent. */
  readonly report?: BackendReport;
  /** The methods it claims to have; a few made-up ones where absent. */
  readonly catalogue?: Catalogue;
  /** Never answers who asks for a step, as if it trained a copy for ever. */
  readonly showsNoStep?: boolean;
  /** Lets this run diverge at this epoch. */
  readonly diverge?: { readonly run: string; readonly epoch: number };
}

const FUSION_EPOCHS = 15;
const rise = (from: number, to: number, epoch: number, pace: number): number =>
  to - (to - from) * Math.exp(-epoch / pace);

interface Script {
  readonly last: number;
  readonly unimodal: readonly [number, number, number];
  readonly pace: readonly [number, number, number];
  readonly fusion: number | null;
  readonly alignment: number;
}

function scriptOf(run: string, settings: Settings): Script {
  if (run === REFERENCE_RUN) {
    return {
      last: settings.epochs,
      unimodal: [0.79, 0.72, 0.7],
      pace: [2, 3, 3],
      fusion: null,
      alignment: 0,
    };
  }
  if (run.startsWith('late-ensemble')) {
    return {
      last: settings.epochs,
      unimodal: [0.79, 0.72, 0.7],
      pace: [2, 3, 3],
      fusion: 0.915,
      alignment: 0.3,
    };
  }
  if (run.startsWith('di-mml')) {
    return {
      last: settings.epochs + FUSION_EPOCHS,
      unimodal: [0.79, 0.72, 0.71],
      pace: [2, 3, 3],
      fusion: 0.92,
      alignment: 0.42,
    };
  }
  return {
    last: settings.epochs,
    unimodal: [0.78, 0.44, 0.62],
    pace: [2, 4, 4],
    fusion: 0.82,
    alignment: 0.16,
  };
}

/** A wobble that looks like a small test set's, the same on every run. */
const wobble = (epoch: number, salt: number): number =>
  0.008 * Math.sin(epoch * (1.7 + salt) + salt * 5);

/** Epochs between two checkpoints. */
const CHECKPOINT_EVERY = 2;

/** A checkpoint of a run without networks: it only says where it was taken. */
const checkpointAt = (run: string, epoch: number): Checkpoint => ({
  run,
  epoch,
  stage: 0,
  stageEpoch: epoch,
  durationMs: epoch,
  spent: { steps: epoch, trainMs: epoch, encoders: 2 },
  arenas: [],
  memory: null,
  measures: null,
});

/** Makes a lab of made-up curves. */
export function createFakeLab({
  every,
  loseDeviceAt,
  diverge,
  showsNoStep = false,
  report,
  catalogue = fakeCatalogue,
}: FakeLabOptions): Lab {
  const listeners = new Set<(event: LabEvent) => void>();
  let settings = parseSettings({});
  let runs: string[] = [];
  let epochs = new Map<string, number>();
  let over = new Set<string>();
  let seq = 0;
  let begun = new Set<string>();
  let withSnapshots = false;
  let withCheckpoints = false;
  let stop: (() => void) | null = null;
  let closed = false;

  const emit = (event: LabEvent) => {
    if (!closed) for (const listener of listeners) listener(event);
  };
  const label = (run: string) =>
    fakeCatalogue.find(({ id }) => id === run.split('@')[0])?.label ?? run;

  const epochEnded = (run: string, epoch: number): EpochEnded => {
    const script = scriptOf(run, settings);
    const ids = fakeSummary(settings).modalities.map(({ id }) => id);
    const inFirst = epoch <= settings.epochs;
    const accuracy = (end: number, pace: number, salt: number) =>
      rise(0.2, end, inFirst ? epoch : settings.epochs, pace) + (inFirst ? wobble(epoch, salt) : 0);
    seq += 1;
    return epochOf(run, epoch, {
      seq,
      stage: inFirst ? 'first' : 'fusion',
      losses: { total: 2 / epoch },
      accuracy: {
        fusion:
          script.fusion === null ? null : rise(0.3, script.fusion, epoch, 4) + wobble(epoch, 3),
        unimodal: Object.fromEntries(
          ids.map((id, i) => [id, accuracy(script.unimodal[i] ?? 0.5, script.pace[i] ?? 3, i)]),
        ),
        readouts: {},
      },
      fusionSource: run.startsWith('di-mml') && inFirst ? 'ensemble' : 'method',
      alignment:
        run === REFERENCE_RUN ? null : rise(0.02, script.alignment, epoch, 6) + wobble(epoch, 2),
      cost: { msPerStep: 1, kernelsPerStep: null, measureMs: 1, arrays: 0, bytes: 0 },
    });
  };

  const finish = (run: string) => {
    over.add(run);
    const last = epochEnded(run, scriptOf(run, settings).last);
    const lift = (value: number) => Math.min(1, value + 0.02);
    const unimodal = Object.fromEntries(
      Object.entries(last.accuracy.unimodal).map(([id, value]) => [id, lift(value)]),
    );
    const accuracy = { ...last.accuracy, unimodal };
    emit({
      kind: 'run-ended',
      run,
      seq,
      label: label(run),
      accuracy,
      ridge: last.accuracy.unimodal,
      durationMs: 1,
    });
    if (run === REFERENCE_RUN) {
      const epochs = Array.from({ length: last.epoch }, (_, i) => epochEnded(run, i + 1));
      emit({
        kind: 'reference-known',
        seed: settings.seed,
        alone: epochs.map(({ epoch, accuracy: { unimodal } }) => ({
          epoch,
          accuracy: unimodal,
          right: null,
        })),
        end: { accuracy: unimodal, right: null },
        untrained: {},
      });
    }
  };

  const trainOne = (run: string) => {
    const epoch = (epochs.get(run) ?? 0) + 1;
    const { last } = scriptOf(run, settings);
    if (!begun.has(run)) {
      begun.add(run);
      emit({
        kind: 'run-started',
        run,
        seq,
        label: label(run),
        backend: report?.backend ?? 'cpu',
        adapter: report?.adapter ?? 'none',
        epochs: last,
        stepsPerEpoch: 38,
        ...(epoch > 1 && { afterEpoch: epoch - 1 }),
      });
    }
    if (epoch === 1) {
      emit({
        kind: 'stage-started',
        run,
        seq,
        stage: 'first',
        label: 'Encoders',
        epochs: settings.epochs,
      });
    }
    if (epoch === settings.epochs + 1) {
      emit({
        kind: 'stage-started',
        run,
        seq,
        stage: 'fusion',
        label: 'Fusion head',
        epochs: FUSION_EPOCHS,
      });
    }
    if (diverge && diverge.run === run && diverge.epoch === epoch) {
      over.add(run);
      const failed = {
        code: 'diverged',
        message: `${label(run)} stopped in epoch ${epoch}: its loss is no longer a number.`,
        hint: 'Choose a smaller learning rate, then press Reset and Play.',
      };
      return emit({ kind: 'run-failed', run, seq, label: label(run), failed });
    }
    epochs.set(run, epoch);
    const endsFirst = epoch === settings.epochs;
    if (withCheckpoints && (endsFirst || epoch % CHECKPOINT_EVERY === 0)) {
      const checkpoint = checkpointAt(run, epoch);
      const landmark = endsFirst ? ({ trainsOn: true } as const) : {};
      emit({ kind: 'checkpoint-taken', run, seq, checkpoint, ...landmark });
    }
    emit(epochEnded(run, epoch));
    if (withSnapshots && run !== REFERENCE_RUN) {
      const ids = fakeSummary(settings).modalities.map(({ id }) => id);
      emit({ kind: 'snapshot-taken', run, seq, ...fakeSnapshot(epoch, ids) });
    }
    if (epoch === last) finish(run);
  };

  const round = () => {
    for (const run of runs) if (!over.has(run)) trainOne(run);
    if (loseDeviceAt !== undefined && Math.max(...epochs.values()) >= loseDeviceAt) {
      pause();
      const failed = {
        code: 'device-lost',
        message: 'The graphics device stopped answering.',
        hint: 'What was trained stays here; press Play to open a device again and go on.',
      };
      for (const run of runs) {
        if (!over.has(run)) emit({ kind: 'run-failed', run, seq, label: label(run), failed });
      }
      return emit({ kind: 'device-lost', failed });
    }
    if (over.size === runs.length) {
      pause();
      emit({ kind: 'race-ended' });
    }
  };
  /** The first batch of the next epoch; the numbers are made up per epoch, so nothing else moves. */
  const stepBatch = () => {
    for (const run of runs) {
      const epoch = (epochs.get(run) ?? 0) + 1;
      if (!over.has(run)) emit({ kind: 'chunk-trained', run, seq, epoch, step: 1, steps: 38 });
    }
  };
  const pause = () => {
    stop?.();
    stop = null;
  };

  const answer = (request: LabRequest) => {
    switch (request.kind) {
      case 'open-lab':
        return emit({
          kind: 'lab-opened',
          catalogue,
          measures: measureCatalogue,
          report: report ?? {
            backend: 'wasm',
            adapter: 'WebAssembly',
            reasons: ['This is a stand-in: it trains nothing.'],
          },
        });
      case 'open-data':
        return emit({ kind: 'data-opened', summary: fakeSummary(parseSettings(request.settings)) });
      case 'use-data':
        return;
      case 'show-step': {
        if (showsNoStep) return;
        const { run, stage, epoch } = request;
        const at = epoch === null ? (epochs.get(run) ?? 0) : epoch - 1;
        const step = fakeStep(run, stage, at);
        return emit({ kind: 'step-shown', asked: { run, stage, epoch }, step, trained: null });
      }
      case 'give-up-step':
        return;
      case 'read-samples':
        return emit(fakeSamples(settings, request.rows));
      case 'start-race':
        pause();
        settings = parseSettings(request.settings);
        runs = [...runNames(settings), ...(request.withReference ? [REFERENCE_RUN] : [])];
        withSnapshots = request.snapshots ?? false;
        withCheckpoints = request.checkpoints ?? false;
        runs = runs.filter((run) => !request.from?.done.includes(run));
        epochs = new Map(request.from?.runs.map(({ run, epoch }) => [run, epoch]));
        over = new Set();
        begun = new Set();
        emit({ kind: 'race-started', runs });
        if (!request.paused) stop = every(round);
        return;
      case 'resume-race':
        stop ??= every(round);
        return emit({ kind: 'race-resumed' });
      case 'pause-race':
        pause();
        return emit({ kind: 'race-paused' });
      case 'step-race':
        if (request.by === 'epoch') round();
        else stepBatch();
        if (over.size < runs.length) emit({ kind: 'race-paused' });
        return;
      case 'stop-race':
        pause();
        return emit({ kind: 'race-stopped' });
    }
  };

  return {
    send: (request) => queueMicrotask(() => answer(request)),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      pause();
      closed = true;
    },
  };
}
