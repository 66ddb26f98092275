/** Records while it is held, by a finger, the mouse, Space or Enter; a short press takes one sample. */
import { useRecording, useSession } from '../session-context';
import css from './RecordedClasses.module.css';

interface Props {
  readonly classId: number;
  readonly name: string;
}

const isHoldKey = (key: string): boolean => key === ' ' || key === 'Enter';

export function HoldButton({ classId, name }: Props) {
  const { recording } = useSession();
  const isOpen = useRecording(({ devices }) => devices === 'open');
  const countS = useRecording(({ holding }) =>
    holding?.classId === classId ? holding.countS : null,
  );
  const word = countS === null ? 'Hold to record' : countS > 0 ? `In ${countS} ...` : 'Recording';
  return (
    <button
      type="button"
      className={`button outlined ${css.hold}`}
      aria-label={`${word}: ${name}`}
      aria-disabled={!isOpen}
      data-recording={countS === 0}
      onPointerDown={(event) => {
        // a finger that slides off has not let go
        event.currentTarget.setPointerCapture(event.pointerId);
        if (event.button === 0) recording.hold(classId);
      }}
      onPointerUp={recording.letGo}
      onPointerCancel={recording.letGo}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isHoldKey(event.key)) return;
        event.preventDefault();
        if (!event.repeat) recording.hold(classId);
      }}
      onKeyUp={(event) => {
        if (isHoldKey(event.key)) recording.letGo();
      }}
      onBlur={recording.letGo}
    >
      {word}
    </button>
  );
}
