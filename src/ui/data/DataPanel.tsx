/** The left column: which data, what is in them, and the generator's few sliders. */
import { choiceOf, GENERATOR_CHOICES } from '../../state/data-choices';
import { leftOutCount, readingText } from '../../state/importing/tell-import';
import { Choice } from '../controls/Choice';
import { useExperiment, useImporting, useSession } from '../session-context';
import { DataCards } from './DataCards';
import { DataFacts } from './DataFacts';
import css from './DataPanel.module.css';
import { GeneratorKnobs } from './GeneratorKnobs';
import { GeneratorSliders } from './GeneratorSliders';
import { KeepFiles } from './KeepFiles';
import { OpenFiles } from './OpenFiles';
import { TakeAway } from './TakeAway';

export function DataPanel() {
  const data = useExperiment((state) => state.settings.data);
  const chosen = choiceOf(data);
  const isGenerator = data.source === 'generator';
  return (
    <section className={css.data} aria-labelledby="data-title" data-tour="data">
      <h2 id="data-title">Data</h2>
      <DataCards />
      <OpenFiles />
      <KeepFiles />
      {data.source === 'files' ? <FilesInUse /> : null}
      {isGenerator ? <PresetSelect /> : null}
      {chosen ? <p className="small quiet">{chosen.explanation}</p> : null}
      {isGenerator ? <GeneratorSliders /> : null}
      {isGenerator ? <GeneratorKnobs /> : null}
      <TakeAway />
      <DataFacts licence={chosen?.licence ?? null} />
    </section>
  );
}

/** The generator's presets. */
function PresetSelect() {
  const session = useSession();
  const data = useExperiment((state) => state.settings.data);
  return (
    <Choice
      label="Preset"
      value={choiceOf(data)?.id ?? ''}
      setting="data.id"
      options={GENERATOR_CHOICES.map(({ id, name }) => ({ value: id, name }))}
      onChange={(id) => session.chooseData({ source: 'generator', id })}
    />
  );
}

/** What is said of a person's own files: how they were understood, or that they must be opened again. */
function FilesInUse() {
  const { importing } = useSession();
  const inUse = useImporting((state) => state.inUse);
  const name = useExperiment((state) => state.settings.data.id);
  if (!inUse) {
    return (
      <p className="small">
        This page was loaded anew, and files stay on your computer: open <bdi>{name}</bdi> again, or
        choose another data set. The choices made for it are still known.
      </p>
    );
  }
  const left = leftOutCount(inUse.reading);
  return (
    <p className="small quiet">
      {readingText(inUse.reading)}
      {left > 0 ? `; ${left} left out` : ''}.{' '}
      <button type="button" className="link" onClick={importing.reopen}>
        Report and choices
      </button>
    </p>
  );
}
