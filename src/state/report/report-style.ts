/** How a report looks, on a screen and on A4. It is read without the lab, so it names its own sizes. Imports nothing. */
export const REPORT_STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #16191c; font: 14px/1.45 "Inter Variable", Inter, system-ui, Helvetica, Arial, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 170mm; margin: 0 auto; padding: 32px 16px; overflow-wrap: break-word; }
h1 { margin: 0 0 8px; font-size: 26px; font-weight: 600; line-height: 1.2; }
h2 { margin: 32px 0 8px; padding-bottom: 4px; border-bottom: 1px solid #999; font-size: 18px; font-weight: 600; }
p { margin: 0 0 8px; }
.told { font-size: 16px; }
.address { overflow-wrap: anywhere; }
a { color: inherit; }
figure { display: inline-block; width: 49%; margin: 0 0 16px; vertical-align: top; }
figure.wide { display: block; width: auto; }
svg { display: block; width: 100%; height: auto; }
figcaption, caption { color: #444; font-size: 12px; text-align: start; }
caption { padding: 8px 0 4px; }
table { width: 100%; margin: 0 0 8px; border-collapse: collapse; font-size: 12px; }
th, td { padding: 3px 8px 3px 0; border-bottom: 1px solid #dfe0dc; font-weight: 400; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-color: #999; font-weight: 600; overflow-wrap: normal; }
.number { padding: 3px 0 3px 8px; text-align: end; }
pre { margin: 0 0 8px; font: 12px/1.4 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
@page { size: A4; margin: 18mm 16mm; }
@media print {
  body { font-size: 10.5pt; color: #000; }
  main { max-width: none; padding: 0; }
  h2 { break-after: avoid; }
  figure, tr, thead, table.short { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;
