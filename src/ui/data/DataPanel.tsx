/** The left column: which data, what is in them, and the generator's few sliders. */
import { RadioGroup } from 'radix-ui';
import {
  BUILTIN_CHOICES,
  choiceOf,
  type DataChoice,
  GENERATOR_CHOICES,
} from '../../state/data-choices';
import { useExperiment, useImporting, useSession } from '../session-context';
import { DataFacts } from './DataFacts';
import { FilesInUse } from './FilesInUse';
import { GeneratorKnobs } from './GeneratorKnobs';
import { GeneratorSliders } from './GeneratorSliders';
import { OpenFiles } from './OpenFiles';
import { PresetSelect } from './PresetSelect';
import './data.css';

/** Stands for the generator among the real sets: its presets are chosen below. */
const GENERATOR = 'generator';
/** Stands for files of this computer. */
const FILES = 'files';

export function DataPanel() {
  const session = useSession();
  const data = useExperiment((state) => state.settings.data);
  const chosen = choiceOf(data);
  const isGenerator = data.source === 'generator';
  const inUse = useImporting((state) => state.inUse);
  const isFiles = data.source === 'files';
  const choose = (value: string) => {
    if (value === FILES) {
      if (inUse) session.chooseData({ ...inUse.reading.choices, source: 'files', id: inUse.name });
      return;
    }
    const choice: DataChoice | undefined =
      value === GENERATOR ? GENERATOR_CHOICES[0] : BUILTIN_CHOICES.find(({ id }) => id === value);
    if (choice) session.chooseData({ source: choice.source, id: choice.id });
  };
  return (
    <section className="data" aria-labelledby="data-title">
      <h2 id="data-title">Data</h2>
      <RadioGroup.Root
        className="data-choices"
        aria-label="Data set"
        value={isGenerator ? GENERATOR : isFiles ? FILES : data.id}
        onValueChange={choose}
      >
        <RadioGroup.Item className="data-choice" value={GENERATOR}>
          <span className="data-dot" aria-hidden="true" />
          Pictures and sounds, generated
        </RadioGroup.Item>
        {BUILTIN_CHOICES.map((choice) => (
          <RadioGroup.Item key={choice.id} className="data-choice" value={choice.id}>
            <span className="data-dot" aria-hidden="true" />
            {choice.name}
          </RadioGroup.Item>
        ))}
        {inUse || isFiles ? (
          <RadioGroup.Item className="data-choice" value={FILES}>
            <span className="data-dot" aria-hidden="true" />
            <span>
              Your files: <bdi>{inUse?.name ?? data.id}</bdi>
            </span>
          </RadioGroup.Item>
        ) : null}
      </RadioGroup.Root>
      <OpenFiles />
      {isFiles ? <FilesInUse /> : null}
      {isGenerator ? <PresetSelect /> : null}
      {chosen ? <p className="small quiet">{chosen.explanation}</p> : null}
      {isGenerator ? <GeneratorSliders /> : null}
      {isGenerator ? <GeneratorKnobs /> : null}
      <DataFacts licence={chosen?.licence ?? null} />
    </section>
  );
}
