/**
 * Help: what the page is, its words, its keys, and, in the whole lab, the tour. Opens with its button or with `?`. The
 * pages for teachers and the assignments are those of the stage's menu.
 */
import { Dialog, Tabs } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { ABOUT } from '../../state/help/tour';
import tabs from '../controls/tabs.module.css';
import { Glossary } from '../help/Glossary';
import { KeyTable } from '../help/KeyTable';
import { Tour } from '../help/Tour';
import { usePageVersion, useView } from '../session-context';
import { OpenPage } from '../stage/OpenPage';
import { STAGE_PAGES } from '../stage/stage-pages';
import css from './HelpSheet.module.css';
import { isTyping } from './use-shortcuts';

/** What stands in the place of the sheet once it has sent somebody on. */
type Beside = 'tour' | { readonly page: string } | null;

interface AboutProps {
  readonly onGo: (beside: Beside) => void;
}

function About({ onGo }: AboutProps) {
  const isLab = useView(({ view }) => view === 'lab');
  const isKept = usePageVersion((state) => state.isKept);
  return (
    <>
      {ABOUT.map((says) => (
        <p key={says}>{says}</p>
      ))}
      <div className={css.ways}>
        {isLab ? (
          <button type="button" className="button outlined" onClick={() => onGo('tour')}>
            Take the tour
          </button>
        ) : null}
        {STAGE_PAGES.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className="button outlined"
            onClick={() => onGo({ page: id })}
          >
            {label}
          </button>
        ))}
      </div>
      <p className="small quiet">
        Modality Lab is under the MIT licence.{' '}
        <a href="./licences.txt" target="_blank" rel="noreferrer">
          What it is built from, and under which licences
        </a>
      </p>
      {isKept ? (
        <p className="small quiet">
          This page is kept on this computer; it also works without a network.
        </p>
      ) : null}
    </>
  );
}

const PAGES = [
  { id: 'about', word: 'This page' },
  { id: 'words', word: 'Words' },
  { id: 'keys', word: 'Keys' },
] as const;

export function HelpSheet() {
  const [isOpen, setOpen] = useState(false);
  const [beside, setBeside] = useState<Beside>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !isTyping(event.target)) setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const go = (to: Beside) => {
    setOpen(false);
    setBeside(to);
  };
  const comeBack = () => {
    setBeside(null);
    button.current?.focus();
  };
  return (
    <>
      <Dialog.Root open={isOpen} onOpenChange={setOpen}>
        <Dialog.Trigger ref={button} className="button" aria-keyshortcuts="?">
          Help
        </Dialog.Trigger>
        <Dialog.Portal>
          <Dialog.Overlay className="overlay" />
          <Dialog.Content
            className={`floating ${css.sheet}`}
            aria-describedby={undefined}
            onCloseAutoFocus={(event) => {
              // what comes next takes the focus itself
              if (beside !== null) event.preventDefault();
            }}
          >
            <Dialog.Title className="large">Help</Dialog.Title>
            <Tabs.Root defaultValue="about" className={css.pages}>
              <Tabs.List className={css.list} aria-label="Help">
                {PAGES.map(({ id, word }) => (
                  <Tabs.Trigger key={id} value={id} className={tabs.tab}>
                    {word}
                  </Tabs.Trigger>
                ))}
              </Tabs.List>
              <Tabs.Content value="about" className={css.page}>
                <About onGo={go} />
              </Tabs.Content>
              <Tabs.Content value="words" className={css.page}>
                <Glossary />
              </Tabs.Content>
              <Tabs.Content value="keys" className={css.page}>
                <KeyTable />
              </Tabs.Content>
            </Tabs.Root>
            <Dialog.Close className="button outlined">Close</Dialog.Close>
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      {beside === 'tour' ? <Tour onLeave={comeBack} /> : null}
      {beside !== null && beside !== 'tour' ? (
        <OpenPage id={beside.page} onClose={comeBack} />
      ) : null}
    </>
  );
}
