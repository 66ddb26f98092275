/** Python with PyTorch, where this computer has it. Testing only; Node only. */
import { execFile, spawnSync } from 'node:child_process';

const PYTHONS = ['python3', '/usr/bin/python3'];

/** Whether both are there; loading them would take seconds. */
const LOOK = `import importlib.util, sys
sys.exit(0 if all(map(importlib.util.find_spec, ("numpy", "torch"))) else 1)`;

/** The command that has numpy and PyTorch; null where none does. */
export const pythonWithTorch = (): string | null =>
  PYTHONS.find((python) => spawnSync(python, ['-c', LOOK]).status === 0) ?? null;

/** What a text of Python prints. @throws Error with what it said where it fails. */
export function runPython(python: string, text: string, cwd?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      python,
      ['-'],
      { maxBuffer: 2 ** 26, ...(cwd !== undefined && { cwd }) },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`Python failed:\n${stderr}`));
        else resolve(stdout);
      },
    );
    child.stdin?.end(text);
  });
}
