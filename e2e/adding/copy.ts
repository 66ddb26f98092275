/**
 * A temporary copy of the project in which things are added as a developer would add them: new files, and lines in
 * files that stand already. It counts which files had to be named, and runs the project's own commands.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** What a build, the checks and the documentation read. */
const PARTS = [
  'src',
  'public',
  'docs',
  '.github',
  'index.html',
  'gallery.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'README.md',
  '.dependency-cruiser.cjs',
];

/** A line put into a file that stands already. */
export interface AddedLine {
  readonly file: string;
  /** The line goes right after the first place where this text stands. */
  readonly after: string;
  readonly line: string;
}

/** One thing added. */
export interface Addition {
  /** As its row in docs/adding.md calls it. */
  readonly row: string;
  /** New files by path, its test among them. */
  readonly files: Readonly<Record<string, string>>;
  readonly lines: readonly AddedLine[];
}

/** Every file that the addition names, new or not. */
export function filesNamed({ files, lines }: Addition): string[] {
  return [...new Set([...Object.keys(files), ...lines.map(({ file }) => file)])].sort();
}

export class Copy {
  readonly root: string;

  constructor() {
    this.root = mkdtempSync(join(tmpdir(), 'modality-lab-'));
    for (const part of PARTS) cpSync(join(ROOT, part), join(this.root, part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** @throws Error where a place is not found, or is not the only one. */
  add({ files, lines }: Addition): void {
    for (const [path, text] of Object.entries(files)) {
      const full = join(this.root, path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
    }
    for (const { file, after, line } of lines) {
      const text = this.read(file);
      const [before, rest, more] = text.split(after);
      if (before === undefined || rest === undefined || more !== undefined) {
        throw new Error(`"${after}" stands ${text.split(after).length - 1} times in ${file}.`);
      }
      writeFileSync(join(this.root, file), `${before}${after}\n${line}${rest}`);
    }
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  write(path: string, text: string): string {
    const full = join(this.root, path);
    writeFileSync(full, text);
    return full;
  }

  /** Runs a program of the packages. @returns what it printed. @throws Error with all of it when it fails. */
  run(program: string, ...args: readonly string[]): string {
    try {
      const options = { cwd: this.root, encoding: 'utf8', stdio: 'pipe' } as const;
      return execFileSync('npx', ['--no-install', program, ...args], options);
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${program} ${args.join(' ')}:\n${stdout}\n${stderr}`);
    }
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
