/** Which versions of Node the bundle runs on: a cluster's own is often old, and fails late in words of its own. Pure. */

/** The least that runs everything; `engines` in package.json says the same. */
export const LEAST_NODE = '20.19.0';

/** @param version of Node, such as 18.20.4. @returns why nothing runs on it, and the mend; null where it is new enough. */
export function tellOldNode(version: string): string | null {
  const least = LEAST_NODE.split('.').map(Number);
  const here = version.split('.').map(Number);
  const at = least.findIndex((part, i) => part !== here[i]);
  if (at < 0 || (here[at] ?? 0) > (least[at] ?? 0)) return null;
  return `This is Node ${version}; the lab needs ${LEAST_NODE} or later. On a cluster, load a newer one ("module avail node" lists them) or unpack one from nodejs.org in your home.`;
}
