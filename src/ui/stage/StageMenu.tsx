/** The menu of the bar of scenes: pages for teachers, ways to look, and forgetting what is kept. */
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { command, runCommand } from '../../state/commands';
import { useSession, useTheme, useView } from '../session-context';
import { OpenPage } from './OpenPage';
import css from './StageMenu.module.css';
import { STAGE_PAGES } from './stage-pages';
import { useStage } from './use-stage';

export function StageMenu() {
  const session = useSession();
  const [page, setPage] = useState<string | null>(null);
  const theme = useTheme((state) => state.theme);
  const toggleTheme = useTheme((state) => state.toggle);
  const isProjected = useView((state) => state.view === 'projector');
  const isKept = useStage(({ kept }) => Object.keys(kept.guesses).length + kept.done.length > 0);
  const projector = command('projector');
  return (
    <>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className="button">More</DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className={`floating ${css.menu}`}
            align="end"
            sideOffset={8}
            collisionPadding={8}
          >
            {STAGE_PAGES.map(({ id, label }) => (
              <DropdownMenu.Item key={id} className={css.item} onSelect={() => setPage(id)}>
                {label}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Item className={css.item} onSelect={() => runCommand(session, projector)}>
              {projector.label(session)}
              <kbd>P</kbd>
            </DropdownMenu.Item>
            {isProjected ? null : (
              <DropdownMenu.CheckboxItem
                className={css.item}
                checked={theme === 'dark'}
                onCheckedChange={toggleTheme}
              >
                Dark
                <DropdownMenu.ItemIndicator>on</DropdownMenu.ItemIndicator>
              </DropdownMenu.CheckboxItem>
            )}
            <DropdownMenu.Item
              className={css.item}
              disabled={!isKept}
              onSelect={() => session.stage.forget()}
            >
              Forget my guesses and ticks
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {page === null ? null : <OpenPage id={page} onClose={() => setPage(null)} />}
    </>
  );
}
