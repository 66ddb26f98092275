/** Camera and microphone of a test: pictures and sounds when the test says so. */
import { encode } from 'fast-png';
import type { Capture, CaptureKind, CaptureWish } from '../data/page/capture/capture';

const FAKE_RATE_HZ = 8000;

export class FakeDevices {
  readonly asked: CaptureWish[] = [];
  /** What the next pictures look like, 0..255. */
  grey = 100;
  /** Thrown at the next opening. */
  refusal: Error | null = null;
  failures: Capture['failures'] = {};
  private hear = (_: Float32Array) => {};
  private gone = (_: CaptureKind) => {};
  private taken = 0;
  closed = 0;

  readonly open = async (wish: CaptureWish): Promise<Capture> => {
    this.asked.push(wish);
    if (this.refusal) throw this.refusal;
    const hasCamera = wish.camera && !this.failures.camera;
    const hasMicrophone = wish.microphone && !this.failures.microphone;
    return {
      // only asked whether it is there
      view: hasCamera ? ({} as HTMLVideoElement) : null,
      sampleRateHz: hasMicrophone ? FAKE_RATE_HZ : null,
      failures: this.failures,
      cameras: hasCamera ? [{ id: 'cam', name: 'Camera' }] : [],
      cameraId: hasCamera ? 'cam' : null,
      picture: async () => (hasCamera ? this.png() : null),
      onSound: (listener) => {
        this.hear = listener;
      },
      onGone: (listener) => {
        this.gone = listener;
      },
      close: () => {
        this.closed += 1;
        this.hear = () => {};
        this.gone = () => {};
      },
    };
  };

  /** Plays a tone into the microphone, in the chunks of a real one. */
  sound(seconds: number, hz = 440): void {
    const all = Float32Array.from(
      { length: Math.round(seconds * FAKE_RATE_HZ) },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / FAKE_RATE_HZ),
    );
    for (let at = 0; at < all.length; at += 300) this.hear(all.slice(at, at + 300));
  }

  unplug(kind: CaptureKind): void {
    this.gone(kind);
  }

  private png(): Blob {
    this.taken += 1;
    const data = Uint8Array.from({ length: 48 }, (_, i) => this.grey + ((i + this.taken) % 20));
    const bytes = encode({ width: 8, height: 6, channels: 1, depth: 8, data });
    return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/png' });
  }
}
