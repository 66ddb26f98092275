/** What can be taken along, each with a sentence that says what it is. */
import type { LabError } from '../../protocol/failure';
import { noData, noFeatures, noNets, noNotebook } from '../../state/taking/hindrances';
import type { Taken } from '../../state/taking/wishes';
import { saveBlob } from '../runs/save-file';
import {
  useExperiment,
  useLab,
  useRace,
  useSession,
  useShown,
  useTaking,
} from '../session-context';
import { TakeItem } from './TakeItem';
import { TakeReport } from './TakeReport';
import css from './TakeSheet.module.css';

const FILES: readonly { readonly what: Taken; readonly word: string; readonly about: string }[] = [
  {
    what: 'notebook',
    word: 'Notebook (PyTorch)',
    about:
      'These settings as a Jupyter notebook: Python that trains the same methods from the same data and first weights, without the lab. Nothing has to have trained.',
  },
  {
    what: 'nets',
    word: 'Trained nets',
    about:
      'The nets of the race on this page as they stand: ONNX, safetensors with a script for PyTorch, and TensorFlow.js, in a ZIP. They read raw numbers, as in the data file below.',
  },
  {
    what: 'data',
    word: 'Data (NPZ)',
    about:
      'Every sample in the numbers of its source, with classes and split, for numpy; a lab opens it, too.',
  },
  {
    what: 'features',
    word: 'Features (NPZ)',
    about:
      'What the encoders made of up to 240 held-out samples, for every epoch that the time bar has kept.',
  },
];

const said = (hindrance: LabError | null): string | null =>
  hindrance && `${hindrance.message} ${hindrance.hint}`;

/** Why each of them cannot be taken now; null where it can. */
function useHindrances(): Readonly<Record<Taken, string | null>> {
  const catalogue = useLab((lab) => lab.catalogue);
  const experiment = useExperiment((state) => state);
  return {
    notebook: said(noNotebook(experiment, catalogue)),
    nets: useRace(({ record }) => said(noNets(experiment.settings, record))),
    data: said(noData(experiment)),
    features: useShown(({ record }) => said(noFeatures(record))),
  };
}

export default function TakeSheet() {
  const { taking } = useSession();
  const { writing, told, failed } = useTaking((state) => state);
  const hindrances = useHindrances();
  const take = async (what: Taken) => {
    const taken = await taking.take(what);
    if (taken) saveBlob(taken.file, taken.name);
  };
  return (
    <>
      <ul className={css.files}>
        <TakeReport />
        {FILES.map(({ what, word, about }) => (
          <TakeItem
            key={what}
            id={what}
            word={word}
            about={about}
            hindrance={hindrances[what]}
            isBusy={writing !== null}
            onTake={() => void take(what)}
          />
        ))}
      </ul>
      <p className="small" role="status">
        {writing ? 'Writing ...' : told.join(' ')}
      </p>
      {failed ? (
        <p className="small" role="alert">
          <span className="problem">{failed.message}</span> {failed.hint}
        </p>
      ) : null}
    </>
  );
}
