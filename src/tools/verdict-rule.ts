/**
 * Finds code that compares or subtracts accuracies, or differences of them, by their types: `Accuracy` and `AccuracyGap`
 * of protocol/units.ts, wherever they have come to. Also code that turns one into a plain number or a text, for from
 * there it could be compared unseen: arithmetic, places that ask for `number` or `any`, casts, `Number()`, `toFixed()`.
 * Only src/verdict may. Asks the compiler itself, through its API, which is called unstable and comes with the very
 * version that checks the types.
 *
 * What has lost its type is out of its sight: numbers read from JSON or from a measure by its id (`measured`), a chart's
 * points, the two ends of an interval, a function taken out of `Math`, text cut up again, and what goes through a generic
 * function that returns `number`. Sorting and doors are looked at by name. Reviewers look for those.
 */
import { relative } from 'node:path';
import {
  type CallExpression,
  type Expression,
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isSpreadElement,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API, type Checker, type Type } from 'typescript/unstable/sync';

/**
 * Files that may take an accuracy as a number: the writers, the charts' door, and the numbers of a scene, each of which
 * carries what the test says of it. They draw no conclusion.
 */
const DOORS: readonly string[] = [
  'src/state/format.ts',
  'src/state/charts/drawn.ts',
  'src/state/lessons/numbers.ts',
];

const ARITHMETIC: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.MinusToken,
  SyntaxKind.PlusToken,
  SyntaxKind.AsteriskToken,
  SyntaxKind.SlashToken,
  SyntaxKind.PercentToken,
  SyntaxKind.MinusEqualsToken,
  SyntaxKind.PlusEqualsToken,
]);
const ORDER: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.LessThanToken,
  SyntaxKind.GreaterThanToken,
  SyntaxKind.LessThanEqualsToken,
  SyntaxKind.GreaterThanEqualsToken,
]);
const EQUALITY: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.ExclamationEqualsToken,
]);
const SIGNS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.MinusToken,
  SyntaxKind.PlusToken,
  SyntaxKind.TildeToken,
]);
/** Methods of a number that make a text or another number of it. */
const OF_A_NUMBER: ReadonlySet<string> = new Set([
  ...['valueOf', 'toFixed', 'toPrecision', 'toExponential', 'toString', 'toLocaleString'],
]);
/** Methods of a list that order or look up its members by their size. */
const OF_A_LIST: ReadonlySet<string> = new Set([
  ...['sort', 'toSorted', 'indexOf', 'lastIndexOf', 'includes'],
]);
const METHODS: ReadonlySet<string> = new Set([...OF_A_NUMBER, ...OF_A_LIST]);
/** Functions that take anything and give a number. */
const CONVERTERS: ReadonlySet<string> = new Set(['Number', 'parseFloat', 'BigInt']);

const isOperator = (kind: SyntaxKind): boolean =>
  ARITHMETIC.has(kind) || ORDER.has(kind) || EQUALITY.has(kind);

/** Parents whose children are names and not values. */
const NAMING: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.BindingElement,
  SyntaxKind.Parameter,
  SyntaxKind.PropertySignature,
  SyntaxKind.TypeReference,
]);

export interface Complaint {
  /** From the project's folder, with the line: `src/state/x.ts:12`. */
  readonly where: string;
  readonly code: string;
  readonly why: 'compares' | 'calculates' | 'becomes a plain number';
}

/** In a type as the compiler writes it; what a function asks or gives is the function's own business. */
const isOfAccuracy = (type: string): boolean =>
  /\bAccuracy(Gap)?\b/.test(type) && !type.includes('=>');

/** One accuracy, or what stands where there is none. */
const isOneAccuracy = (type: string): boolean =>
  isOfAccuracy(type) &&
  type.split(' | ').every((part) => /^(Accuracy(Gap)?|null|undefined|[\d.-]+)$/.test(part));
