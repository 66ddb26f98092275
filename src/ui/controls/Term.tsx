/**
 * A word that explains itself: one plain sentence on focus, on a tap, or under the pointer; Escape takes it away.
 * Must not import stores.
 */
import { Tooltip } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import css from './Term.module.css';

interface Props {
  /** One plain sentence; a word without one stays plain. */
  readonly says: string | undefined;
  readonly children: ReactNode;
}

export function Term({ says, children }: Props) {
  const [open, setOpen] = useState(false);
  if (says === undefined) return children;
  return (
    <Tooltip.Provider delayDuration={300}>
      <Tooltip.Root open={open} onOpenChange={setOpen}>
        <Tooltip.Trigger
          type="button"
          className={css.term}
          onClick={(event) => {
            // the tooltip would close on a press; to a finger the press is what opens it
            event.preventDefault();
            setOpen(true);
          }}
        >
          {children}
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            className={`floating ${css.card} small`}
            side="bottom"
            align="start"
            sideOffset={4}
            collisionPadding={8}
          >
            {says}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
