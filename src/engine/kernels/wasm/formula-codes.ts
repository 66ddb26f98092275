/** Instructions of a formula on the stack of the WebAssembly kernels. Read by TypeScript and AssemblyScript. */
export enum FormulaCode {
  /** Followed by the number's bits. */
  constant,
  /** Followed by the address of one number, the same at every index. */
  single,
  /** Followed by the address of a number for each index. */
  indexed,
  exp,
  log,
  tanh,
  sqrt,
  choose,
  plus,
  minus,
  times,
  over,
  min,
  max,
  isBelow,
  isAtMost,
}
