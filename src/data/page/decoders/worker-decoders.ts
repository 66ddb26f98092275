/**
 * The browser's decoders as an import in a worker needs them. Sound, video and mesh code loads when the
 * first such file comes. Must not import anything that needs a window.
 */
import type { Decoders } from '../../import/media/decoders';
import { decodeImage } from './decode-image';

/** For `importData` in a worker of the page. */
export const workerDecoders: Decoders = {
  image: decodeImage,
  async audio(bytes, file) {
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
