/**
 * Reads QR codes with the camera, one after the other, where the browser has a reader of its own (`BarcodeDetector`).
 * The pictures of the camera stay in this component.
 */
import { useEffect, useRef, useState } from 'react';
import css from './CameraScan.module.css';

/** What of the browser's reader is used; the standard types do not know it yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorMaker = new (options: { readonly formats: readonly string[] }) => Detector;

const isMaker = (value: unknown): value is DetectorMaker => typeof value === 'function';

/** The browser's reader; null where it has none. */
function detectorMaker(): DetectorMaker | null {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return isMaker(found) && 'mediaDevices' in navigator ? found : null;
}

export const canScan = (): boolean => detectorMaker() !== null;

/** Often enough to feel at once, seldom enough for a slow laptop. */
const EVERY_MS = 250;

interface Props {
  /** A code that was seen; the same one is not told twice in a row. */
  readonly onSeen: (text: string) => void;
  readonly onClose: () => void;
}

export function CameraScan({ onSeen, onClose }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  useEffect(() => {
    const Maker = detectorMaker();
    const shown = video.current;
    if (!Maker || !shown) return;
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOpen = true;
    let last = '';
    const look = async (detector: Detector) => {
      if (!isOpen) return;
      try {
        const [code] = await detector.detect(shown);
        if (isOpen && code && code.rawValue !== last) {
          last = code.rawValue;
          seen.current(code.rawValue);
        }
      } catch {
        // a frame that is not there yet; the next one is
      }
      timer = setTimeout(() => void look(detector), EVERY_MS);
    };
    const open = async () => {
      try {
        const given = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment' },
        });
        if (!isOpen) {
          for (const track of given.getTracks()) track.stop();
          return;
        }
        stream = given;
        shown.srcObject = given;
        // frames come when they come; until then the reader refuses, and is asked again
        void shown.play().catch(() => {});
        await look(new Maker({ formats: ['qr_code'] }));
      } catch {
        if (isOpen)
          setFailed('The camera cannot be used. Allow it in the address bar, or paste the codes.');
      }
    };
    void open();
    return () => {
      isOpen = false;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return (
    <div className={css.scan}>
      {failed === null ? (
        <video
          ref={video}
          className={css.video}
          muted
          playsInline
          aria-label="What the camera sees"
        />
      ) : (
        <p role="alert">{failed}</p>
      )}
      <button type="button" className="button outlined" onClick={onClose}>
        Close the camera
      </button>
    </div>
  );
}
