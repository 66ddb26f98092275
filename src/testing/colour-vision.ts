/**
 * How far apart two colours look, also to the colour-blind. Deficiencies are simulated at full severity after Machado,
 * Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009,
 * whose matrices act on linear RGB; distance is Euclidean in Ottosson's OKLab (2020), times 100; contrast is WCAG 2.2's.
 */

/** Linear RGB, each in 0..1. */
type Linear = readonly [number, number, number];
type Matrix = readonly [Linear, Linear, Linear];

export const VISIONS = {
  'usual vision': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>;

export type Vision = keyof typeof VISIONS;

const times = (matrix: Matrix, [x, y, z]: Linear): Linear => {
  const row = ([a, b, c]: Linear): number => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
};

/** A colour written `#rgb` or `#rrggbb`. */
function linear(hex: string): Linear {
  const digits = hex.replace('#', '').replace(/^(.)(.)(.)$/, '$1$1$2$2$3$3');
  if (!/^[0-9a-f]{6}$/i.test(digits))
    throw new Error(`"${hex}" is no colour of three or six digits.`);
  const channel = (at: number): number => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(2), channel(4)];
}

const TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];

/** Lightness and two opponent axes, as somebody with this vision sees the colour. */
function seen(hex: string, vision: Vision): Linear {
  const [r, g, b] = times(VISIONS[vision], linear(hex));
  const inside = (value: number): number => Math.min(1, Math.max(0, value));
  const [l, m, s] = times(TO_CONES, [inside(r), inside(g), inside(b)]);
  return times(TO_LAB, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

/** 0 for the same colour, 100 for black and white; about 2 is just noticed side by side. */
export function apart(first: string, second: string, vision: Vision): number {
  const [a, b] = [seen(first, vision), seen(second, vision)];
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** 1 for the same lightness, 21 for black on white. */
export function contrast(first: string, second: string): number {
  const luminance = (hex: string): number => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
