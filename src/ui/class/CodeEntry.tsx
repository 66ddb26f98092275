/** Where result codes come in: pasted, from files, or by the camera where the browser reads QR codes itself. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { tellFindings } from '../../state/lessons/class/class-words';
import { useClassCodes, useCodes } from '../session-context';
import { isTyping } from '../shell/use-shortcuts';
import { CameraScan, canScan } from './CameraScan';
import css from './CodeEntry.module.css';
import { Findings } from './Findings';
import { readCodeFiles } from './read-files';

const pastedPlace = (line: number): string => `line ${line}`;

export function CodeEntry() {
  const codes = useCodes();
  const findings = useClassCodes((state) => state.findings);
  const failed = useClassCodes((state) => state.failed);
  const [text, setText] = useState('');
  const [isScanning, setScanning] = useState(false);
  const [isReading, setReading] = useState(false);
  const files = useRef<HTMLInputElement>(null);

  const open = async (chosen: readonly File[]) => {
    if (chosen.length === 0) return;
    setReading(true);
    const { texts, refused } = await readCodeFiles(chosen);
    codes.read(texts, refused);
    setReading(false);
  };
  const opened = useRef(open);
  opened.current = open;
  useEffect(() => {
    // a paste or a drop anywhere on the sheet is meant for it
    const onPaste = (event: ClipboardEvent) => {
      if (!event.clipboardData || isTyping(event.target)) return;
      event.preventDefault();
      event.stopPropagation();
      const pasted = event.clipboardData.getData('text/plain');
      if (pasted !== '') codes.read([{ text: pasted, placeOf: pastedPlace }]);
      else void opened.current([...event.clipboardData.files]);
    };
    const onOver = (event: DragEvent) => event.preventDefault();
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      void opened.current([...(event.dataTransfer?.files ?? [])]);
    };
    // first of all, so that the page behind does not take them for data
    const way = { capture: true } as const;
    document.addEventListener('paste', onPaste, way);
    document.addEventListener('dragover', onOver, way);
    document.addEventListener('drop', onDrop, way);
    return () => {
      document.removeEventListener('paste', onPaste, way);
      document.removeEventListener('dragover', onOver, way);
      document.removeEventListener('drop', onDrop, way);
    };
  }, [codes]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    codes.read([{ text, placeOf: pastedPlace }]);
  };
  return (
    <section className={css.entry} aria-label="Add codes">
      <form className={css.form} onSubmit={submit}>
        <label htmlFor="class-codes-text">
          Paste the chat, with all that stands between the codes
        </label>
        <textarea
          id="class-codes-text"
          className={`field ${css.text}`}
          rows={5}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
          }}
        />
        <div className={css.buttons}>
          <button type="submit" className={`button ${css.filled}`}>
            Read codes
          </button>
          <button type="button" className="button outlined" onClick={() => files.current?.click()}>
            Open files
          </button>
          {canScan() ? (
            <button type="button" className="button outlined" onClick={() => setScanning(true)}>
              Scan with the camera
            </button>
          ) : null}
        </div>
      </form>
      <p className="quiet">
        Files: texts with codes, and pictures of QR codes, several at once.
        {canScan() ? '' : ' This browser cannot scan with the camera; paste the codes instead.'}{' '}
        Nothing leaves this tab.
      </p>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files with codes"
        onChange={(event) => {
          const input = event.currentTarget;
          void open([...(input.files ?? [])]).then(() => {
            input.value = '';
          });
        }}
      />
      {isScanning ? (
        <CameraScan
          onSeen={(seen) => codes.read([{ text: seen, placeOf: () => 'camera' }])}
          onClose={() => setScanning(false)}
        />
      ) : null}
      <p role="status">
        {isReading ? 'Reading the files.' : findings.length > 0 ? tellFindings(findings) : ''}
      </p>
      {failed ? (
        <p role="alert" className="problem">
          {failed.message} {failed.hint}
        </p>
      ) : null}
      <Findings findings={findings} />
    </section>
  );
}
