/** Takes files that are dropped anywhere on the page, and what is pasted outside a text field. */
import { useEffect, useState } from 'react';
import { useSession } from '../session-context';
import { isTyping } from '../shell/use-shortcuts';
import css from './DropZone.module.css';

const carriesFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes('Files') ?? false;

export function DropZone() {
  const { importing } = useSession();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    // leaving for nowhere is leaving the window
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      void importing.openDropped(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (!event.clipboardData || isTyping(event.target)) return;
      if (importing.openPasted(event.clipboardData)) event.preventDefault();
    };
    document.addEventListener('dragover', onOver);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('dragover', onOver);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
    };
  }, [importing]);
  return isOver ? (
    <div className={css.zone} aria-hidden="true">
      <p>Drop to open. Nothing leaves this tab.</p>
    </div>
  ) : null;
}
