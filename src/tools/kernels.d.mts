/** Where the binaries of the WebAssembly kernels lie. */
export const KERNELS: string;
/** Builds them where they are missing or older than their sources. */
export function buildKernels(): Promise<void>;
