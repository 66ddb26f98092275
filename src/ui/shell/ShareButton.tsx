/**
 * Copies the page's address, which carries the whole experiment, and says so; where the browser forbids that, a
 * field holds the address to copy by hand. Once the race has ended its end numbers can go with it.
 */
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { hasEnded } from '../../state/links/has-ended';
import { copyText } from '../controls/copy-text';
import { useExperiment, useSession, useShown } from '../session-context';
import css from './ShareButton.module.css';

type Outcome = 'copying' | 'copied' | 'by-hand';

export function ShareButton() {
  const session = useSession();
  const canCarry = useShown(hasEnded);
  const hasOwnFiles = useExperiment((state) => state.settings.data.source === 'files');
  const [outcome, setOutcome] = useState<Outcome>('copying');
  const [address, setAddress] = useState('');
  const copy = async (text: string) => {
    setOutcome('copying');
    setAddress(text);
    setOutcome((await copyText(text)) ? 'copied' : 'by-hand');
  };
  const copyWithNumbers = async () => {
    const { writeLink, endedRuns } = await import('../../state/links/end-numbers-link');
    const { settings, record } = session.shown.getState();
    const { origin, pathname, search } = location;
    await copy(`${origin}${pathname}${search}${writeLink(settings, endedRuns(record))}`);
  };
  return (
    <Popover.Root onOpenChange={(open) => open && copy(location.href)}>
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
              value={address}
              ref={(field) => field?.select()}
            />
          ) : null}
          <p className="quiet">
            Whoever opens it finds this experiment: its data, methods, knobs and seed.
            {hasOwnFiles ? ' Your files are not in it; they stay on this computer.' : ''}
          </p>
          {canCarry ? (
            <p>
              <button type="button" className="link" onClick={copyWithNumbers}>
                Copy it with the end numbers
              </button>
              <span className="quiet">
                : whoever plays it is told whether the same numbers come out.
              </span>
            </p>
          ) : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
