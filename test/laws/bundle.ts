/** The engine as one script, for engines other than the one that runs the tests. */
import { join } from 'node:path'
import { build } from 'esbuild'

/** Global name of a copy of seedrandom that was loaded earlier. */
export const SEEDRANDOM = 'seedrandomLoadedBefore'

async function bundled(contents: string, globalName: string, seedrandomBefore: boolean): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    globalName,
    platform: 'browser',
    target: 'es2022',
    plugins: seedrandomBefore
      ? [
          {
            name: 'seedrandom was loaded before',
            setup: ({ onResolve, onLoad }) => {
              onResolve({ filter: /^seedrandom$/ }, () => ({ path: 'seedrandom', namespace: 'before' }))
              onLoad({ filter: /.*/, namespace: 'before' }, () => ({
                contents: `module.exports = globalThis.${SEEDRANDOM}`,
              }))
            },
          },
        ]
      : [],
  })
  return outputFiles[0]!.text
}

const plain = JSON.stringify(join(import.meta.dirname, 'plain.ts'))

/** A script that leaves `engine.trial` behind. */
export const engineScript = (): Promise<string> => bundled(`export { trial } from ${plain}`, 'engine', false)

/** The same in two parts: seedrandom, which draws from Math.random when it is loaded, and all the rest. */
export const engineScripts = async (): Promise<[seedrandom: string, engine: string]> => [
  await bundled(`import seedrandom from 'seedrandom'; globalThis.${SEEDRANDOM} = seedrandom`, 'unused', false),
  await bundled(`export { trial } from ${plain}`, 'engine', true),
]
