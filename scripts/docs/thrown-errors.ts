import ts from "typescript";

/** An error that a source file makes: its code, and what its first line may look like. */
export interface ThrownError {
  readonly code: string;
  readonly what: RegExp;
}

/**
 * The errors that a source makes with a code that is written out: `new HarnessError("AT_X", "…")`, its subclasses, and
 * `parse(…, "AT_X")`, whose sentence depends on the fault.
 */
export function thrownErrors(source: string): ThrownError[] {
  const file = ts.createSourceFile("source.ts", source, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const found: ThrownError[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) constants.set(node.name.getText(), node.initializer);
    const name = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.expression.getText() : "";
    const args = ts.isNewExpression(node) || ts.isCallExpression(node) ? [...(node.arguments ?? [])] : [];
    if (/^(\w*Error|parse)$/.test(name)) {
      const [first, second] = args;
      const what = name === "parse" ? /./ : new RegExp(`^${patternOf(second, constants)}$`);
      for (const code of codesIn(name === "parse" ? args[3] : first)) found.push({ code, what });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function codesIn(expression: ts.Expression | undefined): string[] {
  if (!expression) return [];
  if (ts.isConditionalExpression(expression))
    return [...codesIn(expression.whenTrue), ...codesIn(expression.whenFalse)];
  return ts.isStringLiteral(expression) && expression.text.startsWith("AT_") ? [expression.text] : [];
}

/** A pattern for the text that an expression makes; what is put in may be anything. */
function patternOf(expression: ts.Expression | undefined, constants: ReadonlyMap<string, ts.Expression>): string {
  if (!expression) return ".*";
  if (ts.isStringLiteralLike(expression)) return literally(expression.text);
  if (ts.isTemplateExpression(expression)) {
    const rest = expression.templateSpans.map(({ literal }) => `.*${literally(literal.text)}`);
    return literally(expression.head.text) + rest.join("");
  }
  if (ts.isConditionalExpression(expression)) {
    const { whenTrue, whenFalse } = expression;
    return `(${patternOf(whenTrue, constants)}|${patternOf(whenFalse, constants)})`;
  }
  const constant = ts.isIdentifier(expression) ? constants.get(expression.text) : undefined;
  return constant ? patternOf(constant, new Map()) : ".*";
}

const literally = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
