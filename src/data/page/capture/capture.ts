/**
 * Camera and microphone as the recorder uses them: a picture now, every sample of the sound, and word of a device that
 * goes away. Nothing is sent anywhere. Needs a window.
 */
import { type Failure, LabError } from '../../../protocol/failure';

/** A device that a picture or a sound can come from. */
export interface CaptureDevice {
  readonly id: string;
  readonly name: string;
}

export type CaptureKind = 'camera' | 'microphone';

/** What is wanted. */
export interface CaptureWish {
  readonly camera: boolean;
  readonly microphone: boolean;
  /** The camera of this id; where absent, the one that faces so. */
  readonly cameraId?: string | undefined;
  readonly facing: 'user' | 'environment';
}

/** Devices that are open. */
export interface Capture {
  /** The camera's picture as it moves; null without a camera. */
  readonly view: HTMLVideoElement | null;
  /** Of the sound; null without a microphone. */
  readonly sampleRateHz: number | null;
  /** What could not be opened, and why. */
  readonly failures: Readonly<Partial<Record<CaptureKind, Failure>>>;
  readonly cameras: readonly CaptureDevice[];
  readonly cameraId: string | null;
  /** The picture of now, as PNG; null where the camera has none yet. */
  picture(): Promise<Blob | null>;
  /** Calls `listener` with every stretch of the sound, in -1..1, until the next call. */
  onSound(listener: (samples: Float32Array) => void): void;
  /** Calls `listener` when a device goes away by itself. */
  onGone(listener: (kind: CaptureKind) => void): void;
  close(): void;
}

/** Opens devices; made anew by tests. */
export type OpenCapture = (wish: CaptureWish) => Promise<Capture>;

/** The side of a picture: more than nets here ever see, and a file of a hundred kilobytes. */
const SIDE = 256;

/** As it comes: what makes a voice pleasant takes tones and noises away. */
const PLAIN_SOUND = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/**
 * Opens what is wanted. What cannot be opened stands in `failures`, and the rest works.
 * @throws LabError where nothing could be opened.
 */
export const openCapture: OpenCapture = async (wish) => {
  // a page that is not served securely has no devices at all
  if (!navigator.mediaDevices) {
    throw new LabError(
      'no-devices',
      'This browser gives no camera and no microphone to a page that is not served securely.',
      'Open the lab by https or from this computer (localhost), or record with another program and open the files.',
    );
  }
  const { tracks, failures } = await openTracks(wish);
  const failed = Object.values(failures);
  const [first] = failed;
  if (first && tracks.length === 0) {
    const message = failed.map((each) => each.message).join(' ');
    throw new LabError(first.code, message, first.hint);
  }
  const camera = tracks.find(({ kind }) => kind === 'video') ?? null;
  const microphone = tracks.find(({ kind }) => kind === 'audio') ?? null;
  let gone = (_: CaptureKind) => {};
  camera?.addEventListener('ended', () => gone('camera'));
  microphone?.addEventListener('ended', () => gone('microphone'));
  const view = camera && (await viewOf(camera));
  const tap = microphone && (await tapOf(microphone));
  return {
    view,
    sampleRateHz: tap?.sampleRateHz ?? null,
    failures,
    cameras: camera ? await camerasThere() : [],
    cameraId: camera?.getSettings().deviceId ?? null,
    picture: async () => (view && camera?.readyState === 'live' ? pictureOf(view) : null),
    onSound: (listener) => tap?.listen(listener),
    onGone: (listener) => {
      gone = listener;
    },
    close() {
      gone = () => {};
      for (const track of tracks) track.stop();
      tap?.close();
      view?.remove();
    },
  };
};

/** Both in one question to the person; where that fails, each by itself, so that one refusal costs one device. */
async function openTracks({ camera, microphone, cameraId, facing }: CaptureWish) {
  const video = camera
    ? {
        width: { ideal: 640 },
        height: { ideal: 480 },
        ...(cameraId ? { deviceId: { ideal: cameraId } } : { facingMode: { ideal: facing } }),
      }
    : false;
  const audio = microphone ? PLAIN_SOUND : false;
  const failures: Partial<Record<CaptureKind, Failure>> = {};
  if (video && audio) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video, audio });
      return { tracks: stream.getTracks(), failures };
    } catch {
      // which of the two it was is found out by asking for each
    }
  }
  const tracks: MediaStreamTrack[] = [];
  const tryOne = async (kind: CaptureKind, asked: MediaStreamConstraints) => {
    try {
      tracks.push(...(await navigator.mediaDevices.getUserMedia(asked)).getTracks());
    } catch (error) {
      failures[kind] = refusalOf(kind, error);
    }
  };
  if (video) await tryOne('camera', { video });
  if (audio) await tryOne('microphone', { audio });
  return { tracks, failures };
}

/** What a browser's refusal means to a person. */
function refusalOf(kind: CaptureKind, error: unknown): Failure {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return {
        code: 'device-refused',
        message: `This page may not use the ${kind}.`,
        hint: 'Allow it in the address bar of the browser, or in the settings of the system, and press "Try again".',
      };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return {
        code: 'device-missing',
        message: `This computer has no ${kind} that the browser can find.`,
        hint: 'Plug one in and press "Try again".',
      };
    case 'NotReadableError':
    case 'AbortError':
      return {
        code: 'device-busy',
        message: `The ${kind} gives nothing: another program uses it, or it is switched off.`,
        hint: 'Close the other program and press "Try again".',
      };
    default:
      return {
        code: 'device-failed',
        message: `The ${kind} could not be opened (${error instanceof Error ? error.message : String(error)}).`,
        hint: 'Press "Try again".',
      };
  }
}

async function camerasThere(): Promise<CaptureDevice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }, i) => ({ id: deviceId, name: label || `Camera ${i + 1}` }));
}

/** An element that shows the track, with its first picture there. */
async function viewOf(track: MediaStreamTrack): Promise<HTMLVideoElement> {
  const view = document.createElement('video');
  view.muted = true;
  view.playsInline = true;
  view.srcObject = new MediaStream([track]);
  const hasPicture = new Promise<void>((resolve) => {
    view.addEventListener('loadeddata', () => resolve(), { once: true });
    track.addEventListener('ended', () => resolve(), { once: true });
  });
  // a browser that plays nothing unasked shows the picture once it is pressed for
  view.play().catch(() => {});
  await hasPicture;
  return view;
}

function pictureOf(view: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = view;
  if (width === 0 || height === 0) return Promise.resolve(null);
  // the middle, as the page shows it: nets take squares, and a picture pressed into one is another picture
  const cut = Math.min(width, height);
  const side = Math.min(cut, SIDE);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const [left, top] = [(width - cut) / 2, (height - cut) / 2];
  canvas.getContext('2d')?.drawImage(view, left, top, cut, cut, 0, 0, side, side);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** Every sample of a track, at the rate at which it is given. */
async function tapOf(track: MediaStreamTrack) {
  const context = new AudioContext();
  await context.audioWorklet.addModule(new URL('./sound-tap.js', import.meta.url));
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const tap = new AudioWorkletNode(context, 'sound-tap', { numberOfOutputs: 0 });
  let hear = (_: Float32Array) => {};
  tap.port.onmessage = ({ data }: MessageEvent<Float32Array>) => hear(data);
  source.connect(tap);
  // a page that nobody has pressed anything on is silent until then
  void context.resume();
  return {
    sampleRateHz: context.sampleRate,
    listen(listener: (samples: Float32Array) => void) {
      hear = listener;
    },
    close() {
      hear = () => {};
      source.disconnect();
      void context.close();
    },
  };
}
