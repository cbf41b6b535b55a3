import ts from 'typescript'
import { lineAt, type Source } from '../sources.ts'

/** A place in the source that names a fault code. */
export interface CodeUse {
  readonly code: string
  readonly file: string
  readonly line: number
  /** Whether this place makes the fault (or reports the code), or only compares or types it. */
  readonly raises: boolean
  /** The fault kind where the place names it. */
  readonly kind: string | undefined
  /** The sentences the place may say; `…` stands for what is filled in. */
  readonly texts: readonly string[]
}

/** Every literal of the form `<package>/<what>` in a file, with what stands around it. */
export function faultCodesOf(source: Source, packageNames: readonly string[], kinds: ReadonlySet<string>): CodeUse[] {
  const pattern = new RegExp(`^(${packageNames.join('|')})/[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
  const tree = ts.createSourceFile(source.file, source.text, ts.ScriptTarget.Latest, true)
  const uses: CodeUse[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && pattern.test(node.text) && !ts.isImportDeclaration(node.parent)) {
      uses.push({ code: node.text, file: source.file, line: lineAt(source.text, node.getStart()), ...surroundings(node, kinds) })
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return uses
}

function surroundings(literal: ts.Node, kinds: ReadonlySet<string>): Pick<CodeUse, 'raises' | 'kind' | 'texts'> {
  let node = literal
  while (ts.isConditionalExpression(node.parent) && node.parent.condition !== node) node = node.parent
  const { parent } = node
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.arguments?.includes(node as ts.Expression)) {
    const at = parent.arguments.indexOf(node as ts.Expression)
    const kind = parent.arguments.slice(0, at).flatMap(textsOf).find((text) => kinds.has(text))
    return { raises: true, kind, texts: parent.arguments[at + 1] === undefined ? [] : textsOf(parent.arguments[at + 1]!) }
  }
  if (ts.isPropertyAssignment(parent) && ts.isObjectLiteralExpression(parent.parent)) {
    const { properties } = parent.parent
    const value = (name: string): string[] =>
      properties.flatMap((property) => (ts.isPropertyAssignment(property) && property.name.getText() === name ? textsOf(property.initializer) : []))
    return { raises: true, kind: value('kind').find((text) => kinds.has(text)), texts: value('text') }
  }
  return { raises: ts.isReturnStatement(parent) || ts.isArrowFunction(parent), kind: undefined, texts: [] }
}

/** The texts an expression can have, as far as they stand there. */
function textsOf(expression: ts.Expression): string[] {
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isTemplateExpression(expression)) return [expression.head.text + expression.templateSpans.map((span) => `…${span.literal.text}`).join('')]
  if (ts.isConditionalExpression(expression)) return [...textsOf(expression.whenTrue), ...textsOf(expression.whenFalse)]
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left] = textsOf(expression.left)
    const [right] = textsOf(expression.right)
    return [`${left ?? '…'}${right ?? '…'}`]
  }
  if (ts.isParenthesizedExpression(expression)) return textsOf(expression.expression)
  return []
}