/** A list of them. */
const isList = (type: string): boolean =>
  isOfAccuracy(type) && /\[\]$|^(Readonly)?Array</.test(type) && !type.includes('{');
/** Nothing that could be told from an accuracy but by asking whether there is one. */
const isNothing = (type: string): boolean => /^(null|undefined)( \| (null|undefined))*$/.test(type);
/** A function that takes a plain number, where one that takes an accuracy is asked for. */
const takesNumber = (given: string, asked: string): boolean =>
  /^\([^)]*\bnumber\b/.test(given) &&
  !given.includes('Accuracy') &&
  /^\((\w+: )?[^)]*\bAccuracy/.test(asked);

/** Exported for its test. This version of the API answers for some tuples with an error instead of their type; anything else is unexpected. */
export const isKnownFault = (error: unknown): boolean =>
  error instanceof Error &&
  /^panic: interface conversion: .* not \*checker\.TupleType/.test(error.message);

/** What the compiler says of types, as text; empty where it cannot say. */
function typeTexts(checker: Checker) {
  const known = new Map<number, string>();
  const ofNodes = new Map<Node, string>();
  const written = (type: Type | undefined): string => {
    if (!type) return '';
    const text = known.get(type.id) ?? checker.typeToString(type);
    known.set(type.id, text);
    return text;
  };
  const attempt = <T>(ask: () => T, fallback: T): T => {
    try {
      return ask();
    } catch (error) {
      if (!isKnownFault(error)) throw error;
      return fallback;
    }
  };
  return {
    /** Asks for many at once, which takes a fraction of the time; where that fails, each is asked for by itself. */
    fetch(nodes: readonly Node[]): void {
      const types = attempt(() => checker.getTypeAtLocation(nodes), null);
      types?.forEach((type, i) => {
        const node = nodes[i];
        if (node)
          ofNodes.set(
            node,
            attempt(() => written(type), ''),
          );
      });
    },
    of: (node: Node): string =>
      ofNodes.get(node) ?? attempt(() => written(checker.getTypeAtLocation(node)), ''),
    asked: (node: Expression): string =>
      attempt(() => written(checker.getContextualType(node)), ''),
  };
}

/** Every node of which the rule asks the type. */
function askedFor(root: Node): Node[] {
  const nodes: Node[] = [];
  const look = (node: Node): void => {
    if (isBinaryExpression(node) && isOperator(node.operatorToken.kind)) {
      nodes.push(node.left, node.right);
    }
    if (isPrefixUnaryExpression(node) && SIGNS.has(node.operator)) nodes.push(node.operand);
    if (isAsExpression(node)) nodes.push(node, node.expression);
    if (isPropertyAccessExpression(node) && METHODS.has(node.name.text))
      nodes.push(node.expression);
    if (isValue(node)) nodes.push(node);
    node.forEachChild(look);
  };
  root.forEachChild(look);
  return [...new Set(nodes)];
}

/**
 * @param folder of a project with a `tsconfig.json`. @param rooms of it that the rule holds for, e.g. `src/state`.
 * @returns what it finds outside the doors, in the order of files and lines.
 */
export function accuraciesMisused(
  folder: string,
  rooms: readonly string[],
  doors: readonly string[] = DOORS,
): readonly Complaint[] {
  const api = new API({ cwd: folder });
  try {
    const config = `${folder}/tsconfig.json`;
    const project = api.updateSnapshot({ openProject: config }).getProject(config);
    if (!project) throw new Error(`${config} is no project.`);
    const files = project.program
      .getSourceFileNames()
      .map((file) => ({ file, path: relative(folder, file).replaceAll('\\', '/') }))
      .filter(({ path }) => rooms.some((room) => path.startsWith(`${room}/`)))
      .filter(({ path }) => !/\.test\.tsx?$/.test(path) && !doors.includes(path))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
    const types = typeTexts(project.checker);
    return files.flatMap(({ file, path }) => {
      const source = project.program.getSourceFile(file);
      return source ? complaintsIn(source, path, source.text, types) : [];
    });
  } finally {
    api.close();
  }
}

