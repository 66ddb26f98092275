/** Camera and microphone for one sample: opened, looked at, and recorded from. */
import { useEffect, useRef } from 'react';
import { useSession, useTrying } from '../session-context';
import css from './RecordOne.module.css';

export function RecordOne() {
  const { trying } = useSession();
  const devices = useTrying((state) => state.devices);
  const view = useTrying((state) => state.view);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (view) place.current?.replaceChildren(view);
  }, [view]);
  if (devices === 'closed' || devices === 'opening') {
    return (
      <div>
        <button
          type="button"
          className="button outlined"
          aria-disabled={devices === 'opening'}
          onClick={() => void trying.openDevices()}
        >
          Record a sample
        </button>
        <p className="small quiet">Nothing leaves this tab.</p>
      </div>
    );
  }
  return (
    <div className={css.record}>
      {view ? (
        <div ref={place} className={css.view} role="img" aria-label="What the camera sees" />
      ) : null}
      <div className={css.acts}>
        <button type="button" className="button outlined" onClick={() => void trying.record()}>
          {devices === 'recording' ? 'Recording ...' : 'Record now'}
        </button>
        <button type="button" className="button" onClick={trying.closeDevices}>
          Close the camera
        </button>
      </div>
    </div>
  );
}
