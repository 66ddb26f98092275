/**
 * The sheet that saves one figure: as which file, how wide on paper, with or without its caption. What it shows is the
 * figure drawn anew at that width on light ground, and the file is read from it. Loaded when somebody opens it.
 */
import { Dialog } from 'radix-ui';
import { type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { pagePx } from '../../state/figure-files/drawing';
import type { FigureSource } from '../../state/figure-files/figure-source';
import { raceWords } from '../../state/figure-files/race-words';
import { sentences } from '../../state/figure-files/sentences';
import type { ShownRace } from '../../state/time/shown-store';
import { ScrollRegion } from '../controls/ScrollRegion';
import importSheetCss from '../data/ImportSheet.module.css';
import { saveBlob } from '../runs/save-file';
import { useShown } from '../session-context';
import { figureFile } from './figure-file';
import { FORMATS, type FormatId, WIDTHS } from './figure-formats';
import css from './SaveSheet.module.css';

interface Props {
  readonly title: string;
  readonly says: readonly (string | undefined)[];
  readonly figure: ReactNode;
  /** What it was drawn from; null for the race on the page. */
  readonly source: FigureSource | null;
  /** Where the keyboard goes on when the sheet is closed. */
  readonly opener: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

interface RadiosProps<T extends string | number> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly word: string; readonly note: string }[];
  readonly onChange: (value: T) => void;
}

function Radios<T extends string | number>({ label, value, options, onChange }: RadiosProps<T>) {
  const name = useId();
  return (
    <fieldset className={css.radios}>
      <legend className="small quiet">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.word} <span className="small quiet">{option.note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The browser lays the figure out within one frame, and paints it in the next. */
const twoFrames = () =>
  new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** The race on the page; one of the past is not what the page's address opens. */
const sourceOf = (race: ShownRace): FigureSource => ({
  words: raceWords(race),
  settings: race.settings,
  link: race.origin === null ? location.href : null,
});

export default function SaveSheet({ title, says, figure, source, opener, onClose }: Props) {
  const race = useShown((state) => state);
  const { words: sourceWords, settings, link } = source ?? sourceOf(race);
  const [format, setFormat] = useState<FormatId>('pdf');
  const [mm, setWidth] = useState<number>(WIDTHS[0].value);
  const [hasCaption, setCaption] = useState(false);
  const [words, setWords] = useState(() =>
    [sentences(...says), sourceWords].filter(Boolean).join(' '),
  );
  const [told, setTold] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const paper = useRef<HTMLDivElement>(null);

  const save = async () => {
    setFailed(null);
    setTold('Writing the file ...');
    await Promise.all([twoFrames(), document.fonts.ready]);
    if (!paper.current) return;
    try {
      const { file, name, note } = await figureFile(paper.current, {
        format,
        mm,
        about: {
          title,
          caption: words,
          link,
          settings: JSON.stringify(settings),
        },
      });
      saveBlob(file, name);
      setTold([`${name} is saved.`, note].filter(Boolean).join(' '));
    } catch (error) {
      setTold(null);
      setFailed(
        `The figure could not be written: ${error instanceof Error ? error.message : String(error)} Choose a smaller size or another format.`,
      );
    }
  };

  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className={`floating ${importSheetCss.sheet}`}
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            opener.current?.focus();
          }}
        >
          <header className={importSheetCss.head}>
            <Dialog.Title className={`${importSheetCss.title} large`}>
              Save figure: {title}
            </Dialog.Title>
            <Dialog.Close className={`button ${importSheetCss.close}`}>Close</Dialog.Close>
          </header>
          <div className={`${importSheetCss.body} ${css.body}`}>
            <div className={css.choices}>
              <Radios label="Format" value={format} options={FORMATS} onChange={setFormat} />
              <Radios label="Width on paper" value={mm} options={WIDTHS} onChange={setWidth} />
              <label className={css.check}>
                <input
                  type="checkbox"
                  checked={hasCaption}
                  onChange={(event) => setCaption(event.target.checked)}
                />
                Caption under the figure
              </label>
              <label className={css.words}>
                <span className="small quiet">
                  Caption; it stands in the file’s own description as well
                </span>
                <textarea
                  className="field"
                  rows={6}
                  value={words}
                  onChange={(event) => setWords(event.target.value)}
                />
              </label>
            </div>
            <ScrollRegion className={css.preview} label="The figure as it is saved, scrolls">
              <div
                ref={paper}
                className={css.paper}
                data-figure="paper"
                data-wide={mm > WIDTHS[0].value}
                inert
                style={{ width: pagePx(mm) }}
              >
                {figure}
                {hasCaption ? <p className={`${css.caption} small`}>{words}</p> : null}
              </div>
            </ScrollRegion>
          </div>
          <footer className={`${importSheetCss.foot} ${css.foot}`}>
            <button type="button" className="button outlined" onClick={() => void save()}>
              Save
            </button>
            <p role="status" className="small quiet">
              {told}
            </p>
            {failed === null ? null : (
              <p role="alert" className="small problem">
                {failed}
              </p>
            )}
          </footer>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
