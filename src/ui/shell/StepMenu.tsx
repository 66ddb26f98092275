/** The smaller step beside Step: one batch of every method. */
import { Popover } from 'radix-ui';
import { command } from '../../state/commands';
import { CommandButton } from './CommandButton';
import css from './StepMenu.module.css';

export function StepMenu() {
  return (
    <Popover.Root>
      <Popover.Trigger className={`button ${css.menu}`} aria-label="Smaller steps">
        <svg width="10" height="6" viewBox="0 0 10 6" aria-hidden="true">
          <path d="M1 1l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.4" />
        </svg>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`floating ${css.card}`}
          aria-label="Smaller steps"
          sideOffset={8}
          align="start"
          collisionPadding={8}
        >
          <CommandButton id="step-batch" />
          <p className="quiet">
            {command('step-batch').explanation} Curves get a point when an epoch is full.
          </p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
