import ts from 'typescript'
import { isTest, sources } from '../sources.ts'
import type { Check, Finding } from './check.ts'

/** Each process reads its environment in one place; tools, tests and benchmarks read their own. */
const readsItself = /(?:^|\/)(?:config|settings)\.tsx?$|\/config\/[^/]+\.ts$|^apps\/cli\/|^portal\/build\.ts$|^(?:tools|bench|test)\//
/** Read by tools, by their default export; and what such files are declared as. */
const isTool = /\.config\.ts$|\.d\.ts$/

/** Syntax this house does not use. */
export const syntax: Check = {
  name: 'syntax',
  run: async (root) => sources(root, ['.ts', '.tsx']).flatMap(({ file, text }) => {
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
    const findings: Finding[] = []
    const visit = (node: ts.Node): void => {
      const said = forbidden(node, file)
      if (said !== undefined) findings.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1, text: said })
      ts.forEachChild(node, visit)
    }
    visit(tree)
    return findings
  }),
}

function forbidden(node: ts.Node, file: string): string | undefined {
  if (ts.isExportDeclaration(node) && (node.exportClause === undefined || ts.isNamespaceExport(node.exportClause))) return 'a package’s entry lists its names; nothing is exported wholesale'
  if (isDefaultExport(node) && !isTool.test(file)) return 'named exports only'
  if (!ts.isPropertyAccessExpression(node)) return undefined
  const { expression: of, name: { text: name } } = node
  if (!ts.isIdentifier(of)) return undefined
  if (of.text === 'process' && name === 'env' && ![readsItself, isTool].some((one) => one.test(file)) && !isTest(file)) return 'settings are read once by a schema: add a key to the config file and pass the value in'
  return name === 'only' && /^(?:test|it|describe|suite)$/.test(of.text) ? 'left over from debugging: the other tests of the file do not run' : undefined
}

function isDefaultExport(node: ts.Node): boolean {
  return ts.isExportAssignment(node) || (ts.isExportSpecifier(node) && node.name.text === 'default') || (ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword))
}
