/**
 * The browser's decoders as an import in a worker needs them. Sound, video and mesh code loads when the
 * first such file comes. Must not import anything that needs a window.
 */
import type { Decoders } from '../../import/media/decoders';
import { isWav, readWav } from '../../import/media/wav';
import { decodeImage } from './decode-image';

/** For `importData` in a worker of the page. */
export const workerDecoders: Decoders = {
  image: decodeImage,
  async audio(bytes, file) {
    // the lab's own reader knows kinds of WAV that browsers refuse or play as noise
    if (isWav(bytes)) return readWav(bytes, file);
    const { decodeSound } = await import('./decode-sound');
    return decodeSound(bytes, file);
  },
  async video(bytes, request, file) {
    const { decodeVideo } = await import('./decode-video');
    return decodeVideo(bytes, request, file);
  },
  async renderMesh(mesh, viewpoints, side, file) {
    const { renderMesh } = await import('./render-mesh');
    return renderMesh(mesh, viewpoints, side, file);
  },
};
