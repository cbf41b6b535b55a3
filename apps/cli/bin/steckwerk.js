#!/usr/bin/env node
// Starts the command line on a Node that runs TypeScript: this one if it is new enough, else the one npm brought along.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function bundledNode() {
  const require = createRequire(import.meta.url)
  try {
    const node = join(dirname(require.resolve(`node-${process.platform}-${process.arch}/package.json`)), 'bin', 'node')
    return existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}

const major = Number(process.versions.node.split('.')[0])
const bundled = bundledNode()
// Stripping types from some hundred files again at each start would take most of it.
module.enableCompileCache?.(fileURLToPath(new URL('../../../node_modules/.cache/steckwerk/compile', import.meta.url)))

if (major >= 26 || (major >= 24 && bundled === undefined)) {
  await import(main)
} else if (bundled === undefined) {
  console.error(`Steckwerk needs Node 24 or newer and found ${process.versions.node}; the package node-${process.platform}-${process.arch} that brings Node 26 is not installed. Run "npm ci" again, or install Node 26.`)
  process.exitCode = 1
} else {
  // The channel tells the child when this launcher is gone, even by kill -9.
  const child = spawn(bundled, [main, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (status) => {
    process.exitCode = status ?? 1
  })
}
