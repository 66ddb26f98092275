/**
 * A report as one page of HTML: no script, nothing that is fetched, and a policy that forbids both to whatever reads it.
 * Every text is escaped here, for names come from files of strangers. Light, and made for A4 as well. Pure.
 */
import { xmlText } from '../figure-files/about-figure';
import type { TextTable } from '../tables/plain-numbers';
import { numbersIn } from '../tables/table-text';
import { REPORT_STYLE } from './report-style';

export type ReportBlock =
  | { readonly kind: 'words'; readonly text: string; readonly isLarge?: boolean }
  | { readonly kind: 'table'; readonly table: TextTable }
  /** An SVG element as `svgElement` writes it, whose texts are escaped. */
  | {
      readonly kind: 'figure';
      readonly svg: string;
      readonly caption: string;
      /** Whether it takes the whole width; else two stand side by side. */
      readonly isWide: boolean;
    }
  /** To be copied as it stands. */
  | { readonly kind: 'source'; readonly text: string }
  | { readonly kind: 'link'; readonly address: string };

export interface ReportSection {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

export interface Report {
  readonly title: string;
  readonly subtitle: string;
  /** Those without blocks are left out. */
  readonly sections: readonly ReportSection[];
}

/** Only to pages; a link of another kind would do something. */
const ADDRESS = /^https?:\/\//;

/** A table of so many rows stands on one page of paper. */
const MOST_SHORT = 24;

/** `encoders.picture.hidden`: may break at its dots. */
const PATH = /^[\w@*-]+(\.[\w@*-]+)+$/;

const cellText = (text: string): string =>
  PATH.test(text) ? text.replaceAll('.', '.<wbr>') : xmlText(text);

function tableHtml(table: TextTable): string {
  const [head = [], ...body] = table.rows;
  const isNumber = numbersIn(table);
  const cell = (name: 'td' | 'th', scope: string, c: number, text: string) =>
    `<${name}${scope}${isNumber[c] ? ' class="number"' : ''}>${cellText(text)}</${name}>`;
  const headRow = head
    // an empty corner names nothing
    .map((text, c) => (text === '' ? '<td></td>' : cell('th', ' scope="col"', c, text)))
    .join('');
  const rows = body.map(
    (row) =>
      `<tr>${row.map((text, c) => (c === 0 ? cell('th', ' scope="row"', c, text) : cell('td', '', c, text))).join('')}</tr>`,
  );
  const short = body.length <= MOST_SHORT ? ' class="short"' : '';
  return `<table${short}>\n<caption>${xmlText(table.caption)}</caption>\n<thead><tr>${headRow}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function blockHtml(block: ReportBlock): string {
  switch (block.kind) {
    case 'words':
      return `<p${block.isLarge ? ' class="told"' : ''}>${xmlText(block.text)}</p>`;
    case 'table':
      return tableHtml(block.table);
    case 'figure':
      return `<figure${block.isWide ? ' class="wide"' : ''}>\n${block.svg}\n<figcaption>${xmlText(block.caption)}</figcaption>\n</figure>`;
    case 'source':
      return `<pre>${xmlText(block.text)}</pre>`;
    case 'link': {
      const text = xmlText(block.address);
      return ADDRESS.test(block.address)
        ? `<p class="address"><a href="${text}">${text}</a></p>`
        : `<p class="address">${text}</p>`;
    }
  }
}

export function reportPage({ title, subtitle, sections }: Report): string {
  const parts = sections
    .filter(({ blocks }) => blocks.length > 0)
    .map(
      (section) =>
        `<section>\n<h2>${xmlText(section.title)}</h2>\n${section.blocks.map(blockHtml).join('\n')}\n</section>`,
    );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${xmlText(title)}</title>
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>${xmlText(title)}</h1>
<p>${xmlText(subtitle)}</p>
${parts.join('\n')}
</main>
</body>
</html>
`;
}
