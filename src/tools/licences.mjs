/**
 * The licences of the packages that really are in the build, of the page, its threads and its service worker, as one text
 * file beside the page. A package under a licence that is not on the list fails the build. Plain JavaScript, for the
 * build's configuration reads it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the list lies in the build. */
export const LICENCES_FILE = 'licences.txt';

/** Licences under which a package may be handed on with a program of ours; of "A OR B" one, of "A AND B" both. */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Zlib'],
  // files of theirs that we change would have to be published; we change none
  'MPL-2.0',
  // typefaces
  'OFL-1.1',
  'public domain',
]);

/** Of packages that name no licence by its short name: what their text was read to be. */
const READ = { jsfive: 'public domain' };

/** Whether a package under this SPDX expression may be handed on. */
export function isAllowed(expression) {
  const bare = expression.replace(/[()]/g, ' ').trim();
  if (/\bOR\b/.test(bare) && /\bAND\b/.test(bare)) return false;
  if (/\bOR\b/.test(bare)) return bare.split(/\s+OR\s+/).some((each) => ALLOWED.has(each.trim()));
  return bare.split(/\s+AND\s+/).every((each) => ALLOWED.has(each.trim()));
}

/** The folder of the package that a module belongs to; null where it is the project's own. */
export function packageFolder(id) {
  const path = id.replace(/^\0/, '').replace(/[?#].*$/, '');
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/@]+)\//.exec(path);
  return found?.[1] ?? null;
}

function readPackage(folder) {
  const {
    name,
    version,
    license,
    dependencies = {},
  } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const text = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return {
    name,
    version,
    licence:
      READ[name] ?? (typeof license === 'string' ? license : (license?.type ?? 'none named')),
    text: text.join('\n\n'),
    dependencies: Object.keys(dependencies),
  };
}

/** The text of the file: packages that share a licence's text stand together above it. */
export function licencesText(packages) {
  const groups = new Map();
  for (const each of [...packages].sort((a, b) => a.name.localeCompare(b.name))) {
    const text = each.text || 'The package holds no text of its licence beside its name.';
    groups.set(text, [...(groups.get(text) ?? []), each]);
  }
  const parts = [...groups].map(([text, those]) => {
    const names = those.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}`;
  });
  return [
    'Modality Lab is under the MIT licence. It is built from these packages of others, each under its own:',
    ...parts,
  ].join(`\n\n${'-'.repeat(72)}\n\n`);
}

/** Packages that these files import, and what those depend on. */
function importedBy(folder, modules) {
  const found = new Set();
  const take = (name) => {
    const at = join(modules, name);
    if (found.has(at) || !existsSync(at)) return;
    found.add(at);
    for (const dependency of readPackage(at).dependencies) take(dependency);
  };
  for (const file of readdirSync(folder).filter((name) => /(?<!test)\.ts$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(/^(?:import|\}) .*from '((?:@[^/']+\/)?[^./'][^/']*)/gm)) {
      take(name);
    }
  }
  return found;
}

/**
 * Plug-ins that gather and write the list.
 * @returns `page` for the build itself, `threads` for the threads' scripts, which are built before the page is written.
 */
export function licenceList() {
  const folders = new Set();
  // what names of files without a folder of their own start from
  let base = process.cwd();
  const configResolved = ({ root }) => {
    base = root;
  };
  const gather = (bundle) => {
    for (const file of Object.values(bundle)) {
      const ids = file.type === 'chunk' ? file.moduleIds : (file.originalFileNames ?? []);
      for (const id of ids) {
        const folder = packageFolder(id.startsWith('/') || id[0] === '\0' ? id : join(base, id));
        if (folder) folders.add(folder);
      }
    }
  };
  return {
    threads: () => ({
      name: 'licences-of-threads',
      configResolved,
      generateBundle: (_, bundle) => gather(bundle),
    }),
    page: () => ({
      name: 'licences',
      apply: 'build',
      configResolved,
      generateBundle(_, bundle) {
        gather(bundle);
        const root = join(import.meta.dirname, '..', '..');
        // the service worker is built last, when this file is written already
        const last = importedBy(join(root, 'src', 'offline'), join(root, 'node_modules'));
        const packages = [...new Set([...folders, ...last])].map(readPackage);
        const others = packages.filter(({ licence }) => !isAllowed(licence));
        if (others.length > 0) {
          const named = others.map(({ name, licence }) => `${name} is under "${licence}"`);
          this.error(
            `${named.join(', ')}: not on the list of licences in licences.mjs. Take another package, or add the licence once it is clear that the page may hold it.`,
          );
        }
        this.emitFile({ type: 'asset', fileName: LICENCES_FILE, source: licencesText(packages) });
      },
    }),
  };
}
