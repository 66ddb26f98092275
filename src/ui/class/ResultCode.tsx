/**
 * At a scene's end: the result code of this browser, to copy, to show as a QR code, or to save. There once the races that
 * were run have all their numbers. In a class it also says which seed is this browser's own.
 */
import { Popover } from 'radix-ui';
import { lazy, Suspense, useMemo } from 'react';
import { listed } from '../../state/format';
import { ownCode } from '../../state/lessons/class/own-code';
import { saveFile } from '../runs/save-file';
import { useStage } from '../stage/use-stage';
import { CopyButton } from './CopyButton';
import css from './ResultCode.module.css';

const QrPicture = lazy(async () => ({ default: (await import('./QrPicture')).QrPicture }));

export function ResultCode() {
  const state = useStage((all) => all);
  const own = useMemo(() => ownCode(state), [state]);
  if (!own) return null;
  const { code, seed, missing } = own;
  const name = `result-${state.scene?.id ?? 'scene'}-${seed}`;
  return (
    <Popover.Root>
      <Popover.Trigger className="button outlined">Your result code</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={`floating ${css.card}`}
          aria-label="Your result code"
          side="top"
          sideOffset={8}
          align="start"
          collisionPadding={8}
        >
          <p>
            Send this to your teacher: your guess and what came, with seed {seed}. No name is in it.
          </p>
          <p className={css.code}>{code}</p>
          {missing.length === 0 ? null : (
            <p>
              Not in it yet: {listed(missing.map((label) => `“${label}”`))}. Train that too before
              you send it; a seed counts once.
            </p>
          )}
          <div className={css.buttons}>
            <CopyButton
              text={code}
              word="Copy code"
              done="Copied."
              byHand="This browser does not let the page copy; select the code by hand."
            />
            <button
              type="button"
              className="button outlined"
              onClick={() =>
                saveFile({ name: `${name}.txt`, type: 'text/plain', text: `${code}\n` })
              }
            >
              Save as text
            </button>
          </div>
          <Suspense fallback={null}>
            <QrPicture text={code} label="QR code of your result code" fileName={`${name}.png`} />
          </Suspense>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
