/** What camera and microphone give now, which of them are used, and what is wrong with them. */
import { useEffect, useRef } from 'react';
import type { RecordedParts } from '../../state/recording/recording-store';
import { Choice } from '../controls/Choice';
import { useRecording, useSession } from '../session-context';
import css from './Devices.module.css';

const PARTS: readonly { readonly value: RecordedParts; readonly name: string }[] = [
  { value: 'both', name: 'A picture and a second of sound' },
  { value: 'pictures', name: 'Pictures alone' },
  { value: 'sounds', name: 'Sounds alone, a second each' },
];

const COUNTDOWNS = [
  { value: '0', name: 'None' },
  { value: '3', name: '3 seconds' },
  { value: '5', name: '5 seconds' },
];

export function Devices() {
  const { recording } = useSession();
  const parts = useRecording((state) => state.parts);
  const countdownS = useRecording((state) => state.countdownS);
  return (
    <div className={css.devices}>
      {parts === 'sounds' ? null : <View />}
      {parts === 'pictures' ? null : <Level />}
      <Problems />
      <Choice
        label="Each sample is"
        value={parts}
        options={PARTS}
        onChange={(value) => {
          const chosen = PARTS.find((each) => each.value === value);
          if (chosen) recording.record(chosen.value);
        }}
      />
      {parts === 'sounds' ? null : <Cameras />}
      <Choice
        label="Countdown before a hold"
        value={String(countdownS)}
        options={COUNTDOWNS}
        onChange={(value) => recording.countDown(Number(value))}
      />
    </div>
  );
}

/** The camera's picture, as in a mirror where it faces the person. */
function View() {
  const view = useRecording((state) => state.view);
  const facing = useRecording((state) => state.facing);
  const devices = useRecording((state) => state.devices);
  const holding = useRecording((state) => state.holding);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (view) place.current?.replaceChildren(view);
  }, [view]);
  return (
    <div className={css.view} data-mirrored={facing === 'user'} data-recording={holding !== null}>
      <div ref={place} role="img" aria-label="What the camera sees" />
      {view ? null : (
        <p className="small quiet">
          {devices === 'opening'
            ? 'Waiting for the camera: allow it where the browser asks.'
            : 'No camera'}
        </p>
      )}
      {holding && holding.countS > 0 ? (
        <p className={css.count} aria-hidden="true">
          {holding.countS}
        </p>
      ) : null}
    </div>
  );
}

/** How loud it is. */
function Level() {
  const level = useRecording((state) => state.level);
  const devices = useRecording((state) => state.devices);
  return (
    <div className={css.level}>
      <span id="level-name" className="small quiet">
        Microphone
      </span>
      <meter aria-labelledby="level-name" min={0} max={1} value={devices === 'open' ? level : 0} />
    </div>
  );
}

function Problems() {
  const { recording } = useSession();
  const problems = useRecording((state) => state.problems);
  const all = Object.values(problems);
  if (all.length === 0) return null;
  return (
    <div role="alert" className="small stack">
      {all.map(({ message, hint }) => (
        <p key={message}>
          <span className="problem">{message}</span> {hint}
        </p>
      ))}
      <button type="button" className={`button outlined ${css.again}`} onClick={recording.tryAgain}>
        Try again
      </button>
    </div>
  );
}

/** Which camera, by its name; on a phone front and rear. */
function Cameras() {
  const { recording } = useSession();
  const cameras = useRecording((state) => state.cameras);
  const cameraId = useRecording((state) => state.cameraId);
  if (cameras.length < 2) return null;
  return (
    <div className="stack">
      <Choice
        label="Camera"
        value={cameraId ?? ''}
        options={cameras.map(({ id, name }) => ({ value: id, name }))}
        onChange={recording.useCamera}
      />
      <button type="button" className={`button ${css.again}`} onClick={recording.turnCamera}>
        Front or rear
      </button>
    </div>
  );
}
