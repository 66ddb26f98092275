/** The left column: which data, what is in them, and the generator's few sliders. */
import { choiceOf } from '../../state/data-choices';
import { useExperiment } from '../session-context';
import { DataCards } from './DataCards';
import { DataFacts } from './DataFacts';
import css from './DataPanel.module.css';
import { FilesInUse } from './FilesInUse';
import { GeneratorKnobs } from './GeneratorKnobs';
import { GeneratorSliders } from './GeneratorSliders';
import { OpenFiles } from './OpenFiles';
import { PresetSelect } from './PresetSelect';

export function DataPanel() {
  const data = useExperiment((state) => state.settings.data);
  const chosen = choiceOf(data);
  const isGenerator = data.source === 'generator';
  return (
    <section className={css.data} aria-labelledby="data-title">
      <h2 id="data-title">Data</h2>
      <DataCards />
      <OpenFiles />
      {data.source === 'files' ? <FilesInUse /> : null}
      {isGenerator ? <PresetSelect /> : null}
      {chosen ? <p className="small quiet">{chosen.explanation}</p> : null}
      {isGenerator ? <GeneratorSliders /> : null}
      {isGenerator ? <GeneratorKnobs /> : null}
      <DataFacts licence={chosen?.licence ?? null} />
    </section>
  );
}
