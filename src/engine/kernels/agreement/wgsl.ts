/** WGSL of distances within a batch, one thread per row; rows are counted as in the cross-entropy. */
import { f32, program, reads, u32, writes } from '../webgpu/program';

const meanSquareBody = (factor: string) => `
  let at = index * u.columns;
  var sum = 0.0;
  for (var d = at; d < at + u.columns; d++) {
    let off = x[d] - target_[d];
    sum += off * off;
    let before = select(0.0, into[d], u.adds == 1u);
    into[d] = before + u.scale * off${factor};
  }
  counter[index] += sum / f32(u.columns)${factor};`;

const WEIGHTED = ' * weights[index]';
const squareNumbers = [...u32('columns', 'adds'), ...f32('scale')];

/** The mean square of a row is counted, its gradient (x - target) * scale written or added. */
export const meanSquare = program({
  name: 'meanSquare',
  operands: [...reads('x', 'target_'), ...writes('into', 'counter')],
  numbers: squareNumbers,
  body: meanSquareBody(''),
});

/** The same with a factor for each row. */
export const meanSquareOfRows = program({
  name: 'meanSquareOfRows',
  operands: [...reads('x', 'target_', 'weights'), ...writes('into', 'counter')],
  numbers: squareNumbers,
  body: meanSquareBody(WEIGHTED),
});
