import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { packageRoot } from './files.ts'
import { Guesses } from './guesses.ts'
import { InputError, wholeNumber } from './scenarios.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Ports tried after the one asked for, before the system gives any. */
const TRIES = 10

/** A server of the web app's files and of a room's guesses, and of nothing else. */
export function appServer(folder = join(packageRoot, 'dist/web')): Server {
  const guesses = new Guesses()
  return createServer(async (request, response) => {
    const asked = request.url ?? '/'
    try {
      const path = decodeURIComponent(new URL(asked, 'http://localhost').pathname)
      if (/^\/guess(\/|$)/.test(path) && (await guesses.answer(request, response, path))) return
      // normalised from the root, a path cannot climb out of the folder
      const file = join(folder, normalize(`/${path}`), path.endsWith('/') ? 'index.html' : '')
      const content = await readFile(file)
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
      response.end(content)
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(`There is no ${asked} here.\n`)
    }
  })
}

const listening = (server: Server, port: number, host: string): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error)
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(true)
    })
  })

/** Listens on the port asked for, or on the next one that is free. @returns the port */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  let isHeard = false
  for (let tried = port; !isHeard && tried < port + TRIES && tried < 65_536; tried++)
    isHeard = await listening(server, tried, host)
  if (!isHeard) await listening(server, 0, host)
  return (server.address() as AddressInfo).port
}

/** Serves the web app until it is interrupted. */
export async function serveCommand({ port, host }: { port: string; host: string }): Promise<number> {
  const asked = wholeNumber('--port', port, 0, 65_535)
  await readFile(join(packageRoot, 'dist/web/index.html')).catch(() => {
    throw new InputError('The web app is not built: run npm run build.')
  })
  const server = appServer()
  const given = await listen(server, asked, host)
  if (given !== asked && asked !== 0) process.stderr.write(`Port ${asked} is taken.\n`)
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  process.stdout.write(`justcity is at http://${shown}:${given}/ (Ctrl C ends it)\n`)
  await new Promise(resolve => server.on('close', resolve))
  return 0
}
