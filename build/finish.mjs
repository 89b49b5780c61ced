// After tsc: the command and its worker as bundles. Loading one file instead of hundreds makes the command start at once.
import { chmodSync, readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

rmSync('dist/cli', { recursive: true, force: true })
await build({
  entryPoints: readdirSync('src/cli')
    .filter(name => /^(main|.*worker|validate-facts|gallery|sensitivity)\.ts$/.test(name))
    .map(name => `src/cli/${name}`),
  outdir: 'dist/cli',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // piscina starts its own worker file; chart.js is put into reports as text; DuckDB is a native library
  external: ['piscina', 'chart.js', '@duckdb/node-api'],
  // some dependencies are CommonJS and ask for Node's modules by require
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
  logLevel: 'warning',
})
chmodSync('dist/cli/main.js', 0o755)
