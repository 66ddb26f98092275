/** The golden trajectories of `GOLDEN_DIR` (see golden/README.md), served to tests by a plugin in vite.config.ts. */
declare module 'virtual:golden' {
  const trajectories: readonly { readonly file: string; readonly golden: object }[];
  export default trajectories;
}

/** The golden runs of `GOLDEN_METHODS_DIR` (see golden/methods/README.md), served in the same way. */
declare module 'virtual:golden-methods' {
  /** Whether a file of a method that is not built fails (`GOLDEN_STRICT=1`). */
  export const isStrict: boolean;
  const runs: readonly { readonly file: string; readonly golden: object }[];
  export default runs;
}

/** The golden numbers of `GOLDEN_RESNET_DIR` (see golden/resnet/README.md), served in the same way. */
declare module 'virtual:golden-resnet' {
  const files: readonly { readonly file: string; readonly golden: object }[];
  export default files;
}
