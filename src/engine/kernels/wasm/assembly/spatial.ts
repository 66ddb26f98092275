/** What the commands of spatial-convolution/wasm.ts are called with, and where things lie for them. */

/** All three commands: the images x `[height, width, channels]` and y, what convolving them gives. */
@unmanaged
export class Spatial {
  x: usize;
  y: usize;
  weight: usize;
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  stride: i32;
  padding: i32;
  /** Columns of the kernel. */
  kernelWidth: i32;
  /** The rows and columns of the kernel that ever lie on the image: all others see nothing but margin. */
  top: i32;
  rows: i32;
  left: i32;
  columns: i32;
  /** Whether results are added to what is there. */
  adds: i32;
  /** Tiles of 2x2 results that are worked on at once; 0 where the sums are taken as they are written. */
  tiles: i32;
  /** Pixels of y that are worked on at once, whole lines of them. */
  block: i32;

  /** Bytes of a pixel of x, and of one of y. */
  get pixel(): usize {
    return (<usize>this.channels) << 2;
  }
  get outPixel(): usize {
    return (<usize>this.outChannels) << 2;
  }
  /** Bytes of a whole image of x. */
  get image(): usize {
    return <usize>(this.height * this.width) * this.pixel;
  }
  /** Pixels of y. */
  get outPixels(): i32 {
    return this.images * this.outHeight * this.outWidth;
  }
  /** Numbers under one row of the kernel, and under all of it. */
  get across(): i32 {
    return this.columns * this.channels;
  }
  get depth(): i32 {
    return this.rows * this.across;
  }
  /** The weights of a row of the kernel. */
  weightRow(row: i32): usize {
    const tap = (this.top + row) * this.kernelWidth + this.left;
    return this.weight + <usize>(tap * this.channels) * this.outPixel;
  }
  /** Whether every pixel of y is a product of that of x in its place. */
  get isPlain(): bool {
    const isOne = this.rows === 1 && this.columns === 1 && this.stride === 1;
    return isOne && this.top === this.padding && this.left === this.padding;
  }
  /** Whether a block must be worked on before the next line of y goes into it. */
  isFull(waiting: i32, image: i32, row: i32): bool {
    const isLast = image === this.images - 1 && row === this.outHeight - 1;
    return isLast || waiting + this.outWidth > this.block;
  }
  /** Bytes of a line of an image with its margin, and of such an image. */
  get line(): usize {
    return <usize>(this.width + 2 * this.padding) * this.pixel;
  }
  get framed(): usize {
    return (<usize>(this.height + 2 * this.padding) * this.line + 15) & ~15;
  }
  /** Puts an image into a room with a margin of zeros. @returns where the kernel's first place begins. */
  frame(image: i32, room: usize): usize {
    const bytes = <usize>this.width * this.pixel;
    let from = this.x + <usize>image * this.image;
    let to = room + <usize>this.padding * (this.line + this.pixel);
    for (let row = 0; row < this.height; row++) {
      memory.copy(to, from, bytes);
      from += bytes;
      to += this.line;
    }
    return room + <usize>this.top * this.line + <usize>this.left * this.pixel;
  }
}
