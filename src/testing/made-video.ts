/** A video made in the browser, whose every picture and second of sound is known. */
import {
  AudioSample,
  AudioSampleSource,
  BufferTarget,
  CanvasSource,
  Output,
  WebMOutputFormat,
} from 'mediabunny';

/** Samples of its sound in a second. */
export const VIDEO_RATE = 48_000;

/** Ten pictures in one second, the k-th of them grey 20 k, and a tone whose second half is silent. */
export async function madeVideo(): Promise<Uint8Array> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  const pictures = new CanvasSource(canvas, { codec: 'vp8', bitrate: 2e6, keyFrameInterval: 0.5 });
  const sound = new AudioSampleSource({ codec: 'opus', bitrate: 96_000 });
  output.addVideoTrack(pictures);
  output.addAudioTrack(sound);
  await output.start();
  for (let k = 0; k < 10; k++) {
    context.fillStyle = `rgb(${20 * k} ${20 * k} ${20 * k})`;
    context.fillRect(0, 0, 64, 48);
    await pictures.add(k / 10, 1 / 10);
  }
  const wave = Float32Array.from({ length: VIDEO_RATE }, (_, t) =>
    t < VIDEO_RATE / 2 ? 0.5 * Math.sin((2 * Math.PI * 1000 * t) / VIDEO_RATE) : 0,
  );
  await sound.add(
    new AudioSample({
      data: wave,
      format: 'f32-planar',
      numberOfChannels: 1,
      sampleRate: VIDEO_RATE,
      timestamp: 0,
    }),
  );
  await output.finalize();
  return new Uint8Array(target.buffer as ArrayBuffer);
}
