/**
 * Takes the place of `react-style-singleton` in the build: the package writes `<style>` elements, which the page's policy
 * refuses, and this one sheets of the document, which are no markup. Radix holds the page still behind a dialog with it.
 */
import { useEffect } from 'react';

/** Styles of the document while anybody wants them; those of the first, where they differ. */
function sharedSheet(): (styles: string) => () => void {
  let users = 0;
  let sheet: CSSStyleSheet | null = null;
  return (styles) => {
    users += 1;
    if (users === 1) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    return () => {
      users -= 1;
      if (users > 0) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  };
}

/** @returns a component whose styles hold while it is mounted anywhere. A browser without constructed sheets has none. */
export function styleSingleton(): (props: { readonly styles: string }) => null {
  const add = sharedSheet();
  // biome-ignore lint/correctness/noComponentHookFactories: what the package gives, called once a module
  return function Sheet({ styles }) {
    // biome-ignore lint/correctness/useExhaustiveDependencies: those of the first stay
    useEffect(() => ('adoptedStyleSheets' in document ? add(styles) : undefined), []);
    return null;
  };
}
