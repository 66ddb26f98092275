/** The sheet for trying: the sample on one side, what every run of the race says of it on the other. */
import { Dialog } from 'radix-ui';
import { useMemo, useRef } from 'react';
import { namedModalities } from '../../state/measures/head-name';
import { triedStory } from '../../state/trying/tried-story';
import { ScrollRegion } from '../controls/ScrollRegion';
import importSheetCss from '../data/ImportSheet.module.css';
import { useExperiment, useImporting, useRace, useSession, useTrying } from '../session-context';
import { RecordOne } from './RecordOne';
import { TriedPart } from './TriedPart';
import { TriedRun } from './TriedRun';
import css from './TrySheet.module.css';

export default function TrySheet() {
  const { trying } = useSession();
  return (
    <Dialog.Root open onOpenChange={(open) => open || trying.show(false)}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content className={`floating ${importSheetCss.sheet}`}>
          <header className={importSheetCss.head}>
            <Dialog.Title className={`${importSheetCss.title} large`}>Try it</Dialog.Title>
            <Dialog.Description className="small quiet">
              A sample for the nets of this race, which learn nothing from it.
            </Dialog.Description>
            <Dialog.Close className={`button ${importSheetCss.close}`}>Close</Dialog.Close>
          </header>
          <ScrollRegion
            className={`${importSheetCss.body} ${css.body}`}
            label="The sample and the answers, scrolls"
          >
            <Sample />
            <Answers />
          </ScrollRegion>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Sample() {
  const { trying } = useSession();
  const summary = useExperiment((state) => state.summary);
  const parts = useTrying((state) => state.parts);
  const failed = useTrying((state) => state.failed);
  const isMedia = useImporting(({ inUse }) => inUse?.reading.report.isMedia ?? false);
  const isFiles = useExperiment(({ settings }) => settings.data.source === 'files');
  const files = useRef<HTMLInputElement>(null);
  if (!summary) return null;
  return (
    <div className={css.sample}>
      <div className={css.acts}>
        <button type="button" className="button outlined" onClick={trying.takeAnother}>
          Another held-out sample
        </button>
        {isFiles && isMedia ? (
          <button type="button" className="button outlined" onClick={() => files.current?.click()}>
            Open a picture or sound
          </button>
        ) : null}
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to try"
        onChange={({ currentTarget }) => {
          if (currentTarget.files?.length) void trying.takeChosen([...currentTarget.files]);
          currentTarget.value = '';
        }}
      />
      {isFiles && isMedia ? <RecordOne /> : null}
      {failed ? (
        <p className="small" role="alert">
          <span className="problem">{failed.message}</span> {failed.hint}
        </p>
      ) : null}
      {parts.map((part, m) => {
        const modality = summary.modalities[m];
        return modality ? (
          <TriedPart key={modality.id} place={m} part={part} modality={modality} />
        ) : null;
      })}
    </div>
  );
}

function Answers() {
  const summary = useExperiment((state) => state.summary);
  const parts = useTrying((state) => state.parts);
  const answers = useTrying((state) => state.answers);
  const isWaiting = useTrying((state) => state.isWaiting);
  const record = useRace((state) => state.record);
  const modalities = useMemo(() => namedModalities(summary), [summary]);
  const isCovered = parts.map((part) => part.isCovered);
  if (!summary) return null;
  return (
    <div className={css.answers} aria-busy={isWaiting}>
      {answers.length === 0 ? (
        <p className="small quiet" role="status">
          {isWaiting ? 'The nets are being asked.' : 'No net of this race can be asked.'}
        </p>
      ) : null}
      {answers.map((answer) => (
        <TriedRun
          key={answer.run}
          label={record.find(({ name }) => name === answer.run)?.label ?? answer.run}
          story={triedStory(answer, modalities)}
          classNames={summary.classNames}
          covered={isCovered.every(Boolean) ? 'all' : isCovered.some(Boolean) ? 'some' : 'none'}
        />
      ))}
    </div>
  );
}
