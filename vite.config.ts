import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import manifest from './package.json' with { type: 'json' }

/** The web app. Workers are classic scripts inside the page's own: as modules they would not start from a file on disk. */
export default defineConfig({
  root: 'web',
  base: './',
  plugins: [svelte()],
  define: { __VERSION__: JSON.stringify(manifest.version) },
  assetsInclude: ['**/*.gz'],
  worker: { format: 'iife' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: Number.MAX_SAFE_INTEGER,
    cssCodeSplit: false,
    modulePreload: false,
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  logLevel: 'warn',
})
