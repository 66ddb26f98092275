/** The strip on top: play, step, reset, seed, the epoch, the back end, ways to share and to look. Play is the page's only filled button. */

import { AWAY } from '../../state/views';
import { useRace, useReplay, useTheme, useUndo } from '../session-context';
import { BackendBadge } from './BackendBadge';
import { CommandButton } from './CommandButton';
import { EpochCounter } from './EpochCounter';
import { PauseGlyph, PlayGlyph, ResetGlyph, StepGlyph } from './glyphs';
import { HelpSheet } from './HelpSheet';
import { SeedControl } from './SeedControl';
import { ShareButton } from './ShareButton';
import { StepMenu } from './StepMenu';
import css from './TopStrip.module.css';

export function TopStrip() {
  const trains = useRace((state) => state.phase === 'running');
  const replays = useReplay((state) => state.isPlaying);
  const running = trains || replays;
  const canUndo = useUndo(({ past }) => past.length > 0);
  return (
    <header className={css.strip}>
      <p className={css.name}>Modality Lab</p>
      <fieldset className={css.group} aria-label="Race" data-tour="play">
        <CommandButton id="play" filled glyph={running ? <PauseGlyph /> : <PlayGlyph />} />
        <span className={css.step}>
          <CommandButton id="step" glyph={<StepGlyph />} />
          <StepMenu />
        </span>
        <CommandButton id="slow-motion" />
        <CommandButton id="reset" glyph={<ResetGlyph />} />
        {canUndo ? <CommandButton id="undo" /> : null}
        <SeedControl />
        <CommandButton id="seeds" />
      </fieldset>
      <EpochCounter />
      <div className={`${css.group} ${css.end}`}>
        <BackendBadge />
        <ShareButton />
        {AWAY.map(({ id }) => (
          <CommandButton key={id} id={id} />
        ))}
        <ThemeToggle />
        <HelpSheet />
      </div>
    </header>
  );
}

/** Light or dark. */
function ThemeToggle() {
  const theme = useTheme((state) => state.theme);
  const toggle = useTheme((state) => state.toggle);
  return (
    <button type="button" className="button" aria-pressed={theme === 'dark'} onClick={toggle}>
      Dark
    </button>
  );
}
