/**
 * A net as a graph of operations on batches, before it is written in any format. Images are `[rows, height, width,
 * channels]`, kernels `[height, width, in, out]`, weights `[in, out]`, as the lab keeps them.
 */

/** Numbers that the net has learned, or that were worked out from them. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What a batch norm adds to a variance before its root: PyTorch's, and what ONNX has where nothing is said. */
export const NORM_EPSILON = 1e-5;

/** What an operation gives is called as the operation; inputs are names. */
export type Operation = { readonly name: string; readonly inputs: readonly string[] } & (
  | {
      readonly op:
        | 'matmul'
        | 'add'
        | 'subtract'
        | 'multiply'
        | 'divide'
        /** The larger of two, number by number. */
        | 'larger'
        | 'exp'
        | 'log'
        | 'relu'
        | 'sigmoid'
        /** Along the last side. */
        | 'softmax'
        /** Largest along the last side, which stays with length 1. */
        | 'largest'
        /** Euclidean length along the last side, which stays with length 1. */
        | 'length';
    }
  /** Maxima of squares, every so many pixels; what is left of an image behind the last whole one is left out. */
  | { readonly op: 'pool'; readonly side: number; readonly stride: number }
  /** So many lines of zeros around every image. */
  | { readonly op: 'pad'; readonly lines: number }
  /** Batch norm in inference along the last side, of images, scale, shift, mean and variance (`NORM_EPSILON`). */
  | { readonly op: 'normalise' }
  /** Zeros around the image, `[above and below, left and right]`. */
  | {
      readonly op: 'convolve';
      readonly kernel: readonly number[];
      readonly stride: number;
      readonly padding: readonly [number, number];
    }
  /** One side may be -1. */
  | { readonly op: 'reshape'; readonly shape: readonly number[] }
  /** Mean along these sides, which go. */
  | { readonly op: 'mean'; readonly sides: readonly number[] }
);

/** Where numbers go in or come out, `[rows, width]`. */
export interface Port {
  readonly name: string;
  readonly width: number;
  /** What the numbers are, for whoever opens the file. */
  readonly about: string;
}

export interface Graph {
  readonly inputs: readonly Port[];
  readonly weights: readonly Weight[];
  /** Each after those whose results it reads. */
  readonly operations: readonly Operation[];
  /** Operations whose results are given out. */
  readonly outputs: readonly Port[];
}

type Detail<T> = T extends Operation ? Omit<T, 'name' | 'inputs'> : never;

/** Puts a graph together; what is added gives back its name. */
export class GraphBuilder {
  private readonly inputs: Port[] = [];
  private readonly weights = new Map<string, Weight>();
  private readonly operations: Operation[] = [];
  private count = 0;

  input(port: Port): string {
    this.inputs.push(port);
    return port.name;
  }

  weight(name: string, shape: readonly number[], values: Float32Array): string {
    this.weights.set(name, { name, shape, values });
    return name;
  }

  constant(value: number): string {
    return this.weight(`constant_${value}`, [1], Float32Array.of(value));
  }

  /** @param name of the result; one is made where absent. */
  add(detail: Detail<Operation>, inputs: readonly string[], name?: string): string {
    this.count += 1;
    const called = name ?? `${detail.op}_${this.count}`;
    this.operations.push({ ...detail, inputs, name: called } as Operation);
    return called;
  }

  /** The sum of several. */
  sum(terms: readonly string[]): string {
    return terms.reduce((sum, term) => this.add({ op: 'add' }, [sum, term]));
  }

  /** @param outputs what each is called, and which operation it is. */
  graph(outputs: readonly (Port & { readonly of: string })[]): Graph {
    // under a name of its own: two outputs may be one operation
    const zero = this.constant(0);
    for (const { name, of } of outputs) this.add({ op: 'add' }, [of, zero], name);
    return {
      inputs: this.inputs,
      weights: [...this.weights.values()],
      operations: this.operations,
      outputs: outputs.map(({ of: _, ...port }) => port),
    };
  }
}
