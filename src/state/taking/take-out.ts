/** Writes what is taken out: asks the lab for what only it holds, and hands it to what writes files. */
import { dataNpz } from '../../files/data-npz';
import { featureNpz } from '../../files/feature-npz';
import { zip } from '../../files/zip';
import { netFiles } from '../../nets/net-files';
import { writeNotebook } from '../../notebook/write-notebook';
import type { DataSet, DataSetSummary } from '../../protocol/data-set';
import { encoderOf } from '../../protocol/encoders';
import { LabError } from '../../protocol/failure';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import { runNames } from '../../protocol/settings';
import type { TakenNet } from '../../protocol/taken';
import { KEPT_FEATURES } from '../runs/kept-precision';
import { fileNameOf } from './file-name';
import type { Taken, TakingNeeds } from './wishes';

interface OutNeeds extends TakingNeeds {
  readonly listen: (listener: (event: LabEvent) => void) => () => void;
}

export interface WrittenOut {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly sentences: readonly string[];
}

/** Numbers that a tab can still copy and pack: 400 MB. */
const MOST_NUMBERS = 100_000_000;

const ZIP = 'application/zip';

const PLANE_ONLY =
  'This race was recorded, and a recording keeps the two main directions of each feature only: train it for all of them.';

class NothingToTakeError extends LabError {
  constructor(message: string, hint: string) {
    super('nothing-to-take', message, hint);
  }
}

/** @throws LabError where there is nothing of that kind, or the lab refuses. */
export function takeOut(what: Taken, needs: OutNeeds): Promise<WrittenOut> {
  const writers: Readonly<Record<Taken, (needs: OutNeeds) => Promise<WrittenOut>>> = {
    notebook,
    nets,
    data,
    features,
  };
  return writers[what](needs);
}

const nameIn = ({ shown }: Pick<OutNeeds, 'shown'>): string =>
  fileNameOf(shown.getState().settings);

/** Asks, and waits until `take` has all it wants. @throws LabError where the lab refuses. */
function answerTo<T>(
  { send, listen }: OutNeeds,
  request: LabRequest,
  take: (event: LabEvent) => T | null,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = listen((event) => {
      if (event.kind === 'request-failed' && event.request === request.kind) {
        const { code, message, hint } = event.failed;
        stop();
        reject(new LabError(code, message, hint));
      }
      const taken = take(event);
      if (taken === null) return;
      stop();
      resolve(taken);
    });
    send(request);
  });
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** @throws NothingToTakeError where no data are open. */
function summaryOf({ experiment }: OutNeeds): DataSetSummary {
  const { summary, dataStatus } = experiment.getState();
  if (summary && dataStatus === 'ready') return summary;
  throw new NothingToTakeError(
    'The data are not open yet.',
    'Wait until their card shows them, and press again.',
  );
}

/** The data in use. @throws NothingToTakeError where they are more than a tab can copy. */
async function dataInUse(needs: OutNeeds): Promise<DataSet> {
  const { modalities, counts } = summaryOf(needs);
  const samples = counts.train + counts.validation + counts.test;
  const width = modalities.reduce(
    (sum, { shape }) => sum + shape.reduce((product, side) => product * side, 1),
    0,
  );
  if (samples * width > MOST_NUMBERS) {
    throw new NothingToTakeError(
      `The data are ${Math.round((samples * width) / 250_000)} MB, more than a tab can copy.`,
      'The command writes them: npm run --silent headless -- --data FILES --data-out FILE.npz.',
    );
  }
  return answerTo(needs, { kind: 'take-data' }, (event) =>
    event.kind === 'data-taken' ? event.dataSet : null,
  );
}

async function notebook(needs: OutNeeds): Promise<WrittenOut> {
  const { settings } = needs.experiment.getState();
  const { catalogue } = needs.lab.getState();
  const name = nameIn(needs);
  const dataSet = await dataInUse(needs);
  const { text, file, sentences } = await writeNotebook({ settings, catalogue, dataSet, name });
  const bytes = bytesOf(text);
  if (!file) return { name: `${name}.ipynb`, bytes, type: 'application/x-ipynb+json', sentences };
  const files = [
    { path: `${name}.ipynb`, bytes },
    { path: file.name, bytes: file.bytes },
  ];
  return { name: `${name}-notebook.zip`, bytes: await zip(files), type: ZIP, sentences };
}

async function nets(needs: OutNeeds): Promise<WrittenOut> {
  const { settings } = needs.experiment.getState();
  const { catalogue } = needs.lab.getState();
  const { modalities, classNames } = summaryOf(needs);
  const racing = runNames(settings);
  const trained = needs.race
    .getState()
    .record.filter(({ name }) => racing.includes(name))
    .filter(({ epochs, status, onShelf }) => epochs.length > 0 && status !== 'failed' && !onShelf);
  if (trained.length === 0) {
    throw new NothingToTakeError(
      'No net of this race is here: none has trained an epoch in this tab.',
      'Press Play first.',
    );
  }
  const taken = new Map<string, TakenNet>();
  const whole = await answerTo(needs, { kind: 'take-nets' }, (event) => {
    if (event.kind !== 'nets-taken') return null;
    // every thread gives its own
    for (const net of event.nets) taken.set(net.run, net);
    return trained.every(({ name }) => taken.has(name)) ? [...taken.values()] : null;
  });
  const { files, sentences } = netFiles({
    ...{ settings, catalogue, modalities },
    ...{ classNames, nets: whole },
  });
  const bytes = await zip(files);
  return { name: `${nameIn(needs)}-nets.zip`, bytes, type: ZIP, sentences };
}

async function data(needs: OutNeeds): Promise<WrittenOut> {
  const bytes = await dataNpz(await dataInUse(needs));
  return { name: `${nameIn(needs)}.npz`, bytes, type: ZIP, sentences: [] };
}

async function features(needs: OutNeeds): Promise<WrittenOut> {
  const { record, settings, summary, origin } = needs.shown.getState();
  const runs = record.filter(({ snapshots }) => snapshots.length > 0);
  if (runs.length === 0) {
    throw new NothingToTakeError(
      'No features are kept of this race.',
      'Press Play; features are kept of up to 240 held-out samples after each epoch.',
    );
  }
  const dimsOf = (modality: string) => encoderOf(settings, modality).featureDim;
  const bytes = await featureNpz(runs, summary?.classNames ?? [], dimsOf);
  const isPlane = runs.some((run) => run.snapshots.some(({ featureShare }) => featureShare));
  const sentences = [
    'Arrays are called RUN/epoch_N/MODALITY; rows are sample numbers of the data set.',
    ...(isPlane ? [PLANE_ONLY] : []),
    ...(origin?.kind === 'shelf' ? [KEPT_FEATURES] : []),
  ];
  return { name: `${nameIn(needs)}-features.npz`, bytes, type: ZIP, sentences };
}
