/**
 * The sheet of an import: how far it has come, what was read, what can be chosen, what was left out. Loaded with
 * the first file that is opened.
 */
import { Dialog } from 'radix-ui';
import type { Failure } from '../../protocol/failure';
import { counted, sizeText } from '../../state/importing/tell-import';
import { useImporting, useSession } from '../session-context';
import noticesCss from '../shell/Notices.module.css';
import { FormatGuide } from './FormatGuide';
import { ImportChoices } from './ImportChoices';
import { ImportProgress } from './ImportProgress';
import { ImportQuestions } from './ImportQuestions';
import { ImportReport } from './ImportReport';
import css from './ImportSheet.module.css';
import { PublishedOffer } from './PublishedOffer';
import { UseImport } from './UseImport';

interface Props {
  readonly chooseFiles: () => void;
}

export default function ImportSheet({ chooseFiles }: Props) {
  const { importing } = useSession();
  const guide = useImporting((state) => state.guide);
  const current = useImporting((state) => state.current);
  const isGuide = guide || !current;
  return (
    <Dialog.Root open onOpenChange={(open) => open || importing.show(false)}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className={`floating ${css.sheet}`}
          aria-describedby={undefined}
          tabIndex={-1}
          onOpenAutoFocus={(event) => {
            // the sheet itself, so that Space does not close what has just opened
            event.preventDefault();
            (event.currentTarget as HTMLElement | null)?.focus();
          }}
        >
          <header className={css.head}>
            <Dialog.Title className={`${css.title} large`}>
              {isGuide ? 'What can be opened' : current.name}
            </Dialog.Title>
            {isGuide || current.phase === 'gathering' ? null : (
              <p className="small quiet">
                {counted(current.files, 'file', 'files')}, {sizeText(current.bytes)}. Nothing leaves
                this tab.
              </p>
            )}
            <Dialog.Close className={`button ${css.close}`}>Close</Dialog.Close>
          </header>
          {isGuide ? <WhatCanBeOpened /> : <Current />}
          {isGuide ? (
            <footer className={css.foot}>
              <button type="button" className="button outlined" onClick={chooseFiles}>
                Open files on this computer
              </button>
            </footer>
          ) : (
            <UseImport chooseFiles={chooseFiles} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Empty while the thread that knows is being asked. */
function WhatCanBeOpened() {
  const told = useImporting((state) => state.told);
  if (told && 'sections' in told) return <FormatGuide guide={told} />;
  return <div className={css.body}>{told ? <Failed {...told} /> : null}</div>;
}

function Failed({ message, hint }: Failure) {
  return (
    <div role="alert" className={noticesCss.notice} data-tone="problem">
      <p>
        {message} <span className="quiet">{hint}</span>
      </p>
    </div>
  );
}

function Current() {
  const current = useImporting((state) => state.current);
  if (!current) return null;
  const { phase, failure, reading, offer } = current;
  const isBusy = phase === 'gathering' || phase === 'reading';
  return (
    <div className={css.body}>
      {isBusy ? <ImportProgress /> : null}
      {failure ? <Failed {...failure} /> : null}
      <ImportQuestions />
      {reading ? (
        <div className={css.report} aria-busy={isBusy}>
          <ImportReport reading={reading} choices={<ImportChoices />} />
        </div>
      ) : (
        <>
          <PublishedOffer />
          {offer && !isBusy ? <ImportChoices /> : null}
        </>
      )}
    </div>
  );
}
