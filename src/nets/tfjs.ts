/** A net as a graph model of TensorFlow.js: `model.json` and the numbers, for `tf.loadGraphModel`. */
import { toBase64 } from '../files/base64';
import { type Graph, NORM_EPSILON, type Operation } from './graph';

interface TfNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, unknown>>;
}

export interface TfjsModel {
  /** `model.json`. */
  readonly json: string;
  /** `weights.bin`. */
  readonly weights: Uint8Array;
}

/** Numbers of the graph: float32, or whole ones for shapes and sides. */
type Numbers = { readonly name: string; readonly shape: readonly number[] } & (
  | { readonly dtype: 'float32'; readonly values: Float32Array }
  | { readonly dtype: 'int32'; readonly values: Int32Array }
);

const FLOAT = { type: 'DT_FLOAT' };
const T = { T: FLOAT };
/** Bytes of a word, as the format has texts. */
const text = (word: string) => ({ s: toBase64(new TextEncoder().encode(word)) });
const list = (values: readonly number[]) => ({ list: { i: values.map(String) } });
const flag = (b: boolean) => ({ b });

const NAMES = {
  add: 'AddV2',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'RealDiv',
  larger: 'Maximum',
  exp: 'Exp',
  log: 'Log',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
} as const;

/** @param notes what the file says beside it, by name (`userDefinedMetadata`). */
export function tfjsModel(graph: Graph, notes: Readonly<Record<string, unknown>>): TfjsModel {
  const numbers: Numbers[] = graph.weights.map((weight) => ({ ...weight, dtype: 'float32' }));
  const whole: Whole = (name, values, shape = [values.length]) => {
    numbers.push({ name, shape, dtype: 'int32', values: Int32Array.from(values) });
    return name;
  };
  const operations = graph.operations.map((operation) => tfNode(operation, whole));
  const tensor = (name: string, width: number) => ({
    name: `${name}:0`,
    dtype: 'DT_FLOAT',
    tensorShape: { dim: [{ size: '-1' }, { size: String(width) }] },
  });
  const nodes: TfNode[] = [
    ...graph.inputs.map(({ name, width }) => ({
      name,
      op: 'Placeholder',
      attr: { dtype: FLOAT, shape: { shape: { dim: [{ size: '-1' }, { size: String(width) }] } } },
    })),
    ...numbers.map(({ name, dtype }) => ({
      name,
      op: 'Const',
      attr: { dtype: { type: dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32' } },
    })),
    ...operations,
  ];
  const model = {
    format: 'graph-model',
    generatedBy: 'Modality Lab',
    convertedBy: null,
    userDefinedMetadata: { ...notes, ports: aboutPorts(graph) },
    signature: {
      inputs: Object.fromEntries(
        graph.inputs.map(({ name, width }) => [name, tensor(name, width)]),
      ),
      outputs: Object.fromEntries(
        graph.outputs.map(({ name, width }) => [name, tensor(name, width)]),
      ),
    },
    modelTopology: { node: nodes, library: {}, versions: { producer: 1205 } },
    weightsManifest: [
      {
        paths: ['weights.bin'],
        weights: numbers.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      },
    ],
  };
  const parts = numbers.map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  const weights = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    weights.set(part, at);
    at += part.length;
  }
  return { json: `${JSON.stringify(model)}\n`, weights };
}

/** What goes in and comes out, by name; the format has no place for it at the ports. */
const aboutPorts = ({ inputs, outputs }: Graph): Record<string, string> =>
  Object.fromEntries([...inputs, ...outputs].map(({ name, about }) => [name, about]));

/** Puts whole numbers among the graph's. @param shape a single side unless given. */
type Whole = (name: string, values: readonly number[], shape?: readonly number[]) => string;

function tfNode(operation: Operation, whole: Whole): TfNode {
  const { name, inputs } = operation;
  const node = (op: string, attr: TfNode['attr'] = {}, more: readonly string[] = []): TfNode => ({
    name,
    op,
    input: [...inputs, ...more],
    attr: { ...T, ...attr },
  });
  switch (operation.op) {
    case 'matmul':
      return node('MatMul', { transpose_a: flag(false), transpose_b: flag(false) });
    case 'largest':
      return node('Max', { keep_dims: flag(true) }, [whole(`${name}.sides`, [-1])]);
    case 'length':
      return node('EuclideanNorm', { keep_dims: flag(true) }, [whole(`${name}.sides`, [-1])]);
    case 'mean':
      return node('Mean', { keep_dims: flag(false) }, [whole(`${name}.sides`, operation.sides)]);
    case 'reshape':
      return node('Reshape', {}, [whole(`${name}.shape`, operation.shape)]);
    case 'pool': {
      const { side, stride } = operation;
      return node('MaxPool', {
        ksize: list([1, side, side, 1]),
        strides: list([1, stride, stride, 1]),
        padding: text('VALID'),
        data_format: text('NHWC'),
      });
    }
    case 'pad': {
      const { lines } = operation;
      const around = [0, 0, lines, lines, lines, lines, 0, 0];
      return node('Pad', {}, [whole(`${name}.lines`, around, [4, 2])]);
    }
    case 'normalise':
      return node('FusedBatchNormV3', {
        epsilon: { f: NORM_EPSILON },
        is_training: flag(false),
        data_format: text('NHWC'),
      });
    case 'convolve': {
      const { stride, padding } = operation;
      const [rows, columns] = padding;
      return node('Conv2D', {
        strides: list([1, stride, stride, 1]),
        dilations: list([1, 1, 1, 1]),
        // TensorFlow's own "same" puts a single line of zeros at the end, where PyTorch has it at the beginning
        padding: text('EXPLICIT'),
        explicit_paddings: list([0, 0, rows, rows, columns, columns, 0, 0]),
        data_format: text('NHWC'),
      });
    }
    default:
      return node(NAMES[operation.op]);
  }
}
