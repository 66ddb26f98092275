/** Cells as a Jupyter notebook (nbformat 4.5): text and code, nothing that was run. */

export interface Cell {
  readonly kind: 'markdown' | 'code';
  readonly text: string;
}

/** Lines as nbformat keeps them: each with its line break, the last without. */
const linesOf = (text: string): string[] =>
  text.split('\n').map((line, at, all) => (at < all.length - 1 ? `${line}\n` : line));

/** The file. The same cells are the same text. */
export function ipynb(cells: readonly Cell[]): string {
  const notebook = {
    cells: cells.map(({ kind, text }, at) => ({
      cell_type: kind,
      id: `cell-${at + 1}`,
      metadata: {},
      source: linesOf(text.trim()),
      ...(kind === 'code' && { execution_count: null, outputs: [] }),
    })),
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
