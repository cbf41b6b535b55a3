import { registerHooks } from 'node:module'

/** Gives everything loaded from here on the TypeScript of this workspace. typescript-eslint needs the compiler's JavaScript
 *  interface, which TypeScript 7 no longer has, and npm hoists some of its parts beside the TypeScript 7 of the root. */
export function useOwnTypeScript(): void {
  const own = import.meta.resolve('typescript')
  registerHooks({
    resolve: (specifier, context, next) => (specifier === 'typescript' ? { url: own, format: 'commonjs', shortCircuit: true } : next(specifier, context)),
  })
}
