/**
 * A net as ONNX (opset 13): the graph's operations, with images turned to channels first around convolutions, as
 * ONNX has them. Field numbers: onnx.proto3 of ONNX 1.8.
 */
import { type Field, message } from '../files/protobuf';
import type { Graph, Operation, Port, Weight } from './graph';

const IR_VERSION = 7;
const OPSET = 13;
const [FLOAT, INT64] = [1, 7];
/** Kinds of attributes. */
const [INT, INTS] = [2, 7];

const floats = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

const dims = (shape: readonly number[]): Field[] => shape.map((side) => [1, side]);

const initializer = ({ name, shape, values }: Weight): Field => [
  5,
  [...dims(shape), [2, FLOAT], [8, name], [9, floats(values)]],
];

function wholeNumbers(name: string, values: readonly number[]): Field {
  const bytes = new Uint8Array(BigInt64Array.from(values, (value) => BigInt(value)).buffer);
  return [
    5,
    [
      [1, values.length],
      [2, INT64],
      [8, name],
      [9, bytes],
    ],
  ];
}

/** Inputs and outputs: `[rows, width]`. */
const value = (number: number, { name, width, about }: Port): Field => [
  number,
  [
    [1, name],
    [
      2,
      [
        [
          1,
          [
            [1, FLOAT],
            [
              2,
              [
                [1, [[2, 'rows']]],
                [1, [[1, width]]],
              ],
            ],
          ],
        ],
      ],
    ],
    [3, about],
  ],
];

const integer = (name: string, i: number): Field => [
  5,
  [
    [1, name],
    [3, i],
    [20, INT],
  ],
];
const integers = (name: string, list: readonly number[]): Field => [
  5,
  [[1, name], ...list.map((i): Field => [8, i]), [20, INTS]],
];

const node = (
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Field[] = [],
): Field => [
  1,
  [...inputs.map((input): Field => [1, input]), [2, output], [3, output], [4, type], ...attributes],
];

const NAMES = {
  matmul: 'MatMul',
  add: 'Add',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'Div',
  larger: 'Max',
  exp: 'Exp',
  log: 'Log',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
} as const;

const [CHANNELS_FIRST, CHANNELS_LAST] = [
  [0, 3, 1, 2],
  [0, 2, 3, 1],
] as const;

/** Fields of the graph that an operation takes. */
function fieldsOf(operation: Operation): Field[] {
  const { name, inputs } = operation;
  switch (operation.op) {
    case 'softmax':
      return [node('Softmax', inputs, name, [integer('axis', -1)])];
    case 'largest':
      return [node('ReduceMax', inputs, name, [integers('axes', [-1]), integer('keepdims', 1)])];
    case 'length':
      return [node('ReduceL2', inputs, name, [integers('axes', [-1]), integer('keepdims', 1)])];
    case 'mean':
      return [
        node('ReduceMean', inputs, name, [
          integers('axes', operation.sides),
          integer('keepdims', 0),
        ]),
      ];
    case 'reshape':
      return [
        wholeNumbers(`${name}.shape`, operation.shape),
        node('Reshape', [...inputs, `${name}.shape`], name),
      ];
    case 'pool': {
      const { side, stride } = operation;
      return channelsFirst(operation, 'MaxPool', [
        integers('kernel_shape', [side, side]),
        integers('strides', [stride, stride]),
      ]);
    }
    case 'pad': {
      const { lines } = operation;
      return [
        wholeNumbers(`${name}.pads`, [0, lines, lines, 0, 0, lines, lines, 0]),
        node('Pad', [...inputs, `${name}.pads`], name),
      ];
    }
    case 'normalise': {
      const [x = '', ...learned] = inputs;
      return [
        node('Transpose', [x], `${name}.in`, [integers('perm', CHANNELS_FIRST)]),
        node('BatchNormalization', [`${name}.in`, ...learned], `${name}.out`),
        node('Transpose', [`${name}.out`], name, [integers('perm', CHANNELS_LAST)]),
      ];
    }
    case 'convolve': {
      const { kernel, stride, padding } = operation;
      const attributes = [
        integers('kernel_shape', kernel.slice(0, 2)),
        integers('strides', [stride, stride]),
        integers('pads', [...padding, ...padding]),
      ];
      return channelsFirst(operation, 'Conv', attributes);
    }
    default:
      return [node(NAMES[operation.op], inputs, name)];
  }
}

function channelsFirst(
  { name, inputs: [x = '', kernel] }: Operation,
  type: string,
  attributes: readonly Field[],
): Field[] {
  const turned = kernel === undefined ? [] : [`${name}.kernel`];
  return [
    node('Transpose', [x], `${name}.in`, [integers('perm', CHANNELS_FIRST)]),
    ...(kernel === undefined
      ? []
      : [node('Transpose', [kernel], `${name}.kernel`, [integers('perm', [3, 2, 0, 1])])]),
    node(type, [`${name}.in`, ...turned], `${name}.out`, attributes),
    node('Transpose', [`${name}.out`], name, [integers('perm', CHANNELS_LAST)]),
  ];
}

/**
 * The file.
 * @param about a line for whoever opens it. @param notes what else it says, by name (the model's `metadata_props`).
 */
export function onnx(
  graph: Graph,
  about: string,
  notes: Readonly<Record<string, string>>,
): Uint8Array {
  const all = graph.operations.flatMap(fieldsOf);
  const nodes = all.filter(([number]) => number === 1);
  const shapes = all.filter(([number]) => number === 5);
  const fields: Field[] = [
    ...nodes,
    [2, 'net'],
    ...graph.weights.map(initializer),
    ...shapes,
    ...graph.inputs.map((port) => value(11, port)),
    ...graph.outputs.map((port) => value(12, port)),
  ];
  return message([
    [1, IR_VERSION],
    [2, 'Modality Lab'],
    [6, about],
    [7, fields],
    [8, [[2, OPSET]]],
    ...Object.entries(notes).map(
      ([key, note]): Field => [
        14,
        [
          [1, key],
          [2, note],
        ],
      ],
    ),
  ]);
}
