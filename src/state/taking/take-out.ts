/** Writes what is taken out: asks the lab for what only it holds, and hands it to what writes files. */
import { dataNpz } from '../../files/data-npz';
import { featureNpz } from '../../files/feature-npz';
import { zip } from '../../files/zip';
import { netFiles } from '../../nets/net-files';
import { writeNotebook } from '../../notebook/write-notebook';
import type { DataSet } from '../../protocol/data-set';
import { encoderOf } from '../../protocol/encoders';
import { LabError } from '../../protocol/failure';
import type { LabEvent, LabRequest } from '../../protocol/messages';
import type { TakenNet } from '../../protocol/taken';
import { KEPT_FEATURES } from '../runs/kept-precision';
import { fileNameOf } from './file-name';
import { noData, noFeatures, noNets, noNotebook, runsWithNets, summaryOf } from './hindrances';
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

const ZIP = 'application/zip';

const PLANE_ONLY =
  'This race was recorded, and a recording keeps the two main directions of each feature only: train it for all of them.';

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

/** @param hindrance why it cannot be taken. @throws LabError where there is one. */
function mustHaveNo(hindrance: LabError | null): void {
  if (hindrance) throw hindrance;
}

/** The data in use, whole. */
const dataInUse = (needs: OutNeeds): Promise<DataSet> =>
  answerTo(needs, { kind: 'take-data' }, (event) =>
    event.kind === 'data-taken' ? event.dataSet : null,
  );

async function notebook(needs: OutNeeds): Promise<WrittenOut> {
  const experiment = needs.experiment.getState();
  const { settings } = experiment;
  const { catalogue } = needs.lab.getState();
  mustHaveNo(noNotebook(experiment, catalogue));
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
  const experiment = needs.experiment.getState();
  const { settings } = experiment;
  const { catalogue } = needs.lab.getState();
  const { record } = needs.race.getState();
  mustHaveNo(noNets(settings, record));
  const { modalities, classNames } = summaryOf(experiment);
  const trained = runsWithNets(settings, record);
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
  mustHaveNo(noData(needs.experiment.getState()));
  const bytes = await dataNpz(await dataInUse(needs));
  return { name: `${nameIn(needs)}.npz`, bytes, type: ZIP, sentences: [] };
}

async function features(needs: OutNeeds): Promise<WrittenOut> {
  const { record, settings, summary, origin } = needs.shown.getState();
  mustHaveNo(noFeatures(record));
  const runs = record.filter(({ snapshots }) => snapshots.length > 0);
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
