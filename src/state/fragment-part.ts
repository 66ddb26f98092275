/** The parts of a page's fragment: `#s=...&n=...`, each by its letter. Pure. */

/** What stands after this name, decoded where it can be; null where it does not stand there. */
export function fragmentPart(fragment: string, name: string): string | null {
  const part = fragment
    .replace(/^#/, '')
    .split('&')
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1);
  if (part === undefined) return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
