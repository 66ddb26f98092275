/**
 * Runs in the browser's sound thread and hands every sample on, in chunks. Plain JavaScript, for the file is served as
 * it is: a sound thread takes an address and no bundle.
 */

/** Of a microphone at 48 kHz a chunk every 43 ms: quick enough for a level that moves. */
const CHUNK = 2048;

class SoundTap extends AudioWorkletProcessor {
  chunk = new Float32Array(CHUNK);
  filled = 0;

  /** One channel is enough for a voice: the mean of all. */
  process([input]) {
    const [first] = input;
    if (!first) return true;
    for (let i = 0; i < first.length; i++) {
      let sum = 0;
      for (const channel of input) sum += channel[i];
      this.chunk[this.filled++] = sum / input.length;
      if (this.filled === CHUNK) {
        this.port.postMessage(this.chunk, [this.chunk.buffer]);
        this.chunk = new Float32Array(CHUNK);
        this.filled = 0;
      }
    }
    return true;
  }
}

registerProcessor('sound-tap', SoundTap);
