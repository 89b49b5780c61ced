// After vite: the same page as one file that runs from disk, and the size of both.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const folder = 'dist/web'
const assets = readdirSync(join(folder, 'assets'))
const read = name => readFileSync(join(folder, 'assets', name), 'utf8')

let page = readFileSync(join(folder, 'index.html'), 'utf8')
for (const name of assets) {
  // a closing tag inside a text would end the element; a function keeps $ signs as they are
  const text = read(name).replace(/<\/(script|style)/g, '<\\/$1')
  const tag = name.endsWith('.css')
    ? /<link [^>]*href="[^"]*NAME"[^>]*>/
    : /<script [^>]*src="[^"]*NAME"[^>]*><\/script>/
  const pattern = new RegExp(tag.source.replace('NAME', name.replace(/[.]/g, '[.]')))
  if (!pattern.test(page)) throw new Error(`${name} is not named in index.html`)
  if (name.endsWith('.css')) page = page.replace(pattern, () => `<style>${text}</style>`)
  else {
    // the script comes last: inline modules run in their place once the page is parsed
    page = page.replace(pattern, '').replace('</body>', () => `<script type="module">${text}</script></body>`)
  }
}
writeFileSync('dist/justcity.html', page)

const size = text =>
  `${(Buffer.byteLength(text) / 1e6).toFixed(2)} MB, ${(gzipSync(text).length / 1e6).toFixed(2)} MB gzip`
const whole = ['index.html', ...assets.map(name => join('assets', name))]
  .map(name => readFileSync(join(folder, name), 'utf8'))
  .join('')
process.stdout.write(`dist/web            ${size(whole)}\ndist/justcity.html  ${size(page)}\n`)
