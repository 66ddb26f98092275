/** The golden trajectories of `GOLDEN_DIR` (see golden/README.md), served to tests by a plugin in vite.config.ts. */
declare module 'virtual:golden' {
  const trajectories: readonly { readonly file: string; readonly golden: object }[];
  export default trajectories;
}