type TypeTexts = ReturnType<typeof typeTexts>;

function complaintsIn(root: Node, path: string, text: string, types: TypeTexts): Complaint[] {
  types.fetch(askedFor(root));
  const isAccuracy = (node: Node): boolean => isOfAccuracy(types.of(node));
  const found: Complaint[] = [];
  const complain = (node: Node, why: Complaint['why']) => {
    const code = text.slice(node.pos, node.end).trim().replaceAll(/\s+/g, ' ');
    const start = node.pos + text.slice(node.pos).search(/\S/);
    found.push({ where: `${path}:${text.slice(0, start).split('\n').length}`, code, why });
  };
  const look = (node: Node): void => {
    if (isBinaryExpression(node)) {
      const { left, right, operatorToken } = node;
      const isEither = () => isAccuracy(left) || isAccuracy(right);
      if (ORDER.has(operatorToken.kind) && isEither()) complain(node, 'compares');
      if (ARITHMETIC.has(operatorToken.kind) && isEither()) complain(node, 'calculates');
      if (EQUALITY.has(operatorToken.kind) && isEither()) {
        const other = isAccuracy(left) ? right : left;
        if (!isNothing(types.of(other))) complain(node, 'compares');
      }
    }
    if (isPrefixUnaryExpression(node) && SIGNS.has(node.operator) && isAccuracy(node.operand)) {
      complain(node, 'calculates');
    }
    if (isAsExpression(node) && isAccuracy(node.expression) && !isAccuracy(node)) {
      complain(node, 'becomes a plain number');
    }
    if (isPropertyAccessExpression(node)) {
      const { name, expression } = node;
      if (OF_A_NUMBER.has(name.text) && isOneAccuracy(types.of(expression))) {
        complain(node, 'becomes a plain number');
      }
      if (isOfList(node) && isList(types.of(expression))) complain(node, 'compares');
    }
    if (isCallExpression(node) && isConverter(node)) {
      if (node.arguments.some(isAccuracy)) complain(node, 'becomes a plain number');
    } else if (isCallExpression(node) && isMath(node.expression)) {
      const values = node.arguments.map((one) => (isSpreadElement(one) ? one.expression : one));
      if (values.some(isAccuracy)) complain(node, 'compares');
    } else if (isValue(node) && isOfAccuracy(types.of(node))) {
      const asked = types.asked(node);
      // an argument of Math.max is told above
      const isTold = isCallExpression(node.parent) && isMath(node.parent.expression);
      const isPlain = asked === 'any' || /\bnumber\b/.test(asked);
      if (isPlain && !asked.includes('Accuracy') && !isTold) {
        complain(node.parent, 'becomes a plain number');
      }
    } else if (isValue(node) && /^\([^)]*\bnumber\b/.test(types.of(node))) {
      // what sorts a list is told above
      const isTold = isCallExpression(node.parent) && isOfList(node.parent.expression);
      if (!isTold && takesNumber(types.of(node), types.asked(node))) {
        complain(node.parent, 'becomes a plain number');
      }
    }
    node.forEachChild(look);
  };
  root.forEachChild(look);
  return found;
}

const isMath = (callee: Node): boolean =>
  isPropertyAccessExpression(callee) &&
  isIdentifier(callee.expression) &&
  callee.expression.text === 'Math';

const isOfList = (callee: Node): boolean =>
  isPropertyAccessExpression(callee) && OF_A_LIST.has(callee.name.text);

const isConverter = ({ expression }: CallExpression): boolean =>
  isIdentifier(expression) && CONVERTERS.has(expression.text);

function isValue(node: Node): node is Expression {
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) return true;
  if (isCallExpression(node)) return true;
  return isIdentifier(node) && !NAMING.has(node.parent.kind);
}
