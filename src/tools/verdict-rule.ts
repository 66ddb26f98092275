/**
 * Finds code that compares or subtracts accuracies, by their type: `Accuracy` of protocol/units.ts, wherever it has come
 * to. Also code that turns one into a plain number, for from there it could be compared unseen: arithmetic, and places
 * that ask for `number`. Only src/verdict may. Asks the compiler itself, through its API, which is called unstable and
 * comes with the very version that checks the types.
 */
import { relative } from 'node:path';
import {
  type Expression,
  isBinaryExpression,
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isSpreadElement,
  type Node,
  SyntaxKind,
} from 'typescript/unstable/ast';
import { API, type Checker, type Type } from 'typescript/unstable/sync';

/** Files that may take an accuracy as a number: the writers, and the charts' door. They draw no conclusion. */
const DOORS: readonly string[] = ['src/state/format.ts', 'src/state/charts/drawn.ts'];

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
]);

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
const isOfAccuracy = (type: string): boolean => /\bAccuracy\b/.test(type) && !type.includes('=>');

/** What the compiler says of types, as text; empty where it cannot say. */
function typeTexts(checker: Checker) {
  const known = new Map<number, string>();
  const written = (type: Type | undefined): string => {
    if (!type) return '';
    const text = known.get(type.id) ?? checker.typeToString(type);
    known.set(type.id, text);
    return text;
  };
  const attempt = (ask: () => string): string => {
    try {
      return ask();
    } catch {
      // this version of the API answers for some tuples with an error
      return '';
    }
  };
  return {
    of: (node: Node) => attempt(() => written(checker.getTypeAtLocation(node))),
    asked: (node: Expression) => attempt(() => written(checker.getContextualType(node))),
  };
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
    return files.flatMap(({ file, path }) => {
      const source = project.program.getSourceFile(file);
      return source ? complaintsIn(source, path, source.text, project.checker) : [];
    });
  } finally {
    api.close();
  }
}

function complaintsIn(root: Node, path: string, text: string, checker: Checker): Complaint[] {
  const types = typeTexts(checker);
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
      if (EQUALITY.has(operatorToken.kind) && isAccuracy(left) && isAccuracy(right)) {
        complain(node, 'compares');
      }
    }
    if (isCallExpression(node) && isMath(node.expression)) {
      const values = node.arguments.map((one) => (isSpreadElement(one) ? one.expression : one));
      if (values.some(isAccuracy)) complain(node, 'compares');
    } else if (isValue(node) && isOfAccuracy(types.of(node))) {
      const asked = types.asked(node);
      // an argument of Math.max is told above
      const isTold = isCallExpression(node.parent) && isMath(node.parent.expression);
      if (/\bnumber\b/.test(asked) && !asked.includes('Accuracy') && !isTold) {
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

function isValue(node: Node): node is Expression {
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) return true;
  if (isCallExpression(node)) return true;
  return isIdentifier(node) && !NAMING.has(node.parent.kind);
}
