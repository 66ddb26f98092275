/** What the lab uses of jsfive, which comes without types. */
declare module 'jsfive' {
  interface Node {
    readonly name: string;
    readonly attrs: Readonly<Record<string, unknown>>;
  }
  export class File implements Node {
    constructor(buffer: ArrayBuffer, name: string);
    readonly name: string;
    readonly attrs: Readonly<Record<string, unknown>>;
    readonly keys: readonly string[];
    get(name: string): Node;
  }
}
