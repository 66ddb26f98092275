/** Keys for the commands. They rest while a person types, presses a button with Space, or has a dialog open. */
import { useEffect } from 'react';
import { COMMANDS, runCommand } from '../../state/commands';
import { useSession } from '../session-context';

/** Whether a key press belongs to a text field or a choice. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input:not([type="range"]), textarea, select, [contenteditable="true"]') !== null
  );
}

/** As commands name it: the Mac's command key is Control, and Shift with Z is what Y is. */
function keyOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const plain = key.length === 1 ? key.toLowerCase() : key;
  if (!ctrlKey && !metaKey) return plain;
  return `Control+${plain === 'z' && shiftKey ? 'y' : plain}`;
}

/** Whether this element uses the key itself: Space on a button, arrows in a chart, a slider or a list. */
function isSpokenFor(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"], [role="listbox"]') !== null) return true;
  if (key === ' ') return target.closest('button, a, summary, [role="radio"]') !== null;
  if (key.startsWith('Arrow')) {
    return (
      target.closest(
        '[role="application"], [role="slider"], [type="range"], [role="radio"], [role="combobox"]',
      ) !== null
    );
  }
  return false;
}

export function useShortcuts(): void {
  const session = useSession();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const key = keyOf(event);
      const chosen = COMMANDS.find((each) => each.key === key);
      if (!chosen || isTyping(event.target) || isSpokenFor(event.target, key)) return;
      event.preventDefault();
      if (!event.repeat && !chosen.keyRests?.(session)) runCommand(session, chosen);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [session]);
}
