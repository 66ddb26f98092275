/**
 * What a figure's file says of itself beside the drawing: title, caption, the settings and where they were trained, as XMP
 * (ISO 16684-1), which SVG, PDF and PNG all hold. Pure.
 */

export interface AboutFigure {
  readonly title: string;
  readonly caption: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  /** "Modality Lab", with the build where it is known. */
  readonly program: string;
  /** Where the page's experiment can be opened again; null where it has no address. */
  readonly link: string | null;
  /** The experiment, as JSON. */
  readonly settings: string;
}

const XML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
/** Letters that XML 1.0 cannot hold, not even written as a number. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A text as it stands in XML, between tags or in quotes. */
export const xmlText = (text: string): string =>
  text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (letter) => XML[letter] ?? letter);

const inLanguage = (name: string, text: string): string =>
  `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(text)}</rdf:li></rdf:Alt></${name}>`;

/** The description as RDF, without the packet that formats of bytes want around it. */
export function rdfOf({ title, caption, savedAt, program, link, settings }: AboutFigure): string {
  const lines = [
    inLanguage('dc:title', title),
    inLanguage('dc:description', caption),
    link === null ? '' : `<dc:source>${xmlText(link)}</dc:source>`,
    `<xmp:CreatorTool>${xmlText(program)}</xmp:CreatorTool>`,
    `<xmp:CreateDate>${xmlText(savedAt)}</xmp:CreateDate>`,
    `<lab:settings>${xmlText(settings)}</lab:settings>`,
  ].filter(Boolean);
  return [
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:lab="urn:modality-lab:figure">',
    ...lines,
    '</rdf:Description>',
    '</rdf:RDF>',
  ].join('\n');
}

/** The whole packet, as PDF and PNG hold it. */
export const xmpOf = (about: AboutFigure): string =>
  [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    rdfOf(about),
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
