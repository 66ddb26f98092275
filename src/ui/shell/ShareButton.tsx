/**
 * Copies the page's address, which carries the whole experiment, and says so; where the browser forbids that, a
 * field holds the address to copy by hand.
 */
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { copyText } from '../controls/copy-text';
import { useExperiment } from '../session-context';
import css from './ShareButton.module.css';

type Outcome = 'copying' | 'copied' | 'by-hand';

export function ShareButton() {
  const hasOwnFiles = useExperiment((state) => state.settings.data.source === 'files');
  const [outcome, setOutcome] = useState<Outcome>('copying');
  const onOpen = async (open: boolean) => {
    if (!open) return;
    setOutcome('copying');
    setOutcome((await copyText(location.href)) ? 'copied' : 'by-hand');
  };
  return (
    <Popover.Root onOpenChange={onOpen}>
      <Popover.Trigger className="button">Share</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`floating ${css.card}`}
          aria-label="Share"
          sideOffset={8}
          align="end"
          collisionPadding={8}
        >
          <p role="status">
            {outcome === 'copied' ? 'The address is copied.' : null}
            {outcome === 'by-hand' ? 'Copy this address:' : null}
          </p>
          {outcome === 'by-hand' ? (
            <input
              className="field"
              aria-label="Address"
              readOnly
              value={location.href}
              ref={(field) => field?.select()}
            />
          ) : null}
          <p className="quiet">
            Whoever opens it finds this experiment: its data, methods, knobs and seed.
            {hasOwnFiles ? ' Your files are not in it; they stay on this computer.' : ''}
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
